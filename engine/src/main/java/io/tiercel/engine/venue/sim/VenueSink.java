package io.tiercel.engine.venue.sim;

import org.agrona.DirectBuffer;

/** Where the exchange's messages go. */
public interface VenueSink {
    /** A market data message. False: no room now, it is offered again. */
    boolean onFeed(DirectBuffer buffer, int offset, int length);

    /** An execution or a word about the session. False: no room now, it is offered again. */
    boolean onExecution(DirectBuffer buffer, int offset, int length);
}
