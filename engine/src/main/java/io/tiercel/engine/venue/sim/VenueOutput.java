package io.tiercel.engine.venue.sim;

import org.agrona.DirectBuffer;

/** Where the exchange's messages go; unlike a {@link VenueSink} it takes every one. */
interface VenueOutput {
    void onFeed(DirectBuffer buffer, int offset, int length);

    void onExecution(DirectBuffer buffer, int offset, int length);
}
