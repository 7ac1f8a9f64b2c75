package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.observe.HistogramLog;
import io.tiercel.engine.observe.IntervalHistograms;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.observe.TelemetryLog;
import io.tiercel.engine.observe.TelemetryRing;
import io.tiercel.engine.pipeline.StatusWriter;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Roll;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a live session writes of the times it took, each from a thread of its own: latencies by interval beside the
 * journal, and telemetry of single inputs and orders into it. Trading neither waits for it nor depends on it.
 */
final class TimeLogs {
    /** About 7,000 inputs. */
    private static final int RING_BYTES = 1 << 20;

    private final Clock clock;
    private StatusWriter intervals = StatusWriter.NONE;
    // Null: there is none.
    private HistogramLog latencies;
    private TelemetryRing ring;
    private TelemetryLog telemetry;

    TimeLogs(final Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins those that are wanted; before the first input.
     *
     * @param onFailure told once for each that can't be written, on its thread
     */
    void start(
            final EngineConfiguration configuration,
            final Path journalFolder,
            final JournalWriter journal,
            final SessionMetrics metrics,
            final Consumer<String> onFailure) {
        final long intervalNs = configuration.engine().histogramIntervalNs();
        if (intervalNs > 0) {
            final long startNs = clock.timeNs();
            final IntervalHistograms histograms = new IntervalHistograms(intervalNs, startNs);
            metrics.intervalsTo(histograms);
            intervals = histograms;
            latencies = new HistogramLog(
                    journalFolder.resolveSibling(journalFolder.getFileName() + "-latency.hlog"),
                    histograms,
                    startNs,
                    onFailure);
            latencies.start();
        }
        if (configuration.journal().telemetry()) {
            ring = new TelemetryRing(RING_BYTES);
            metrics.telemetryTo(ring);
            final int engineId = configuration.engine().id();
            final Roll roll = RunParts.roll(configuration);
            telemetry = new TelemetryLog(
                    ring, () -> Journals.telemetry(journalFolder, engineId, journal.journalId(), roll), onFailure);
        }
    }

    /** When the session is open: to make files at its start would hold that up. The ring keeps what comes before. */
    void opened() {
        if (telemetry != null) {
            telemetry.start();
        }
    }

    /** Who is to be called with the status. */
    StatusWriter intervals() {
        return intervals;
    }

    /** When the run's threads have ended: writes what is left. */
    void end() {
        if (latencies != null) {
            latencies.close(clock.timeNs());
        }
        if (telemetry != null) {
            telemetry.close();
        }
    }

    /** A thread of the engine cannot be ended: what it may still change is not read. */
    void abandon() {
        if (latencies != null) {
            latencies.close();
        }
        if (telemetry != null) {
            telemetry.close();
        }
    }

    /** Intervals of latencies that could not be written. Any thread. */
    long lostIntervals() {
        return latencies == null ? 0 : latencies.lostCount();
    }

    /** Records of telemetry that were not written. Any thread. */
    long missedTelemetry() {
        return telemetry == null ? 0 : ring.missedCount() + telemetry.lostCount();
    }
}
