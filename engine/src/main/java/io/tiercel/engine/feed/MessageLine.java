package io.tiercel.engine.feed;

import org.agrona.DirectBuffer;

/** Where a lane's messages go. */
public interface MessageLine {
    /** What became of an offer. */
    enum Result {
        TAKEN,
        /** No room: to be offered again. */
        BACK_PRESSURE,
        /** Nobody is there to take it. */
        NOBODY
    }

    Result offer(DirectBuffer buffer, int offset, int length);

    boolean isConnected();
}
