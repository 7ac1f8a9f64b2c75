package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Wilder's average true range of the mid over bars of a fixed time grid, in currency units.
 *
 * <pre>
 *   true range = the greatest of high − low, |high − close before|, |low − close before|
 *   average    = the mean of the first n true ranges, then (average × (n − 1) + true range) ÷ n
 * </pre>
 *
 * An interval without an update is no bar, so a night does not wear the average down; the bar after it is measured
 * against the last close before it, so the gap counts.
 */
@HotPath
final class AverageTrueRange extends Signal {
    private static final int SECTION = 0x5349473D;

    private final long barNs;
    private final int bars;

    private long highNanos;
    private long lowNanos;
    private long closeNanos;
    private boolean started;
    private long cell;
    private long cellEndNs;

    /** Of the last bar that is complete; counts from the second bar on. */
    private long closeBeforeNanos;

    /** Bars that are complete, at most as many as the average needs. */
    private int barCount;

    /** The average, or the sum of true ranges while there are too few; in 1e-9. */
    private double averageNanos;

    AverageTrueRange(final long barNs, final int bars) {
        this.barNs = barNs;
        this.bars = bars;
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (!book.tradable()) {
            return;
        }
        final long mid = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos());
        if (!started) {
            started = true;
            open(timeNs, mid);
        } else if (timeNs >= cellEndNs) {
            complete();
            open(timeNs, mid);
        } else {
            highNanos = Math.max(highNanos, mid);
            lowNanos = Math.min(lowNanos, mid);
        }
        closeNanos = mid;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(highNanos);
        writer.putLong(lowNanos);
        writer.putLong(closeNanos);
        writer.putLong(cell);
        writer.putLong(closeBeforeNanos);
        writer.putInt(barCount);
        writer.putDouble(averageNanos);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        highNanos = reader.takeLong();
        lowNanos = reader.takeLong();
        closeNanos = reader.takeLong();
        enter(reader.takeLong());
        closeBeforeNanos = reader.takeLong();
        barCount = reader.takeInt();
        averageNanos = reader.takeDouble();
    }

    private void open(final long timeNs, final long mid) {
        enter(timeNs / barNs);
        highNanos = mid;
        lowNanos = mid;
    }

    private void complete() {
        final double range = trueRange();
        closeBeforeNanos = closeNanos;
        if (barCount < bars) {
            barCount++;
            averageNanos += range;
            if (barCount == bars) {
                averageNanos /= bars;
            }
        } else {
            averageNanos = (averageNanos * (bars - 1) + range) / bars;
        }
        if (barCount == bars) {
            value(averageNanos / Units.NANOS);
            ready(true);
        }
    }

    /** The gap to the close before widens the bar on one side at most. */
    private double trueRange() {
        if (barCount == 0) {
            return (double) highNanos - lowNanos;
        }
        return (double) Math.max(highNanos, closeBeforeNanos) - Math.min(lowNanos, closeBeforeNanos);
    }

    private void enter(final long newCell) {
        cell = newCell;
        cellEndNs = (newCell + 1) * barNs;
    }
}
