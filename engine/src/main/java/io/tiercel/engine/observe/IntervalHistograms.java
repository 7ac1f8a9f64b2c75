package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.pipeline.StatusWriter;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one interval after the other, in two sets of histograms: one that the gate's thread records into,
 * and one that another thread takes. When an interval is over and the taker is done with the last one, the sets change
 * places; until then the interval goes on. Nobody waits, and nothing is lost.
 */
@HotPath
public final class IntervalHistograms implements StatusWriter {
    private static final Hop[] HOPS = Hop.values();

    private final long intervalNs;
    // The gate's thread only: the set that is recorded into, and when it began.
    private Histogram[] active = newSet();
    private long activeSinceNs;
    // Written by the gate's thread before it hands over, read by the taker; the taker leaves the spare set empty.
    private Histogram[] other = newSet();
    private long fromNs;
    private long toNs;
    // True: other is the taker's. The gate's thread sets it with release, the taker clears it likewise.
    private volatile boolean handedOver;

    /** @param startNs when the first interval begins */
    public IntervalHistograms(final long intervalNs, final long startNs) {
        this.intervalNs = intervalNs;
        activeSinceNs = startNs;
    }

    private static Histogram[] newSet() {
        final Histogram[] set = new Histogram[HOPS.length];
        for (int i = 0; i < set.length; i++) {
            set[i] = HopHistograms.newHistogram();
        }
        return set;
    }

    void record(final Hop hop, final long ns) {
        active[hop.ordinal()].recordValue(ns);
    }

    @Override
    public void onIngress(final long timeNs) {
        // Nothing of it is measured there.
    }

    @Override
    public void onCore(final long timeNs) {
        // As above.
    }

    @Override
    public void onGate(final long timeNs) {
        if (timeNs - activeSinceNs >= intervalNs) {
            handOver(timeNs);
        }
    }

    /** On the gate's thread, or any one when that has ended: whether the taker has the interval up to now. */
    boolean handOver(final long timeNs) {
        if (handedOver) {
            return false;
        }
        final Histogram[] empty = other;
        other = active;
        active = empty;
        fromNs = activeSinceNs;
        toNs = timeNs;
        activeSinceNs = timeNs;
        handedOver = true;
        return true;
    }

    /** The taker: whether there is an interval to take. The methods below are the taker's then. */
    boolean isHandedOver() {
        return handedOver;
    }

    Histogram of(final Hop hop) {
        return other[hop.ordinal()];
    }

    long fromNs() {
        return fromNs;
    }

    long toNs() {
        return toNs;
    }

    /** The taker is done with it. */
    void giveBack() {
        for (int i = 0; i < HOPS.length; i++) {
            other[i].reset();
        }
        handedOver = false;
    }
}
