package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.codecs.orders.MassCancelEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.ingress.SessionLine;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.AeronVenuePort;
import io.tiercel.engine.venue.sim.SimVenueAgent;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One venue of the built-in market on a thread of its own, and the engine's way to it. The first thing it throws ends
 * its thread: a market that goes on after an error is none to trust.
 */
final class LiveMarket implements LiveVenue {
    /** The engine's and the supervisor's; an external driver may still show those of a run before. */
    private static final int PUBLISHERS = 2;

    /** A thread that has not ended after this long is interrupted, and after as long again left to itself. */
    private static final int CLOSE_TIMEOUT_MS = 3_000;

    private static final long CONNECT_TIMEOUT_NS = 10_000_000_000L;

    private static final VarHandle SENT_COUNT;

    static {
        try {
            SENT_COUNT = MethodHandles.lookup().findVarHandle(LiveMarket.class, "sentCount", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Venue venue;
    private final PrintStream err;
    private final AeronTransport transport;
    private final VenuePort port;
    private final Subscription orders;
    private final SessionNews news;
    private final ExclusivePublication emergency;
    private final UnsafeBuffer massCancel = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final int massCancelLength;
    private final VenueLog log;
    private final SimVenueAgent agent;
    private final AgentRunner runner;
    private Thread thread;
    /** Main only. */
    private boolean hung;
    // Written by the gate's thread with release, read by the supervisor's with acquire.
    private long sentCount;
    // Written by the supervisor's thread, read by the engine's when that ends after all.
    private volatile long emergencyCount;
    // Written by the market's thread when it dies, read by others.
    private volatile Throwable failure;

    /**
     * @param clock the market's own
     * @param line  where the engine hears it
     */
    LiveMarket(
            final Session session,
            final Venue venue,
            final int sessionId,
            final AeronTransport transport,
            final Subscription orders,
            final Clock clock,
            final SessionLine line,
            final PrintStream err) {
        this.venue = venue;
        this.transport = transport;
        this.err = err;
        final ExclusivePublication publication = transport.orders(venue.id(), venue.lines());
        port = new AeronVenuePort(publication);
        this.orders = orders;
        news = new SessionNews(venue.name(), line, true, err);
        emergency = transport.emergencyOrders(venue.id(), venue.lines());
        massCancelLength = encodeMassCancel(massCancel, venue.id());
        log = session.parts().venueLogs().apply(BuiltInMarket.logFile(session.journalFolder(), venue));
        agent = new SimVenueAgent(
                BuiltInMarket.venue(venue, sessionId),
                BuiltInMarket.instruments(venue, session.reference()),
                log,
                orders,
                Venues.hasFeed(session.configuration(), venue) ? null : transport.marketFeed(venue.id(), venue.lines()),
                transport.marketExecutions(venue.id(), venue.lines()),
                MarketFeed.open(venue, session.reference(), err),
                clock::timeNs,
                transport.marketInvoker());
        runner = new AgentRunner(IdleStrategies.of(venue.idle()), this::onError, null, new UntilItFails());
    }

    /** All that this engine has there; returns the message's length. */
    static int encodeMassCancel(final UnsafeBuffer buffer, final int venueId) {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + new MassCancelEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .venueId((short) venueId)
                        .strategyId(0)
                        .instrumentId(0)
                        .encodedLength();
    }

    /** Until the market hears both publishers of its orders, and there is room for the supervisor's. */
    @Override
    public String missing() {
        return orders.imageCount() >= PUBLISHERS && emergency.isConnected() && emergency.availableWindow() > 0
                ? null
                : "Aeron streams of orders to " + name() + " are not both connected";
    }

    @Override
    public long connectTimeoutNs() {
        return CONNECT_TIMEOUT_NS;
    }

    /** The supervisor's thread; past the engine's publication and without Aeron's conductor or driver. */
    @Override
    public boolean massCancel() {
        if (emergency.offer(massCancel, 0, massCancelLength) <= 0) {
            return false;
        }
        emergencyCount = emergencyCount + 1;
        return true;
    }

    /**
     * An invoked driver frees room in a stream only when it is invoked: without that the gate would wait for nothing.
     */
    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        final Result result = port.send(buffer, offset, length);
        if (result == Result.SENT) {
            SENT_COUNT.setRelease(this, sentCount + 1);
        } else if (result == Result.BACK_PRESSURE) {
            transport.makeRoom();
        }
        return result;
    }

    /** For who drives it on a thread of their own, instead of {@link #start}. */
    Agent byHand() {
        return agent;
    }

    @Override
    public Optional<Thread> start() {
        thread = AgentRunner.startOnThread(
                runner,
                run -> new Thread(
                        () -> {
                            Pinning.pin(venue.core(), err);
                            run.run();
                        },
                        "tiercel-market-" + venue.id()));
        return Optional.of(thread);
    }

    @Override
    public void tell() {
        // That it ends is said by the end of the run.
        news.tell();
    }

    /** In words why this market does not run any more, or null while it does. Any thread, after the start. */
    @Override
    public String ended() {
        final Throwable thrown = failure;
        if (thrown != null) {
            return "market " + venue.name() + " failed: " + Causes.text(thrown);
        }
        return thread.isAlive() ? null : "the thread of market " + venue.name() + " ended by itself";
    }

    /** Whether it has handled all that was sent to it and the engine has no open order there. Any thread. */
    @Override
    public boolean settled() {
        return agent.settledCount() >= (long) SENT_COUNT.getAcquire(this) + emergencyCount;
    }

    @Override
    public String name() {
        return venue.name();
    }

    /** Why the log is not to be trusted, or null. After {@link #close}. */
    @Override
    public String logFailure() {
        return hung ? "market " + venue.name() + " hung: its log may lack lines" : log.failure();
    }

    /** Its thread did not end and is left to itself: nothing that it uses may be closed. After {@link #close}. */
    @Override
    public boolean hung() {
        return hung;
    }

    /** Ends its thread; the log is complete then. What goes wrong on the way is printed. */
    @Override
    public void close() {
        final boolean failedBefore = failure != null;
        try {
            runner.close(CLOSE_TIMEOUT_MS, new Patience());
        } catch (final StillRunning given) {
            hung = true;
            err.println("the thread of market " + venue.name() + " hangs: it is left to itself");
        }
        if (failure != null && !failedBefore) {
            err.println("market " + venue.name() + " failed at its end: " + Causes.text(failure));
        }
    }

    private void onError(final Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** The runner would wait for ever. */
    private static final class Patience implements Consumer<Thread> {
        private boolean interrupted;

        @Override
        public void accept(final Thread running) {
            if (interrupted) {
                throw new StillRunning();
            }
            // The runner does that next.
            interrupted = true;
        }
    }

    private static final class StillRunning extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** On the market's thread. */
    private final class UntilItFails implements Agent {
        @Override
        public void onStart() {
            agent.onStart();
        }

        @Override
        public int doWork() {
            try {
                return agent.doWork();
            } catch (final Throwable thrown) {
                failure = thrown;
                // Without it the runner would call again, and again.
                throw new AgentTerminationException(thrown);
            }
        }

        @Override
        public void onClose() {
            agent.onClose();
        }

        @Override
        public String roleName() {
            return agent.roleName();
        }
    }
}
