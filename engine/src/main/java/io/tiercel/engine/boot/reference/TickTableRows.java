package io.tiercel.engine.boot.reference;

import java.util.List;

/** A tick table. {@code entries} come in rising order of price, the first from 0 on. */
public record TickTableRows(int id, String name, List<Entry> entries) {
    /** From this price on the tick is this. */
    public record Entry(long fromPriceNanos, long tickNanos) {}

    /** The tick at a price that is not negative. */
    public long tickAt(final long priceNanos) {
        long tick = entries.get(0).tickNanos();
        for (final Entry entry : entries) {
            if (entry.fromPriceNanos() <= priceNanos) {
                tick = entry.tickNanos();
            }
        }
        return tick;
    }
}
