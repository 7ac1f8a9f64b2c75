package io.tiercel.engine.pipeline;

import org.agrona.DirectBuffer;

/** The way to one venue. Called by the gate only. */
public interface VenuePort {
    /** What became of a message. */
    enum Result {
        SENT,
        /** No room now; worth another attempt. */
        BACK_PRESSURE,
        /** Nobody is there. */
        DOWN
    }

    Result send(DirectBuffer buffer, int offset, int length);
}
