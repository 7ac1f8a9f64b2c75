package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The mid's exponential moving average over time, in currency units: the price of each moment weighted with 2^-(age ÷
 * half-life). A mid counts for as long as it stood, so a burst of updates weighs no more than the time it took; the
 * first mid counts as if it had stood for ever.
 */
@HotPath
final class AveragePrice extends Signal {
    private static final int SECTION = 0x53494738;

    private final double halfLifeNs;

    /** The mid since the last update, in currency units. */
    private double mid;

    private boolean started;
    private long startNs;
    private long lastNs;

    AveragePrice(final long halfLifeNs) {
        this.halfLifeNs = halfLifeNs;
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (!book.tradable()) {
            return;
        }
        final double newMid = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos()) / Units.NANOS;
        if (!started) {
            started = true;
            startNs = timeNs;
            value(newMid);
        } else if (timeNs != lastNs) {
            value(mid + (value() - mid) * Decay.factor((timeNs - lastNs) / halfLifeNs));
        }
        mid = newMid;
        lastNs = timeNs;
        ready(ready() || timeNs - startNs >= halfLifeNs);
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putDouble(mid);
        writer.putBoolean(started);
        writer.putLong(startNs);
        writer.putLong(lastNs);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        mid = reader.takeDouble();
        started = reader.takeBoolean();
        startNs = reader.takeLong();
        lastNs = reader.takeLong();
    }
}
