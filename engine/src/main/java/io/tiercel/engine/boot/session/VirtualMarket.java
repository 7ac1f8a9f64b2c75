package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.RingSource;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import org.agrona.DirectBuffer;

/**
 * One venue of the built-in market on virtual time, and the engine's way to it. What it throws stays here and ends it:
 * the engine calls it from within its core, which is not to be blamed.
 */
final class VirtualMarket implements VenuePort, VenueSink {
    private static final int RING_BYTES = 1 << 20;
    private static final int EVENTS_AT_ONCE = 64;

    private final RingSource feed = new RingSource(RING_BYTES);
    private final RingSource executions = new RingSource(RING_BYTES);
    private final Venue venue;
    private final Clock clock;
    private final VenueLog log;
    private final SimVenue market;
    private Throwable failure;

    VirtualMarket(final Session session, final Venue venue, final Clock clock) {
        this.venue = venue;
        this.clock = clock;
        log = session.parts().venueLogs().apply(BuiltInMarket.logFile(session.journalFolder(), venue));
        market = new SimVenue(
                BuiltInMarket.venue(venue, 1), BuiltInMarket.instruments(venue, session.reference()), this, log);
    }

    RingSource feed() {
        return feed;
    }

    RingSource executions() {
        return executions;
    }

    @Override
    public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
        return feed.offer(buffer, offset, length);
    }

    @Override
    public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
        return executions.offer(buffer, offset, length);
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        if (failure != null) {
            return Result.DOWN;
        }
        try {
            market.onOrder(clock.timeNs(), buffer, offset, length);
            return Result.SENT;
        } catch (final Throwable thrown) {
            failure = thrown;
            return Result.DOWN;
        }
    }

    void start() {
        guarded(() -> market.start(clock.timeNs()));
    }

    /** Lets happen what is due by now. */
    void advance() {
        guarded(() -> {
            // All of it: the engine would wait for the rest of a packet, and on this thread that never comes.
            int count = EVENTS_AT_ONCE;
            while (count == EVENTS_AT_ONCE) {
                count = market.advanceTo(clock.timeNs(), EVENTS_AT_ONCE);
            }
            log.work(clock.timeNs());
        });
    }

    long nextEventNs() {
        return failure == null ? market.nextEventNs() : SimVenue.NO_EVENT;
    }

    /** Goes on alone until it has handled what the engine sent, and the engine has no open order, or until then. */
    void settle(final long deadlineNs) {
        guarded(() -> {
            int count = 1;
            while (count > 0 && !market.settled() && market.nextEventNs() <= deadlineNs) {
                count = market.advanceTo(market.nextEventNs(), 1);
            }
        });
    }

    boolean settled() {
        return failure == null && market.settled();
    }

    String name() {
        return venue.name();
    }

    /** In words why it does not run any more, or null while it does. */
    String ended() {
        return failure == null ? null : "market " + venue.name() + " failed: " + Causes.text(failure);
    }

    /** Why the log is not to be trusted, or null. */
    String logFailure() {
        return log.failure();
    }

    void close() {
        guarded(market::close);
    }

    private void guarded(final Runnable work) {
        if (failure == null) {
            try {
                work.run();
            } catch (final Throwable thrown) {
                failure = thrown;
            }
        }
    }
}
