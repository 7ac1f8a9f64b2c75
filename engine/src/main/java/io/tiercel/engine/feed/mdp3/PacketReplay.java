package io.tiercel.engine.feed.mdp3;

import org.agrona.DirectBuffer;

/** Where packets that no line brought are had once more. The lane's thread. */
public interface PacketReplay {
    /** The exchange gives as many at a time at the most. */
    int MAX_PACKETS = 2_000;

    /** Without a replay server. */
    PacketReplay NONE = new PacketReplay() {
        @Override
        public boolean ask(final long from, final int count) {
            return false;
        }

        @Override
        public void cancel() {}

        @Override
        public boolean poll(final Listener listener, final long timeNs) {
            return false;
        }
    };

    /** What comes of it. */
    interface Listener {
        /** One that was asked for, or another one of the channel. */
        void onReplayed(DirectBuffer buffer, int offset, int length);

        /** Nothing more comes of what was asked for, and nothing would if it were asked for again. */
        void onReplayFailed();
    }

    /**
     * Asks for packets, in place of what was asked for before; goes on with that where these are the rest of it.
     *
     * @return whether it asked anew
     */
    boolean ask(long from, int count);

    /** Nothing is wanted any more. */
    void cancel();

    /** Goes on, one packet at a time at the most. Returns whether there was something. */
    boolean poll(Listener listener, long timeNs);
}
