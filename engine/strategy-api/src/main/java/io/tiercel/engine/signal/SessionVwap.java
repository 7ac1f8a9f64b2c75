package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Volume-weighted average price of all trades since the day began, in currency units. A day begins at a fixed time of
 * the UTC day; the first trade after it starts the sums anew. The sums are exact, so the order of trades does not
 * matter to the last bit.
 */
@HotPath
final class SessionVwap extends Signal {
    static final long DAY_NS = 86_400_000_000_000L;

    private static final int SECTION = 0x53494735;

    private final long dayStartNs;

    private final ProductSum notional = new ProductSum();
    private long quantity;
    private long dayEndNs = Long.MIN_VALUE;

    SessionVwap(final long dayStartNs) {
        this.dayStartNs = dayStartNs;
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
        if (timeNs >= dayEndNs) {
            dayEndNs = (Math.floorDiv(timeNs - dayStartNs, DAY_NS) + 1) * DAY_NS + dayStartNs;
            notional.clear();
            quantity = 0;
        }
        if (quantity + tradeQuantity < 0) {
            return;
        }
        notional.add(priceNanos, tradeQuantity);
        quantity += tradeQuantity;
        value(notional.toDouble() / quantity / Units.NANOS);
        ready(true);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        notional.snapshotTo(writer);
        writer.putLong(quantity);
        writer.putLong(dayEndNs);
        writer.putDouble(value());
        writer.putBoolean(ready());
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        notional.restoreFrom(reader);
        quantity = reader.takeLong();
        dayEndNs = reader.takeLong();
        value(reader.takeDouble());
        ready(reader.takeBoolean());
    }
}
