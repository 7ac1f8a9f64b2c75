package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.MergedSource;
import io.tiercel.engine.ingress.VenueSource;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.lane.AnalyticsLane;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Engine, market and analytics lanes in one thread on virtual time: time jumps to whatever is due next. The result is
 * a function of the configuration and its seed, on any machine.
 */
final class VirtualRun {
    /** Virtual time begins here: 2026-01-05 14:30 UTC, a Monday. */
    static final long START_NS = 1_767_623_400_000_000_000L;

    private static final long NO_END = Long.MAX_VALUE;
    private static final long CANCEL_TIMEOUT_NS = 1_000_000_000L;

    private final VirtualClock clock;
    private final Session session;
    private final PrintStream err;
    private final List<VirtualMarket> markets = new ArrayList<>();
    private final List<VirtualLane> lanes = new ArrayList<>();
    private final EngineLoop loop;
    private final ReferenceFlow reference;
    private Throwable failure;
    private String endedBy;

    VirtualRun(final Session session, final VirtualClock clock, final PrintStream err) {
        this.session = session;
        this.clock = clock;
        this.err = err;
        final List<InputSource> feeds = new ArrayList<>();
        final List<InputSource> executions = new ArrayList<>();
        for (final Venue venue : session.configuration().venues()) {
            final VirtualMarket market = new VirtualMarket(session, venue, clock);
            markets.add(market);
            feeds.add(market.feed());
            executions.add(new VenueSource(venue.id(), market.executions()));
            session.gate().connect(venue.id(), market);
        }
        loop = session.open(
                stage -> {},
                CommandAnswers.NOBODY,
                InputSource.NONE,
                new MergedSource(executions),
                feeds.toArray(new InputSource[0]));
        reference = new ReferenceFlow(
                session.reference(),
                clock.timeNs(),
                session.configuration().reference().daysAhead(),
                session.ingress()::sequenceNow);
        for (final AnalyticsLane lane : session.lanes().all()) {
            lanes.add(new VirtualLane(
                    session.lanes(), lane, session.configuration().lanes().get(lane.id() - 1), clock, err));
        }
    }

    /**
     * Runs for so long in virtual time, counted from the first market data; stops early when asked to, when a market
     * fails, and when there is none of that data. When the engine fails, trading halts.
     */
    void run(final long durationNs, final Progress progress) {
        try {
            trade(durationNs, progress);
        } catch (final Throwable broken) {
            failure = broken;
            loop.halt();
            loop.fail(broken);
            final long deadlineNs = clock.timeNs() + CANCEL_TIMEOUT_NS;
            for (final VirtualMarket market : markets) {
                market.settle(deadlineNs);
                if (!market.settled()) {
                    err.println("market " + market.name() + " has not cancelled all orders after 1 s");
                }
            }
        }
    }

    private void trade(final long durationNs, final Progress progress) {
        markets.forEach(VirtualMarket::start);
        long endNs =
                durationNs == NO_END ? NO_END : clock.timeNs() + session.parts().firstDataTimeoutNs();
        boolean started = false;
        while (!loop.stopped()) {
            clock.advanceTo(nextDueNs(endNs));
            if (clock.timeNs() >= endNs || progress.stopRequested()) {
                if (!started && !progress.stopRequested()) {
                    end(FirstData.missing(session.parts().firstDataTimeoutNs()));
                }
                loop.requestStop();
                endNs = NO_END;
            }
            reference.roll(clock.timeNs());
            for (final VirtualMarket market : markets) {
                market.advance();
                if (market.ended() != null) {
                    end(market.ended());
                }
            }
            do {
                while (!loop.stopped() && loop.doWork() > 0) {
                    // Until engine and market have nothing to say to each other at this moment.
                }
            } while (advanceLanes());
            if (!started && session.metrics().marketEvents() > 0) {
                started = true;
                endNs = durationNs == NO_END ? NO_END : clock.timeNs() + durationNs;
            }
            progress.showIfDue();
        }
    }

    /** Whether the engine has results to read. */
    private boolean advanceLanes() {
        boolean any = false;
        for (final VirtualLane lane : lanes) {
            any |= lane.advance();
        }
        return any && !loop.stopped();
    }

    private void end(final String reason) {
        if (endedBy == null) {
            endedBy = reason;
            loop.requestStop();
        }
    }

    private long nextDueNs(final long endNs) {
        long dueNs = Math.min(Math.min(endNs, reference.nextRollNs()), loop.nextDeadlineNs());
        for (final VirtualMarket market : markets) {
            dueNs = Math.min(dueNs, market.nextEventNs());
        }
        for (final VirtualLane lane : lanes) {
            dueNs = Math.min(dueNs, lane.nextEventNs());
        }
        return dueNs;
    }

    /** Why the engine failed, or null. */
    Throwable failure() {
        return failure;
    }

    /** Why trading was ended although the engine was well, or null. */
    String endedBy() {
        return endedBy;
    }

    /** Why logs of markets are not to be trusted; after {@link #close}. */
    List<String> logFailures() {
        return markets.stream()
                .map(VirtualMarket::logFailure)
                .filter(Objects::nonNull)
                .toList();
    }

    void close() {
        markets.forEach(VirtualMarket::close);
    }
}
