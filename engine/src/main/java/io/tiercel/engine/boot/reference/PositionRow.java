package io.tiercel.engine.boot.reference;

/** What a strategy holds when the day begins; the quantity is in the instrument's scale, below 0 it is short. */
public record PositionRow(int strategyId, int instrumentId, long quantity, long averagePriceNanos) {}
