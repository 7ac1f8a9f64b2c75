package io.tiercel.engine.venue.sim;

import io.tiercel.engine.reference.TradingDay;

/** When an instrument trades. A function of time alone; called where days end, not between. */
public interface TradingHours {
    /** No hours: trading never ends. */
    TradingHours ALWAYS = timeNs -> null;

    /** A day that does not come: there is no more trading. */
    TradingDay NO_DAY = new TradingDay(0, false, 0, Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * The first day with trading that is not over at this time, {@link #NO_DAY} when there is none, null when trading
     * goes on for ever.
     */
    TradingDay dayAt(long timeNs);
}
