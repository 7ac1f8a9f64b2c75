package io.tiercel.engine.strategy;

/** Where a market maker's quotes should stand, before they are rounded to ticks and kept off the other side. */
interface QuoteModel {
    /** @param inventory the position in multiples of the quotes' size; below 0 is short */
    double centreNanos(double fairNanos, long tickNanos, double inventory);

    /** From the centre to each quote. */
    double halfSpreadNanos(double fairNanos, long tickNanos);
}
