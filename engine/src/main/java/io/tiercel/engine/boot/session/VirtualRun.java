package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.MergedSource;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Engine and market in one thread on virtual time: time jumps to whatever is due next. The result is a function of the
 * configuration and its seed, on any machine.
 */
final class VirtualRun {
    /** Virtual time begins here: 2026-01-05 14:30 UTC, a Monday. */
    static final long START_NS = 1_767_623_400_000_000_000L;

    private static final long NO_END = Long.MAX_VALUE;
    private static final int FEED_RING_BYTES = 1 << 20;
    private static final int EXECUTION_RING_BYTES = 1 << 20;
    private static final int EVENTS_AT_ONCE = 64;

    private final VirtualClock clock;
    private final Session session;
    private final List<SimVenue> venues = new ArrayList<>();
    private final List<VenueLog> logs = new ArrayList<>();
    private final EngineLoop loop;

    VirtualRun(final Session session, final VirtualClock clock) {
        this.session = session;
        this.clock = clock;
        final List<InputSource> feeds = new ArrayList<>();
        final List<InputSource> executions = new ArrayList<>();
        for (final Venue venue : session.configuration().venues()) {
            final RingSource feed = new RingSource(FEED_RING_BYTES);
            final RingSource execution = new RingSource(EXECUTION_RING_BYTES);
            feeds.add(feed);
            executions.add(execution);
            final VenueLog log = VenueLog.create(BuiltInMarket.logFile(session.journalFolder(), venue));
            final SimVenue market = new SimVenue(
                    BuiltInMarket.venue(venue, 1),
                    BuiltInMarket.instruments(venue, session.reference()),
                    new RingSink(feed, execution),
                    log);
            logs.add(log);
            venues.add(market);
            session.gate().connect(venue.id(), (buffer, offset, length) -> {
                market.onOrder(clock.timeNs(), buffer, offset, length);
                return VenuePort.Result.SENT;
            });
        }
        loop = session.open(
                CommandAnswers.NOBODY,
                InputSource.NONE,
                new MergedSource(executions),
                feeds.toArray(new InputSource[0]));
    }

    /** Runs for so long in virtual time, counted from the first market data; stops early when asked to. */
    void run(final long durationNs, final Progress progress) {
        for (final SimVenue venue : venues) {
            venue.start(clock.timeNs());
        }
        long endNs = NO_END;
        boolean started = false;
        while (!loop.stopped()) {
            clock.advanceTo(nextDueNs(endNs));
            if (clock.timeNs() >= endNs || progress.stopRequested()) {
                loop.requestStop();
                endNs = NO_END;
            }
            for (final SimVenue venue : venues) {
                venue.advanceTo(clock.timeNs(), EVENTS_AT_ONCE);
            }
            while (!loop.stopped() && loop.doWork() > 0) {
                // Until engine and market have nothing to say to each other at this moment.
            }
            if (!started && session.metrics().marketEvents() > 0) {
                started = true;
                endNs = durationNs == NO_END ? NO_END : clock.timeNs() + durationNs;
            }
            progress.showIfDue();
        }
    }

    private long nextDueNs(final long endNs) {
        long dueNs = Math.min(endNs, loop.nextDeadlineNs());
        for (final SimVenue venue : venues) {
            dueNs = Math.min(dueNs, venue.nextEventNs());
        }
        return dueNs;
    }

    void close() {
        venues.forEach(SimVenue::close);
        logs.forEach(VenueLog::close);
    }

    private record RingSink(RingSource feed, RingSource executions) implements VenueSink {
        @Override
        public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
            return feed.offer(buffer, offset, length);
        }

        @Override
        public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
            return executions.offer(buffer, offset, length);
        }
    }
}
