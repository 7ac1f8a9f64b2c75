package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Volatility of the mid over the last samples of a time grid, in basis points per square root of a second: the root
 * of the sum of squared simple returns from grid point to grid point over the window's length.
 *
 * <p>Returns are held as whole numbers of 2^-53 and their squares are summed in 128 bits, so that what leaves the
 * window is taken out exactly and the sum never drifts. Grid points without a move are not held at all: one event
 * adds at most one return, and each is taken out once, hence O(1) per event in the mean however long the book was
 * silent.
 */
@HotPath
final class RealisedVolatility extends Signal {
    /** Then even returns that are all at their limit stay within 2^127. */
    static final int MAX_SAMPLES = 1 << 16;

    private static final int SECTION = 0x53494734;
    private static final double RETURN_UNIT = 0x1p53;
    /** A return is cut off at ±4, which is 400 %. */
    private static final double MAX_RETURN = 4;

    private final long sampleNs;
    private final int samples;
    private final double varianceUnit;

    private final long[] returns;
    /** The grid cell at whose end the return was seen. */
    private final long[] cells;

    private final ProductSum squares = new ProductSum();
    private int head;
    private int count;

    /** The last mid seen, and the one at the last grid point; 0 when there was none. */
    private long midNanos;

    private long sampledNanos;
    private long firstCell;
    private long cell;
    private long cellEndNs;

    RealisedVolatility(final long sampleNs, final int samples) {
        this.sampleNs = sampleNs;
        this.samples = samples;
        final double windowSeconds = (double) sampleNs * samples / Units.NANOS_PER_SECOND;
        varianceUnit = RETURN_UNIT * RETURN_UNIT * windowSeconds;
        returns = new long[samples];
        cells = new long[samples];
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (!book.tradable()) {
            return;
        }
        final long mid = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos());
        if (mid <= 0) {
            return;
        }
        if (midNanos == 0) {
            enter(timeNs / sampleNs);
            firstCell = cell;
        } else if (timeNs >= cellEndNs) {
            sample(timeNs / sampleNs);
        }
        midNanos = mid;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putLong(midNanos);
        writer.putLong(sampledNanos);
        writer.putLong(firstCell);
        writer.putLong(cell);
        writer.putInt(count);
        // From the oldest on: where the ring begins is no part of the state.
        for (int i = 0; i < count; i++) {
            final int slot = slot(i);
            writer.putLong(cells[slot]);
            writer.putLong(returns[slot]);
        }
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        midNanos = reader.takeLong();
        sampledNanos = reader.takeLong();
        firstCell = reader.takeLong();
        enter(reader.takeLong());
        head = 0;
        count = 0;
        squares.clear();
        final int held = reader.takeInt();
        for (int i = 0; i < held; i++) {
            final long heldCell = reader.takeLong();
            append(heldCell, reader.takeLong());
        }
    }

    /** The cell has ended: its last mid is the price at the grid point, and at those up to the new cell too. */
    private void sample(final long newCell) {
        final long oldestCell = newCell - samples;
        while (count > 0 && cells[head] < oldestCell) {
            squares.subtract(returns[head], returns[head]);
            head = slot(1);
            count--;
        }
        if (sampledNanos != 0 && sampledNanos != midNanos && cell >= oldestCell) {
            final double change = (double) (midNanos - sampledNanos) / (double) sampledNanos;
            append(cell, (long) (Math.min(change, MAX_RETURN) * RETURN_UNIT));
        }
        sampledNanos = midNanos;
        enter(newCell);
        value(Units.BASIS_POINTS * Math.sqrt(squares.toDouble() / varianceUnit));
        // The first cell gives a price to start from, each one after it a return.
        ready(ready() || newCell - firstCell > samples);
    }

    private void enter(final long newCell) {
        cell = newCell;
        cellEndNs = (newCell + 1) * sampleNs;
    }

    private void append(final long ofCell, final long scaledReturn) {
        final int slot = slot(count);
        cells[slot] = ofCell;
        returns[slot] = scaledReturn;
        squares.add(scaledReturn, scaledReturn);
        count++;
    }

    private int slot(final int index) {
        final int slot = head + index;
        return slot < samples ? slot : slot - samples;
    }
}
