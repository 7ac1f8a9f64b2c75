package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.pipeline.VenuePort;
import io.tiercel.engine.venue.AeronVenuePort;
import io.tiercel.engine.venue.sim.SimVenueAgent;
import io.tiercel.engine.venue.sim.VenueLog;
import java.io.PrintStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;

/**
 * One venue of the built-in market on a thread of its own, and the engine's way to it. The first thing it throws ends
 * its thread: a market that goes on after an error is none to trust.
 */
final class LiveMarket implements VenuePort {
    private final Venue venue;
    private final PrintStream err;
    private final AeronTransport transport;
    private final VenuePort port;
    private final VenueLog log;
    private final SimVenueAgent agent;
    private final AgentRunner runner;
    private Thread thread;
    /** The engine's thread only. */
    private long sentCount;
    // Written by the market's thread when it dies, read by others.
    private volatile Throwable failure;

    LiveMarket(
            final Session session,
            final Venue venue,
            final int sessionId,
            final AeronTransport transport,
            final Subscription orders,
            final PrintStream err) {
        this.venue = venue;
        this.transport = transport;
        this.err = err;
        final ExclusivePublication publication = transport.orders(venue.id());
        port = new AeronVenuePort(publication);
        log = session.parts().venueLogs().apply(BuiltInMarket.logFile(session.journalFolder(), venue));
        final Clock clock = new AnchoredClock();
        agent = new SimVenueAgent(
                BuiltInMarket.venue(venue, sessionId),
                BuiltInMarket.instruments(venue, session.reference()),
                log,
                orders,
                transport.marketFeed(venue.id()),
                transport.marketExecutions(venue.id()),
                clock::timeNs,
                transport.marketInvoker());
        runner = new AgentRunner(IdleStrategies.of(venue.idle()), this::onError, null, new UntilItFails());
    }

    /**
     * An invoked driver frees room in a stream only when it is invoked: without that the gate would wait for nothing.
     */
    @Override
    public Result send(final DirectBuffer buffer, final int offset, final int length) {
        final Result result = port.send(buffer, offset, length);
        if (result == Result.SENT) {
            sentCount++;
        } else if (result == Result.BACK_PRESSURE) {
            transport.invokeDriver();
        }
        return result;
    }

    /** Returns its thread. */
    Thread start() {
        thread = AgentRunner.startOnThread(
                runner,
                run -> new Thread(
                        () -> {
                            Pinning.pin(venue.core(), err);
                            run.run();
                        },
                        "tiercel-market-" + venue.id()));
        return thread;
    }

    /** In words why this market does not run any more, or null while it does. Any thread, after the start. */
    String ended() {
        final Throwable thrown = failure;
        if (thrown != null) {
            return "market " + venue.name() + " failed: " + Causes.text(thrown);
        }
        return thread.isAlive() ? null : "the thread of market " + venue.name() + " ended by itself";
    }

    /** Whether it has handled all that the engine sent and the engine has no open order there. The engine's thread. */
    boolean settled() {
        return agent.settledCount() == sentCount;
    }

    String name() {
        return venue.name();
    }

    /** Why the log is not to be trusted, or null. After {@link #close}. */
    String logFailure() {
        return log.failure();
    }

    /** Ends its thread; the log is complete then. What goes wrong on the way is printed. */
    void close() {
        final boolean failedBefore = failure != null;
        runner.close();
        if (failure != null && !failedBefore) {
            err.println("market " + venue.name() + " failed at its end: " + Causes.text(failure));
        }
    }

    private void onError(final Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
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
