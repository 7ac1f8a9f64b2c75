package io.tiercel.engine.venue.sim;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The built-in market as a process of its own serves it: it goes on whether somebody listens or not. The engine's
 * session lasts as long as the engine's stream of orders; when that ends, or another engine's begins, the orders are
 * cancelled. Who comes gets the session and an image of the books.
 *
 * <p>A publication of orders with an even session id is an engine's, with an odd one its supervisor's, which may send
 * but is no sign that the engine is there.
 */
@HotPath
public final class ServedVenueAgent implements Agent {
    /** Between signs of life. */
    public static final long SIGN_INTERVAL_NS = 500_000_000L;

    private static final int ORDER_LIMIT = 64;
    private static final int EVENT_LIMIT = 256;
    private static final long MAX_LAG_NS = 20_000_000;
    /** Who stood still for this long cannot know what others made of it. */
    private static final long STALL_NS = 1_000_000_000L;

    private final SimVenue venue;
    private final ServedSink sink;
    private final String roleName;
    private final NativeFeed nativeFeed;
    private final VenueLog log;
    private final Subscription orders;
    private final EpochNanoClock clock;
    private final AgentInvoker conductor;
    private final FragmentHandler orderHandler = this::onOrder;
    private long timeNs;
    private long nextSignNs;
    private Image engine;
    private boolean closed;
    // Written by this agent's thread, read by who shows them.
    private volatile boolean sessionUp;
    private volatile long sessionCount;
    private volatile long imageCount;
    private volatile long takenCount;
    private volatile long decisionCount;
    // Written by who ends the market, read by this agent's thread, and the other way round.
    private volatile boolean endRequested;
    private volatile boolean ended;

    /** @param conductor of the Aeron client when this agent has to invoke it, else null */
    public ServedVenueAgent(
            final SimVenueConfig config,
            final List<SimInstrument> instruments,
            final VenueLog log,
            final Subscription orders,
            final ExclusivePublication feed,
            final ExclusivePublication executions,
            final NativeFeed nativeFeed,
            final EpochNanoClock clock,
            final AgentInvoker conductor) {
        sink = new ServedSink(feed, executions);
        venue = new SimVenue(config, instruments, sink, nativeFeed, log);
        roleName = "tiercel-market-" + config.venueId();
        this.nativeFeed = nativeFeed;
        this.log = log;
        this.orders = orders;
        this.clock = clock;
        this.conductor = conductor;
    }

    @Override
    public int doWork() {
        int work = conductor == null ? 0 : conductor.invoke();
        final long lastNs = timeNs;
        timeNs = Math.max(timeNs, clock.nanoTime());
        if (!venue.started()) {
            // The session begins with the engine.
            venue.startAlone(timeNs);
        } else if (timeNs - lastNs >= STALL_NS) {
            sink.openFeed(false);
        }
        watchEngine();
        watchFeed();
        if (venue.takesOrders()) {
            final int taken = orders.poll(orderHandler, ORDER_LIMIT);
            if (taken > 0) {
                takenCount += taken;
                work += taken;
            }
        }
        venue.limitLag(timeNs, MAX_LAG_NS);
        work += nativeFeed.doWork(timeNs);
        final int events = venue.advanceTo(timeNs, EVENT_LIMIT);
        if (events > 0) {
            decisionCount = venue.flowDecisionCount();
        }
        if (endRequested) {
            end();
        }
        return log.work(timeNs) ? work + events + 1 : work + events;
    }

    private void watchEngine() {
        final Image newest = newestEngine();
        if (newest != engine) {
            if (venue.connected()) {
                venue.disconnect(timeNs);
                sessionUp = false;
            }
            engine = newest;
        }
        if (engine == null || endRequested) {
            return;
        }
        if (!venue.connected()) {
            if (sink.executionsConnected()) {
                venue.connect(timeNs);
                // The books go with the session: who begins it may have missed what the feed said before.
                sink.openFeed(false);
                sessionUp = true;
                sessionCount = sessionCount + 1;
                nextSignNs = timeNs + SIGN_INTERVAL_NS;
            }
        } else if (timeNs >= nextSignNs) {
            nextSignNs = timeNs + SIGN_INTERVAL_NS;
            venue.repeatSession(timeNs);
        }
    }

    /** Of those that are there the one that came last. */
    private Image newestEngine() {
        Image newest = null;
        for (int i = orders.imageCount() - 1; i >= 0; i--) {
            final Image image = orders.imageAtIndex(i);
            if ((image.sessionId() & 1) == 0
                    && !image.isClosed()
                    && (newest == null || image.correlationId() > newest.correlationId())) {
                newest = image;
            }
        }
        return newest;
    }

    private void watchFeed() {
        if (!sink.feedConnected()) {
            sink.openFeed(false);
        } else if (!sink.feedOpen()) {
            sink.openFeed(true);
            venue.image(timeNs);
            imageCount = imageCount + 1;
        }
    }

    /** The session ends in words, and what is on its way still leaves. */
    private void end() {
        venue.stopFlow();
        if (venue.connected()) {
            venue.endSession(timeNs);
            sessionUp = false;
        } else if (venue.drained()) {
            ended = true;
        }
    }

    /** Asks for the end; {@link #ended} says when all has left that can. Any thread. */
    public void requestEnd() {
        endRequested = true;
    }

    public boolean ended() {
        return ended;
    }

    @Override
    @ColdPath
    public void onClose() {
        if (!closed) {
            closed = true;
            try {
                nativeFeed.close();
            } finally {
                venue.close();
            }
        }
    }

    @Override
    public String roleName() {
        return roleName;
    }

    /** Whether an engine's session is up. Any thread, like those that follow. */
    public boolean sessionUp() {
        return sessionUp;
    }

    /** How often a session began. */
    public long sessionCount() {
        return sessionCount;
    }

    /** Images of the books so far. */
    public long imageCount() {
        return imageCount;
    }

    /** Messages of engines so far. */
    public long takenCount() {
        return takenCount;
    }

    /** Decisions of the background so far. */
    public long decisionCount() {
        return decisionCount;
    }

    /** For tests, and after the thread has ended. */
    SimVenue venue() {
        return venue;
    }

    /** Market data for which nobody was there. After the thread has ended. */
    public long feedDroppedCount() {
        return sink.feedDroppedCount();
    }

    /** Executions for which nobody was there. After the thread has ended. */
    public long executionDroppedCount() {
        return sink.executionDroppedCount();
    }

    private void onOrder(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        venue.onOrder(timeNs, buffer, offset, length);
    }
}
