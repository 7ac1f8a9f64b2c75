package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.LaneSource;
import io.tiercel.engine.ingress.MergedSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.lane.AnalyticsLane;
import io.tiercel.engine.lane.Calculation;
import io.tiercel.engine.lane.QuoteBroadcast;
import io.tiercel.engine.lane.RealisedCovariance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The analytics lanes of one run, whoever drives them.
 *
 * <pre>
 *  core ─► QuoteBroadcast ─► AnalyticsLane (each) ─► RingSource ─► LaneSource ─► ingress
 * </pre>
 */
final class Lanes {
    private static final int BROADCAST_BYTES = 1 << 22;
    private static final int RESULT_BYTES = 1 << 20;

    private final List<AnalyticsLane> lanes = new ArrayList<>();
    private final List<InputSource> sources = new ArrayList<>();
    // Written by main, read by the engine's thread.
    private volatile int failedCount;

    /** @param calculations puts another one in the place of the lane's own, for tests */
    Lanes(
            final List<Lane> configured,
            final ReferenceData reference,
            final TradingCore core,
            final int maxInstruments,
            final UnaryOperator<Calculation> calculations) {
        if (configured.isEmpty()) {
            // The core then tells nobody.
            return;
        }
        final QuoteBroadcast quotes = new QuoteBroadcast(BROADCAST_BYTES, maxInstruments);
        for (final Lane lane : configured) {
            final int[] instrumentIds = reference.laneInstruments(lane).stream()
                    .mapToInt(InstrumentRow::id)
                    .toArray();
            for (final int instrumentId : instrumentIds) {
                quotes.want(instrumentId);
            }
            final RingSource results = new RingSource(RESULT_BYTES);
            final Calculation calculation = calculations.apply(
                    new RealisedCovariance(instrumentIds, lane.sampleIntervalNs(), lane.samples(), lane.resultEvery()));
            lanes.add(new AnalyticsLane(lane.id(), lane.name(), quotes.newReceiver(), calculation, results));
            sources.add(new LaneSource(lane.id(), results));
        }
        core.quotesTo(quotes);
    }

    /** In the order of their ids. */
    List<AnalyticsLane> all() {
        return lanes;
    }

    /** What ingress polls. */
    InputSource source() {
        return sources.isEmpty() ? InputSource.NONE : new MergedSource(sources);
    }

    long missedCount() {
        long count = 0;
        // Without an iterator: the engine's thread asks while it trades.
        for (int i = 0; i < lanes.size(); i++) {
            count += lanes.get(i).missedCount();
        }
        return count;
    }

    long resultCount() {
        long count = 0;
        for (int i = 0; i < lanes.size(); i++) {
            count += lanes.get(i).resultCount();
        }
        return count;
    }

    /** Of those that threw, or hang. Any thread. */
    int failedCount() {
        return failedCount;
    }

    /** Main. */
    void countFailure() {
        failedCount = failedCount + 1;
    }
}
