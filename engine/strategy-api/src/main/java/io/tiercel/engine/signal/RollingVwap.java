package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Volume-weighted average price of the trades in the current bucket of time and those just before it, in currency
 * units. Buckets stand on a fixed grid; only those with trades are held, so each trade adds at most one bucket and
 * each is taken out once: O(1) per trade in the mean. The sums are exact and never drift.
 */
@HotPath
final class RollingVwap extends Signal {
    static final int MAX_BUCKETS = 1 << 16;

    private static final int SECTION = 0x53494736;

    private final long bucketNs;
    private final int buckets;

    private final long[] cells;
    private final long[] quantities;
    private final ProductSum[] notionals;
    private int head;
    private int count;

    private final ProductSum notional = new ProductSum();
    private long quantity;
    private long firstCell;
    private boolean started;

    RollingVwap(final long bucketNs, final int buckets) {
        this.bucketNs = bucketNs;
        this.buckets = buckets;
        cells = new long[buckets];
        quantities = new long[buckets];
        notionals = new ProductSum[buckets];
        for (int i = 0; i < buckets; i++) {
            notionals[i] = new ProductSum();
        }
    }

    @Override
    public void onTrade(
            final Book book,
            final Side aggressorSide,
            final long priceNanos,
            final long tradeQuantity,
            final long timeNs) {
        if (tradeQuantity <= 0 || priceNanos == Book.NO_PRICE) {
            return;
        }
        final long cell = timeNs / bucketNs;
        expire(cell - buckets);
        if (quantity + tradeQuantity < 0) {
            return;
        }
        final int slot = slotOf(cell);
        notionals[slot].add(priceNanos, tradeQuantity);
        quantities[slot] += tradeQuantity;
        notional.add(priceNanos, tradeQuantity);
        quantity += tradeQuantity;
        value(notional.toDouble() / quantity / Units.NANOS);
        if (!started) {
            started = true;
            firstCell = cell;
        }
        ready(ready() || cell - firstCell >= buckets);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        notional.snapshotTo(writer);
        writer.putLong(quantity);
        writer.putLong(firstCell);
        writer.putBoolean(started);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putInt(count);
        // From the oldest on: where the ring begins is no part of the state.
        for (int i = 0; i < count; i++) {
            final int slot = slot(i);
            writer.putLong(cells[slot]);
            writer.putLong(quantities[slot]);
            notionals[slot].snapshotTo(writer);
        }
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        notional.restoreFrom(reader);
        quantity = reader.takeLong();
        firstCell = reader.takeLong();
        started = reader.takeBoolean();
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        head = 0;
        count = reader.takeInt();
        for (int slot = 0; slot < count; slot++) {
            cells[slot] = reader.takeLong();
            quantities[slot] = reader.takeLong();
            notionals[slot].restoreFrom(reader);
        }
    }

    /** Takes out the buckets up to this cell. */
    private void expire(final long lastCell) {
        while (count > 0 && cells[head] <= lastCell) {
            notional.subtract(notionals[head]);
            quantity -= quantities[head];
            head = slot(1);
            count--;
        }
    }

    /** The slot of the newest cell, a cleared one when the cell is new. */
    private int slotOf(final long cell) {
        final int newest = slot(count - 1);
        if (count > 0 && cells[newest] == cell) {
            return newest;
        }
        final int slot = slot(count);
        count++;
        cells[slot] = cell;
        quantities[slot] = 0;
        notionals[slot].clear();
        return slot;
    }

    private int slot(final int index) {
        final int slot = head + index;
        return slot < buckets ? slot : slot - buckets;
    }
}
