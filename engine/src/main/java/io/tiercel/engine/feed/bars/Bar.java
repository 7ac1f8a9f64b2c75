package io.tiercel.engine.feed.bars;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.HotPath;
import java.math.BigInteger;

/** A bar of one instrument while it is built, and as it is told. What it says holds until the next trade. */
@HotPath
public final class Bar {
    private final int instrumentId;
    private final int quantityScale;
    private final long quantityUnit;
    private final WideSum turnover = new WideSum();
    /** As turnover, with prices below 0 taken as those above: what of a bar of turnover only grows. */
    private final WideSum notional = new WideSum();

    private long startNs;
    private long endNs;
    private long firstNs;
    private long lastNs;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long tradeCount;

    Bar(final int instrumentId, final int quantityScale) {
        this.instrumentId = instrumentId;
        this.quantityScale = quantityScale;
        quantityUnit = FixedPoint.powerOfTen(quantityScale);
    }

    /** Begins anew; the last price stays as that of the bar before. */
    void begin(final long newStartNs, final long newEndNs) {
        startNs = newStartNs;
        endNs = newEndNs;
        open = close;
        high = close;
        low = close;
        volume = 0;
        tradeCount = 0;
        turnover.clear();
        notional.clear();
    }

    /** Returns false, and leaves it out, when the sums have no room for it. */
    boolean add(final long timeNs, final long priceNanos, final long quantity) {
        if (volume > Long.MAX_VALUE - quantity || !notional.add(Math.abs(priceNanos), quantity)) {
            return false;
        }
        // Never beyond that, so there is room.
        turnover.add(priceNanos, quantity);
        volume += quantity;
        if (tradeCount == 0) {
            open = priceNanos;
            high = priceNanos;
            low = priceNanos;
            firstNs = timeNs;
            lastNs = timeNs;
        }
        tradeCount++;
        close = priceNanos;
        high = Math.max(high, priceNanos);
        low = Math.min(low, priceNanos);
        lastNs = Math.max(lastNs, timeNs);
        return true;
    }

    /**
     * Of |price| × quantity.
     *
     * @param limit in 1e-9
     */
    boolean hasTurnover(final long limit) {
        return notional.reaches(limit, quantityUnit);
    }

    /** @param limit whole */
    boolean hasVolume(final long limit) {
        return volume / quantityUnit >= limit;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Digits after the point of the volume. */
    public int quantityScale() {
        return quantityScale;
    }

    /** UTC: of a bar of time its begin, else the time of its first trade. */
    public long startNs() {
        return startNs == BarRule.NO_TIME ? firstNs : startNs;
    }

    /** UTC: of a bar of time where the next one begins, else the time of its last trade. */
    public long endNs() {
        return endNs == BarRule.NO_TIME ? lastNs : endNs;
    }

    /** Where the bar of time ends; {@link BarRule#NO_TIME} of another. */
    long limitNs() {
        return endNs;
    }

    /** Of the first trade; of a bar without trades all prices are the last one before it. */
    public long openNanos() {
        return open;
    }

    public long highNanos() {
        return high;
    }

    public long lowNanos() {
        return low;
    }

    public long closeNanos() {
        return close;
    }

    public long volume() {
        return volume;
    }

    public long tradeCount() {
        return tradeCount;
    }

    /** Sum of price × quantity, in 1e-9 of what the last digit of a quantity is. For output: allocates. */
    public BigInteger turnoverNanos() {
        return turnover.value();
    }

    /** Turnover by volume, half to even; of a bar without trades the last price before it. */
    public long vwapNanos() {
        return volume == 0 ? close : turnover.dividedBy(volume);
    }
}
