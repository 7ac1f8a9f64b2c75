package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Who takes: (bought − sold) ÷ (bought + sold) of the quantities that aggressors took, each weighted with 2^-(age ÷
 * half-life). From −1, all sold, to 1, all bought. Trades without an aggressor, as in an auction, do not count.
 */
@HotPath
final class TradeImbalance extends Signal {
    private static final int SECTION = 0x53494739;
    /** Smaller sums are 0: otherwise a market without trades would end in subnormal numbers. */
    private static final double LEAST = 1e-100;

    private final double halfLifeNs;

    private double bought;
    private double sold;
    private boolean started;
    private long startNs;
    private long lastNs;

    TradeImbalance(final long halfLifeNs) {
        this.halfLifeNs = halfLifeNs;
    }

    @Override
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long timeNs) {
        if (quantity <= 0 || (aggressorSide != Side.BUY && aggressorSide != Side.SELL)) {
            return;
        }
        if (!started) {
            started = true;
            startNs = timeNs;
        } else if (timeNs != lastNs) {
            final double factor = Decay.factor((timeNs - lastNs) / halfLifeNs);
            bought = decayed(bought, factor);
            sold = decayed(sold, factor);
        }
        lastNs = timeNs;
        if (aggressorSide == Side.BUY) {
            bought += quantity;
        } else {
            sold += quantity;
        }
        value((bought - sold) / (bought + sold));
        ready(ready() || timeNs - startNs >= halfLifeNs);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(bought);
        writer.putDouble(sold);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(startNs);
        writer.putLong(lastNs);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        bought = reader.takeDouble();
        sold = reader.takeDouble();
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        startNs = reader.takeLong();
        lastNs = reader.takeLong();
    }

    private static double decayed(final double sum, final double factor) {
        final double result = sum * factor;
        return result < LEAST ? 0 : result;
    }
}
