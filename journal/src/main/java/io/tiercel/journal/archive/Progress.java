package io.tiercel.journal.archive;

import io.tiercel.journal.SegmentCopy;

/** How far it is. */
public interface Progress extends SegmentCopy.Progress {
    /** Something of so many bytes begins. */
    void begin(long bytes);

    /** For nobody to see. */
    Progress NONE = new Progress() {
        @Override
        public void begin(final long bytes) {
            // nobody looks
        }

        @Override
        public void onBytes(final long bytes) {
            // nobody looks
        }
    };
}
