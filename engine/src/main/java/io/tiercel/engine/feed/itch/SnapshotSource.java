package io.tiercel.engine.feed.itch;

import org.agrona.DirectBuffer;

/** Where snapshots of the books come from. The lane's thread. */
public interface SnapshotSource {
    /** Without a snapshot server. */
    SnapshotSource NONE = new SnapshotSource() {
        @Override
        public void ask() {}

        @Override
        public void cancel() {}

        @Override
        public boolean poll(final Listener listener, final long timeNs) {
            return false;
        }
    };

    /** What a snapshot brings. */
    interface Listener {
        /** The server has this session. Returns whether that is the one of which a snapshot is wanted. */
        boolean onSnapshotSession(String session);

        /** Its first message comes next. Returns whether it is still wanted. */
        boolean onSnapshotBegin();

        /** One of ITCH. */
        void onSnapshotMessage(DirectBuffer buffer, int offset, int length);

        /** No more messages in this poll. */
        void onSnapshotPause();

        /** All of it came; the books are those before the message of the session with this sequence. */
        void onSnapshotEnd(long sequence);

        /** It broke off after its begin. */
        void onSnapshotFailed();
    }

    /** Begins one, or begins once more. What cannot be had is silent: who asked looks at the time. */
    void ask();

    /** It is not wanted any more. */
    void cancel();

    /** Goes on, a few messages at a time. Returns whether there was something. */
    boolean poll(Listener listener, long timeNs);
}
