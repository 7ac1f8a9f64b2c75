package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * The slope of the least-squares line through the mids of two instruments at the last points of a time grid: by how
 * much y moves with x. With it goes the line's intercept, and how far a pair of prices is from the line.
 *
 * <p>Prices are held as differences from those of the first sample, which are whole numbers of a power of two of
 * 1e-9, the least one in which the first price is below 2^42 (1e-9 itself up to 4,398 currency units): sums are
 * exact, and what leaves the window leaves no trace.
 */
@HotPath
final class HedgeRatio extends Signal {
    private static final int SECTION = 0x5349473E;
    private static final int PRICE_BITS = 42;

    private final Mid y;
    private final Mid x;
    private final Moments moments;

    private boolean started;
    private long baseX;
    private long baseY;
    /** The last prices seen, as differences. */
    private long lastX;

    private long lastY;

    private int shiftX;
    private int shiftY;
    private double meanX;
    private double meanY;

    HedgeRatio(final Mid y, final Mid x, final long sampleNs, final int samples) {
        this.y = y;
        this.x = x;
        moments = new Moments(sampleNs, samples);
    }

    @Override
    public void onSignal(final Signal upstream, final long timeNs) {
        if (!y.ready() || !x.ready()) {
            return;
        }
        if (!started) {
            begin(timeNs);
        } else if (moments.due(timeNs)) {
            moments.sample(timeNs, lastX, lastY);
            calculate();
        }
        lastX = (x.nanos() >> shiftX) - (baseX >> shiftX);
        lastY = (y.nanos() >> shiftY) - (baseY >> shiftY);
        if (!Moments.holds(lastX) || !Moments.holds(lastY)) {
            begin(timeNs);
        }
    }

    /** y's mid less the line at x's mid, in currency units. */
    double residual() {
        final double fromMeanX = lastX - meanX;
        final double fromMeanY = lastY - meanY;
        return (fromMeanY * unit(shiftY) - value() * (fromMeanX * unit(shiftX))) / Units.NANOS;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(baseX);
        writer.putLong(baseY);
        writer.putLong(lastX);
        writer.putLong(lastY);
        writer.putDouble(meanX);
        writer.putDouble(meanY);
        moments.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        base(reader.takeLong(), reader.takeLong());
        lastX = reader.takeLong();
        lastY = reader.takeLong();
        meanX = reader.takeDouble();
        meanY = reader.takeDouble();
        moments.restoreFrom(reader);
    }

    /** From these prices on; also where one has moved so far that it cannot be held as a difference. */
    private void begin(final long timeNs) {
        started = true;
        base(x.nanos(), y.nanos());
        lastX = 0;
        lastY = 0;
        moments.begin(timeNs);
        ready(false);
    }

    private void base(final long newBaseX, final long newBaseY) {
        baseX = newBaseX;
        baseY = newBaseY;
        shiftX = shift(baseX);
        shiftY = shift(baseY);
    }

    private void calculate() {
        if (!moments.full()) {
            return;
        }
        meanX = moments.meanX();
        meanY = moments.meanY();
        final double spread = moments.spreadX();
        // Where x stood still there is no slope: the last one stays.
        if (spread > 0) {
            value(moments.jointSpread() / spread * (unit(shiftY) / unit(shiftX)));
            ready(true);
        }
    }

    private static int shift(final long price) {
        final long magnitude = price < 0 ? ~price : price;
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(magnitude) - PRICE_BITS);
    }

    private static double unit(final int shift) {
        return 1L << shift;
    }
}
