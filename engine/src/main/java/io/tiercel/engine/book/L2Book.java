package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** A book that is fed by price level. */
@HotPath
final class L2Book extends DepthBook {
    L2Book(
            final BookMemory memory,
            final Instrument instrument,
            final Ladder bids,
            final Ladder asks,
            final FaultCounts faults) {
        super(memory, instrument, bids, asks, faults);
    }

    /** Sets a level; to remove one that is not there changes nothing and is no fault. */
    void level(final Side side, final long priceNanos, final long quantity, final int orderCount) {
        if (!isSide(side)) {
            fault(BookFault.WRONG_SIDE, priceNanos);
            return;
        }
        if (!Limits.isPrice(priceNanos)) {
            fault(BookFault.PRICE_OUT_OF_RANGE, priceNanos);
            return;
        }
        if (quantity < 0 || quantity > Limits.MAX_LEVEL_QUANTITY || orderCount < 0) {
            fault(BookFault.QUANTITY_OUT_OF_RANGE, orderCount < 0 ? orderCount : quantity);
            return;
        }
        final Ladder ladder = ladder(side);
        final int index = ladder.find(priceNanos);
        if (quantity == 0) {
            remove(ladder, index);
        } else if (index >= 0) {
            change(ladder.level(index), quantity, orderCount);
        } else if (levels.full()) {
            fault(BookFault.LEVEL_CAPACITY, priceNanos);
        } else {
            change(ladder.insert(-1 - index, priceNanos), quantity, orderCount);
        }
    }

    @Override
    void empty() {
        bids.clear();
        asks.clear();
    }

    @Override
    void snapshotLevel(final StateWriter writer, final int level) {
        writer.putLong(levels.quantity(level));
        writer.putInt(levels.orderCount(level));
    }

    @Override
    void restoreLevel(final StateReader reader, final Ladder ladder, final int level) {
        levels.quantity(level, reader.takeLong());
        levels.orderCount(level, reader.takeInt());
    }

    private void remove(final Ladder ladder, final int index) {
        if (index >= 0) {
            ladder.remove(index);
            listener.onBookChanged(this);
        }
    }

    private void change(final int level, final long quantity, final int orderCount) {
        if (levels.quantity(level) != quantity || levels.orderCount(level) != orderCount) {
            levels.quantity(level, quantity);
            levels.orderCount(level, orderCount);
            listener.onBookChanged(this);
        }
    }
}
