package io.tiercel.engine.signal;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * How many standard deviations another signal is away from its mean, both taken over its values at the last points of
 * a time grid. Values are held in 1e-9 and cut off at some ±70,368, so that their sums are exact. 0 while all of them
 * are equal.
 */
@HotPath
final class ZScore extends Signal {
    private static final int SECTION = 0x53494740;
    private static final double UNIT = 1e9;

    private final int samples;
    private final Moments moments;

    private boolean started;
    /** The last value seen, in 1e-9. */
    private long last;

    private double mean;
    private double deviation;

    ZScore(final long sampleNs, final int samples) {
        this.samples = samples;
        moments = new Moments(sampleNs, samples);
    }

    @Override
    public void onSignal(final Signal upstream, final long timeNs) {
        if (!started) {
            started = true;
            moments.begin(timeNs);
        } else if (moments.due(timeNs)) {
            moments.sample(timeNs, last, 0);
            calculate();
        }
        last = scaled(upstream.value());
        if (moments.full()) {
            value(deviation > 0 ? (last - mean) / deviation : 0);
            ready(true);
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putDouble(value());
        writer.putBoolean(ready());
        writer.putBoolean(started);
        writer.putLong(last);
        moments.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        value(reader.takeDouble());
        ready(reader.takeBoolean());
        started = reader.takeBoolean();
        last = reader.takeLong();
        moments.restoreFrom(reader);
        calculate();
    }

    private void calculate() {
        if (moments.full()) {
            mean = moments.meanX();
            deviation = Math.sqrt(moments.spreadX() / ((double) samples * (samples - 1)));
        }
    }

    private static long scaled(final double value) {
        final double units = Math.rint(value * UNIT);
        return (long) Math.max(-Moments.LIMIT, Math.min(Moments.LIMIT, units));
    }
}
