package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.lane.AnalyticsLane;
import io.tiercel.engine.pipeline.HangDetector;
import io.tiercel.engine.pipeline.Heartbeat;
import java.io.PrintStream;
import org.agrona.concurrent.IdleStrategy;

/**
 * An analytics lane on a thread of its own. Whatever it throws ends it and nothing else: no result comes any more, and
 * after {@code staleAfter} strategies see that.
 */
final class LiveLane {
    private static final long JOIN_MS = 2_000;
    private static final long HANG_NS = 5_000_000_000L;
    private static final long LOOK_INTERVAL_NS = 100_000_000L;

    private final Lanes lanes;
    private final AnalyticsLane lane;
    private final Lane configuration;
    private final PrintStream err;
    private final Thread thread;
    private final Heartbeat heartbeat = new Heartbeat();
    private final HangDetector detector = new HangDetector(HANG_NS, LOOK_INTERVAL_NS);
    private boolean told;
    // Written by main, read by the lane's thread.
    private volatile boolean stopped;
    // Written by the lane's thread when it dies, read by main.
    private volatile Throwable failure;

    LiveLane(final Lanes lanes, final AnalyticsLane lane, final Lane configuration, final PrintStream err) {
        this.lanes = lanes;
        this.lane = lane;
        this.configuration = configuration;
        this.err = err;
        thread = new Thread(this::run, "tiercel-lane-" + lane.name());
        // One that hangs must not keep the process from ending.
        thread.setDaemon(true);
    }

    Thread start() {
        thread.start();
        return thread;
    }

    private void run() {
        try {
            Pinning.pin(configuration.processor(), err);
            final IdleStrategy idle = IdleStrategies.of(configuration.idle());
            while (!stopped) {
                heartbeat.beat();
                idle.idle(lane.doWork());
            }
        } catch (final Throwable broken) {
            failure = broken;
        }
        heartbeat.end();
    }

    /** Says once that the lane does not work any more. Main, several times a second. */
    void watch(final long nowNs) {
        final boolean hangs = detector.look(nowNs, heartbeat.rounds());
        if (!told && (failure != null || hangs)) {
            told = true;
            lanes.countFailure();
            err.println("analytics lane " + lane.name()
                    + (failure != null ? " failed: " + Causes.text(failure) : " has made no round for 5 s")
                    + "; its results go stale, trading goes on");
        }
    }

    /** Waits for its thread, but not for ever: what hangs is left to itself. */
    void close() {
        stopped = true;
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        watch(System.nanoTime());
    }
}
