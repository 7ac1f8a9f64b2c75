package io.tiercel.engine.venue.sim;

import java.nio.charset.StandardCharsets;

/** What a line of the exchange's log tells. */
public enum VenueLogEvent {
    ACCEPTED,
    REJECTED,
    FILLED,
    CANCELLED,
    /** Its day, or its instrument, is over. */
    EXPIRED,
    REPLACED,
    /** A request named an order that the exchange does not know. */
    UNKNOWN,
    /** A cancel or replace was refused; the order stands. */
    CANCEL_REJECTED;

    private final byte[] text = name().getBytes(StandardCharsets.US_ASCII);

    byte[] text() {
        return text;
    }
}
