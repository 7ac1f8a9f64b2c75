package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Order-flow imbalance at the best prices after Cont, Kukanov and Stoikov, as a sum that decays by half-life, in
 * units of the instrument: what was added to the bid and taken from the ask, less the reverse.
 */
@HotPath
final class OrderFlowImbalance extends Signal {
    private static final int SECTION = 0x53494732;
    /** Smaller sums are 0: otherwise a quiet book would end in subnormal numbers that never get smaller. */
    private static final double LEAST = 1e-100;

    private final double halfLifeNs;

    private boolean started;
    private long startNs;
    private long lastNs;
    /** Whether the quote below is the one just before; not so after a book that was not tradable. */
    private boolean quoted;

    private long bidPriceNanos;
    private long bidQuantity;
    private long askPriceNanos;
    private long askQuantity;

    OrderFlowImbalance(final long halfLifeNs) {
        this.halfLifeNs = halfLifeNs;
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (!book.tradable()) {
            quoted = false;
            return;
        }
        if (!started) {
            started = true;
            startNs = timeNs;
            lastNs = timeNs;
        }
        double sum = value();
        if (timeNs != lastNs) {
            sum *= Decay.factor((timeNs - lastNs) / halfLifeNs);
            lastNs = timeNs;
        }
        if (quoted) {
            sum += flow(book) / Units.quantityUnit(book.instrument().quantityScale());
        }
        value(sum < LEAST && sum > -LEAST ? 0 : sum);
        quoted = true;
        bidPriceNanos = book.bidPriceNanos();
        bidQuantity = book.bidQuantity();
        askPriceNanos = book.askPriceNanos();
        askQuantity = book.askQuantity();
        ready(ready() || timeNs - startNs >= halfLifeNs);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(startNs);
        writer.putLong(lastNs);
        writer.putBoolean(quoted);
        writer.putLong(bidPriceNanos);
        writer.putLong(bidQuantity);
        writer.putLong(askPriceNanos);
        writer.putLong(askQuantity);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        startNs = reader.takeLong();
        lastNs = reader.takeLong();
        quoted = reader.takeBoolean();
        bidPriceNanos = reader.takeLong();
        bidQuantity = reader.takeLong();
        askPriceNanos = reader.takeLong();
        askQuantity = reader.takeLong();
    }

    private double flow(final Book book) {
        final long bid = book.bidPriceNanos();
        final long ask = book.askPriceNanos();
        final long bidFlow = (bid >= bidPriceNanos ? book.bidQuantity() : 0) - (bid <= bidPriceNanos ? bidQuantity : 0);
        final long askFlow = (ask <= askPriceNanos ? book.askQuantity() : 0) - (ask >= askPriceNanos ? askQuantity : 0);
        return (double) bidFlow - (double) askFlow;
    }
}
