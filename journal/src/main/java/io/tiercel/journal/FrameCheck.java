package io.tiercel.journal;

import io.tiercel.codecs.HotPath;

/** Whether a frame by itself is one of a journal and a stream, and why not. */
@HotPath
final class FrameCheck {
    private final Stream stream;
    private final FrameFlyweight frame;
    private final SegmentHead head = new SegmentHead();
    private JournalFault.Kind kind;
    private String detail;

    /** @param frame what is in there at each call of {@link #holds} is checked */
    FrameCheck(final Stream stream, final FrameFlyweight frame) {
        this.stream = stream;
        this.frame = frame;
    }

    /** Whether the frame is a record of this journal and stream. Only after {@link FrameFlyweight#lengthHolds}. */
    boolean holds(final long journalId) {
        if (!frame.checksumHolds(journalId)) {
            return wrongChecksum();
        }
        if (frame.version() != FrameFlyweight.VERSION) {
            return fails(
                    JournalFault.Kind.VERSION,
                    "frame version " + frame.version() + "; this program reads " + FrameFlyweight.VERSION);
        }
        if (frame.stream() != stream.code()) {
            return fails(
                    JournalFault.Kind.STREAM,
                    "expected a record of stream " + stream.code() + " (" + stream.folder() + "), found stream "
                            + frame.stream());
        }
        return true;
    }

    /** After {@link #holds} said no. */
    JournalFault.Kind kind() {
        return kind;
    }

    /** After {@link #holds} said no. */
    String detail() {
        return detail;
    }

    private boolean wrongChecksum() {
        final long sequence = frame.sequence();
        if (head.wrap(frame)) {
            final long otherId = head.journalId();
            if (frame.checksumHolds(otherId)) {
                return fails(
                        JournalFault.Kind.FOREIGN,
                        "the first record of journal " + Long.toHexString(otherId) + " stands here");
            }
        }
        return fails(
                JournalFault.Kind.CHECKSUM,
                "checksum " + Integer.toHexString(frame.checksum())
                        + " is wrong for this journal; the record calls itself " + sequence);
    }

    private boolean fails(final JournalFault.Kind what, final String words) {
        kind = what;
        detail = words;
        return false;
    }
}
