package io.tiercel.engine.venue.sim;

import io.tiercel.engine.reference.TradingDay;

/** When an instrument trades. A function of time alone; called where days end, not between. */
public interface TradingHours {
    /** No hours: trading never ends. */
    TradingHours ALWAYS = timeNs -> null;

    /** The first day with trading that is not over at this time; null when trading goes on for ever. */
    TradingDay dayAt(long timeNs);
}
