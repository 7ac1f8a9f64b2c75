package io.tiercel.engine.boot.session;

import io.aeron.Subscription;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.ingress.AeronSource;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.MergedSource;
import io.tiercel.engine.ingress.SessionLine;
import io.tiercel.engine.ingress.VenueSource;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An engine's venues as its configuration has them: what it hears of each, and the gate's way to it. */
final class Venues {
    private static final long SETTLE_TIMEOUT_NS = 10_000_000_000L;
    private static final int SESSION_IDS = 1 << 22;

    private final Session session;
    private final AeronTransport transport;
    private final Clock clock;
    private final Supplier<Clock> marketClocks;
    private final PrintStream err;
    private final List<LiveVenue> all = new ArrayList<>();
    private final List<InputSource> feeds = new ArrayList<>();
    private final List<InputSource> executions = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** @param marketClocks one for each market that runs in this process */
    Venues(
            final Session session,
            final AeronTransport transport,
            final Clock clock,
            final Supplier<Clock> marketClocks,
            final PrintStream err) {
        this.session = session;
        this.transport = transport;
        this.clock = clock;
        this.marketClocks = marketClocks;
        this.err = err;
        // Differs from run to run for weeks, so that execution ids do, too.
        final int sessionId = (int) (clock.timeNs() / 1_000_000_000L % SESSION_IDS) + 1;
        try {
            session.configuration().venues().stream()
                    .filter(venue -> !venue.dataOnly())
                    .forEach(venue -> add(venue, sessionId));
        } catch (final RuntimeException failed) {
            all.forEach(LiveVenue::close);
            throw failed;
        }
    }

    private void add(final Venue venue, final int sessionId) {
        final LiveVenue added = venue.external() ? external(venue) : builtIn(venue, sessionId);
        session.gate().connect(venue.id(), added);
        all.add(added);
    }

    /** Whether its market data comes by a feed, in place of its own stream. */
    static boolean hasFeed(final EngineConfiguration configuration, final Venue venue) {
        return configuration.feeds().stream().anyMatch(feed -> feed.venueId() == venue.id());
    }

    private LiveVenue builtIn(final Venue venue, final int sessionId) {
        final Lines lines = venue.lines();
        if (!hasFeed(session.configuration(), venue)) {
            feeds.add(new AeronSource(subscribed(transport.feed(venue.id(), lines))));
        }
        final SessionLine line = new SessionLine(
                venue.id(), subscribed(transport.executions(venue.id(), lines)), clock, lines.silentAfterNs());
        executions.add(new VenueSource(venue.id(), line));
        final Subscription orders = subscribed(transport.marketOrders(venue.id(), lines));
        return new LiveMarket(session, venue, sessionId, transport, orders, marketClocks.get(), line, err);
    }

    private LiveVenue external(final Venue venue) {
        final boolean hasFeed = hasFeed(session.configuration(), venue);
        final ExternalVenue external = new ExternalVenue(venue, !hasFeed, transport, clock, err);
        if (!hasFeed) {
            feeds.add(external.feedSource());
        }
        executions.add(external.executionSource());
        return external;
    }

    private Subscription subscribed(final Subscription subscription) {
        subscriptions.add(subscription);
        return subscription;
    }

    /**
     * Returns when both sides of every stream have seen each other.
     *
     * @param others to be connected, too
     * @throws StoppedException when that is asked for meanwhile
     */
    void connect(final List<Subscription> others, final StopWish stop) {
        subscriptions.addAll(others);
        final long deadlineNs = System.nanoTime() + SETTLE_TIMEOUT_NS;
        for (final Subscription subscription : subscriptions) {
            while (!subscription.isConnected()) {
                stop.check();
                transport.settle();
                if (System.nanoTime() > deadlineNs) {
                    throw new EnvironmentException("Aeron stream " + subscription.streamId() + " on "
                            + subscription.channel() + " has no publisher after 10 s: is the media driver alive?");
                }
            }
        }
        all.forEach(venue -> connect(venue, stop));
    }

    private void connect(final LiveVenue venue, final StopWish stop) {
        final long deadlineNs = System.nanoTime() + venue.connectTimeoutNs();
        for (String missing = venue.missing(); missing != null; missing = venue.missing()) {
            stop.check();
            transport.settle();
            if (System.nanoTime() > deadlineNs) {
                throw new EnvironmentException(missing + ", after " + venue.connectTimeoutNs() / 1_000_000 + " ms");
            }
        }
    }

    /** That take orders, in the order of the configuration. */
    List<LiveVenue> all() {
        return all;
    }

    InputSource executions() {
        return new MergedSource(executions);
    }

    List<InputSource> feeds() {
        return feeds;
    }
}
