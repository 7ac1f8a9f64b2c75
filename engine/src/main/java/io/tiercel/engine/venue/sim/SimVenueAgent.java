package io.tiercel.engine.venue.sim;

import io.aeron.ExclusivePublication;
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
 * Runs the built-in market on a thread of its own: orders come by Aeron, time from a clock, executions and market data
 * go by Aeron, and the session is said again as a sign of life. The market opens when both streams have a subscriber.
 * Where a subscriber is behind, the market slows down; nothing is dropped.
 */
@HotPath
public final class SimVenueAgent implements Agent {
    private static final int ORDER_LIMIT = 64;
    private static final int EVENT_LIMIT = 256;
    /** Further behind than this the background is put off: it would come as one burst otherwise. */
    private static final long MAX_LAG_NS = 20_000_000;

    private final SimVenue venue;
    private final PublicationSink sink;
    private final String roleName;
    private final NativeFeed nativeFeed;
    private final VenueLog log;
    private final Subscription orders;
    private final EpochNanoClock clock;
    private final AgentInvoker conductor;
    private final FragmentHandler orderHandler = this::onOrder;
    private long timeNs;
    private long nextSignNs;
    private volatile boolean flowStopRequested;
    private long takenCount;
    // Written by this agent's thread, read by who waits for the ends of its orders.
    private volatile long settledCount;
    private boolean closed;

    /**
     * @param feed      null where market data goes out in another form only
     * @param conductor of the Aeron client when this agent has to invoke it, else null
     */
    public SimVenueAgent(
            final SimVenueConfig config,
            final List<SimInstrument> instruments,
            final VenueLog log,
            final Subscription orders,
            final ExclusivePublication feed,
            final ExclusivePublication executions,
            final NativeFeed nativeFeed,
            final EpochNanoClock clock,
            final AgentInvoker conductor) {
        this.sink = new PublicationSink(feed, executions);
        this.venue = new SimVenue(config, instruments, sink, nativeFeed, log);
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
        final long nowNs = clock.nanoTime();
        timeNs = Math.max(timeNs, nowNs);
        if (!venue.started()) {
            if (!sink.isConnected()) {
                return work;
            }
            venue.start(timeNs);
            nextSignNs = timeNs + ServedVenueAgent.SIGN_INTERVAL_NS;
        } else if (timeNs >= nextSignNs) {
            nextSignNs = timeNs + ServedVenueAgent.SIGN_INTERVAL_NS;
            venue.repeatSession(timeNs);
        }
        if (flowStopRequested) {
            venue.stopFlow();
        }
        if (venue.takesOrders()) {
            work += orders.poll(orderHandler, ORDER_LIMIT);
        }
        venue.limitLag(timeNs, MAX_LAG_NS);
        work += venue.advanceTo(timeNs, EVENT_LIMIT) + nativeFeed.doWork(timeNs);
        if (settledCount != takenCount && venue.settled()) {
            settledCount = takenCount;
        }
        return log.work(timeNs) ? work + 1 : work;
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

    /** Ends the background traders; the engine's orders are still served. Any thread. */
    public void stopFlow() {
        flowStopRequested = true;
    }

    /**
     * How many of the engine's messages had come when last none of them waited and the engine had no open order here.
     * Who has sent no more than that has nothing open. Any thread.
     */
    public long settledCount() {
        return settledCount;
    }

    /** For counters, and after the thread has ended. */
    public SimVenue venue() {
        return venue;
    }

    /** How often the feed's subscriber was behind. Read on this agent's thread, or after it. */
    public long feedRefusedCount() {
        return sink.feedRefusedCount();
    }

    /** How often the executions' subscriber was behind. Read on this agent's thread, or after it. */
    public long executionRefusedCount() {
        return sink.executionRefusedCount();
    }

    private void onOrder(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        takenCount++;
        venue.onOrder(timeNs, buffer, offset, length);
    }
}
