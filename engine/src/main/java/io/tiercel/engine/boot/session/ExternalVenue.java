package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.FeedLine;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.ingress.SessionLine;
import io.tiercel.engine.ingress.VenueSource;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.AeronVenuePort;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A venue in another process. That it ends does not end the run: its session is down and its books are closed until it
 * is back. Orders go out only once feed and executions are connected, since they are how the venue sees that the engine
 * is ready to listen.
 */
final class ExternalVenue implements LiveVenue {
    private final Venue venue;
    private final AeronTransport transport;
    /** Null where its market data comes otherwise. */
    private final Subscription feed;

    private final Subscription executions;
    private final SessionLine session;
    private final SessionNews news;
    private final UnsafeBuffer massCancel = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final int massCancelLength;
    // Made before the engine's threads start.
    private ExclusivePublication orders;
    private ExclusivePublication emergency;
    private VenuePort port;

    /** @param bringsData whether its own stream of market data is listened to */
    ExternalVenue(
            final Venue venue,
            final boolean bringsData,
            final AeronTransport transport,
            final Clock clock,
            final PrintStream err) {
        this.venue = venue;
        this.transport = transport;
        feed = bringsData ? transport.feed(venue.id(), venue.lines()) : null;
        executions = transport.executions(venue.id(), venue.lines());
        session = new SessionLine(venue.id(), executions, clock, venue.lines().silentAfterNs());
        news = new SessionNews(venue.name(), session, false, err);
        massCancelLength = LiveMarket.encodeMassCancel(massCancel, venue.id());
    }

    InputSource feedSource() {
        return new FeedLine(venue.id(), feed);
    }

    InputSource executionSource() {
        return new VenueSource(venue.id(), session);
    }

    @Override
    public String missing() {
        if (feed != null && !feed.isConnected()) {
            return nobody("feedChannel", venue.lines().feedChannel(), feed.streamId());
        }
        if (!executions.isConnected()) {
            return nobody("executionChannel", venue.lines().executionChannel(), executions.streamId());
        }
        if (orders == null) {
            orders = transport.orders(venue.id(), venue.lines());
            emergency = transport.emergencyOrders(venue.id(), venue.lines());
            port = new AeronVenuePort(orders, transport::sendAtOnce);
        }
        return orders.isConnected() && emergency.isConnected() && emergency.availableWindow() > 0
                ? null
                : nobody("orderChannel", venue.lines().orderChannel(), orders.streamId());
    }

    private String nobody(final String key, final String channel, final int streamId) {
        return "venue " + name() + " does not answer: nobody is at venues." + name() + "." + key + " = " + channel
                + ", stream " + streamId + "; start it (tiercel market serve --venue " + name()
                + "), or correct the channel";
    }

    @Override
    public long connectTimeoutNs() {
        return venue.lines().connectTimeoutNs();
    }

    @Override
    public Optional<Thread> start() {
        return Optional.empty();
    }

    @Override
    public String ended() {
        return null;
    }

    @Override
    public void tell() {
        news.tell();
    }

    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        final Result result = port.send(buffer, offset, length);
        if (result == Result.BACK_PRESSURE) {
            transport.makeRoom();
        }
        return result;
    }

    /** The supervisor's thread. */
    @Override
    public boolean massCancel() {
        return emergency.offer(massCancel, 0, massCancelLength) > 0;
    }

    /** Only the venue knows, and who could hear its answers hangs. */
    @Override
    public boolean settled() {
        return false;
    }

    @Override
    public String name() {
        return venue.name();
    }

    @Override
    public String logFailure() {
        return null;
    }

    @Override
    public boolean hung() {
        return false;
    }

    @Override
    public void close() {
        // Its streams end with the transport; by that the venue sees that the engine has gone.
    }
}
