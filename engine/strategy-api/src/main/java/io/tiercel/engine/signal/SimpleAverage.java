package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** The mean of the mids at the last points of a time grid, in currency units. */
@HotPath
final class SimpleAverage extends Signal {
    private static final int SECTION = 0x5349473C;

    private final Window window;

    private boolean started;
    /** The last mid seen. */
    private long midNanos;

    SimpleAverage(final long sampleNs, final int samples) {
        window = new Window(sampleNs, samples);
    }

    @Override
    public void onBook(final Book book, final long timeNs) {
        if (!book.tradable()) {
            return;
        }
        if (!started) {
            started = true;
            window.begin(timeNs);
        } else if (window.due(timeNs)) {
            window.sample(timeNs, midNanos, 0);
            value(window.sum.toDouble() / window.sampleCount() / Units.NANOS);
            ready(ready() || window.full());
        }
        midNanos = Units.midNanos(book.bidPriceNanos(), book.askPriceNanos());
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(midNanos);
        window.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        midNanos = reader.takeLong();
        window.restoreFrom(reader);
    }

    private static final class Window extends SampleWindow {
        private final ProductSum sum = new ProductSum();

        Window(final long sampleNs, final int samples) {
            super(sampleNs, samples);
        }

        @Override
        void count(final long x, final long y, final int number) {
            sum.add(x, number);
        }

        @Override
        void clear() {
            sum.clear();
        }
    }
}
