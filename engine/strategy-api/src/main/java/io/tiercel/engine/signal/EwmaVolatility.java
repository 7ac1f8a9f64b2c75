package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Volatility of the mid as an exponentially weighted mean over time, in basis points per square root of a second.
 * Between two updates dt apart the variance rate is r² ÷ dt, where r is the simple return of the mid; the value is
 * the root of the mean of that rate, each moment weighted with 2^-(age ÷ half-life).
 */
@HotPath
final class EwmaVolatility extends Signal {
    private static final int SECTION = 0x53494733;
    /** Smaller sums are 0: otherwise a price that stands still would end in subnormal numbers. */
    private static final double LEAST = 1e-100;

    private final double halfLifeNs;

    /** The last mid, or 0 when there was none. */
    private long midNanos;

    private long startNs;
    private long lastNs;
    /** Squared returns, weighted. */
    private double variance;
    /** The time in which they came about, in ns, weighted alike. */
    private double timeNs;

    EwmaVolatility(final long halfLifeNs) {
        this.halfLifeNs = halfLifeNs;
    }

    @Override
    public void onBook(final Book book, final long nowNs) {
        if (!book.tradable()) {
            return;
        }
        final long mid = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos());
        if (mid <= 0) {
            return;
        }
        if (midNanos == 0) {
            midNanos = mid;
            startNs = nowNs;
            lastNs = nowNs;
            return;
        }
        final long elapsedNs = nowNs - lastNs;
        if (elapsedNs == 0 && mid == midNanos) {
            return;
        }
        update(elapsedNs, mid);
        midNanos = mid;
        lastNs = nowNs;
        if (timeNs > 0) {
            value(Units.BASIS_POINTS * Math.sqrt(variance / timeNs * Units.NANOS_PER_SECOND));
            ready(ready() || nowNs - startNs >= halfLifeNs);
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putLong(midNanos);
        writer.putLong(startNs);
        writer.putLong(lastNs);
        writer.putDouble(variance);
        writer.putDouble(timeNs);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        midNanos = reader.takeLong();
        startNs = reader.takeLong();
        lastNs = reader.takeLong();
        variance = reader.takeDouble();
        timeNs = reader.takeDouble();
    }

    private void update(final long elapsedNs, final long mid) {
        final double change = (double) (mid - midNanos) / (double) midNanos;
        final double halfLives = elapsedNs / halfLifeNs;
        final double factor = Decay.factor(halfLives);
        // The interval is old at its begin and new at its end; both sums take it with the mean of the weights between.
        final double weight = Decay.meanFactor(halfLives, factor);
        final double sum = variance * factor + change * change * weight;
        variance = sum < LEAST ? 0 : sum;
        timeNs = timeNs * factor + elapsedNs * weight;
    }
}
