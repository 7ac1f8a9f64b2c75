package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.lane.AnalyticsLane;
import java.io.PrintStream;

/**
 * An analytics lane on virtual time, within the run's one thread: a result comes {@code virtualDelay} after the quote
 * that made it due, and meanwhile the lane reads nothing, as one that calculates. Like a live one it may fail alone.
 */
final class VirtualLane {
    private static final long NOTHING_DUE = Long.MAX_VALUE;

    private final Lanes lanes;
    private final AnalyticsLane lane;
    private final long delayNs;
    private final Clock clock;
    private final PrintStream err;
    private long dueNs = NOTHING_DUE;
    private boolean failed;

    VirtualLane(
            final Lanes lanes,
            final AnalyticsLane lane,
            final Lane configuration,
            final Clock clock,
            final PrintStream err) {
        this.lanes = lanes;
        this.lane = lane;
        delayNs = configuration.virtualDelayNs();
        this.clock = clock;
        this.err = err;
    }

    /** Reads what there is, and hands over a result that is due; returns whether there was one. */
    boolean advance() {
        if (failed) {
            return false;
        }
        try {
            return step();
        } catch (final Throwable thrown) {
            failed = true;
            dueNs = NOTHING_DUE;
            lanes.countFailure();
            err.println("analytics lane " + lane.name() + " failed: " + Causes.text(thrown)
                    + "; its results go stale, trading goes on");
            return false;
        }
    }

    private boolean step() {
        int read = 1;
        while (!lane.pending() && read > 0) {
            read = lane.read();
        }
        if (!lane.pending()) {
            return false;
        }
        if (dueNs == NOTHING_DUE) {
            dueNs = clock.timeNs() + delayNs;
        }
        if (clock.timeNs() < dueNs) {
            return false;
        }
        final boolean written = lane.write() > 0;
        if (!lane.pending()) {
            dueNs = NOTHING_DUE;
        }
        return written;
    }

    /** When a result is to be handed over, if nothing else happens. */
    long nextEventNs() {
        return dueNs;
    }
}
