package io.tiercel.bench.rig;

import io.aeron.Aeron;
import io.aeron.AeronCounters;
import io.aeron.CncFileDescriptor;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.Lines;
import io.tiercel.engine.boot.session.Opened;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.MutableInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The engine's venue, in the rig's process: a client of the engine's media driver. Sends ticks, takes orders, answers
 * each with its acceptance and its end. One thread's, which has to call {@link #upkeep} now and then.
 */
final class VenueSide implements AutoCloseable {
    private static final int STREAMS = 10;
    private static final int FRAGMENT_LIMIT = 64;
    private static final int SESSION_ID_IN_KEY = 8;
    private static final int STREAM_ID_IN_KEY = 12;
    private static final long START_TIMEOUT_NS = 60_000_000_000L;
    private static final long POLL_NS = 10_000_000L;
    private static final long CROSSING_NS = 30_000L;
    private static final long SIGN_INTERVAL_NS = 300_000_000L;

    private final EngineProcess engine;
    /** Of this end of a network; null: it uses the engine's. */
    private final InvokedDriver driver;

    private final Aeron aeron;
    private final ExclusivePublication feed;
    private final ExclusivePublication executions;
    private final Subscription orders;
    private final VenueMessages messages = new VenueMessages();
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final UnsafeBuffer waiting = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
    private final FragmentHandler onOrder = this::onOrder;
    private final Runnable upkeep = this::upkeep;
    private final LongArrayList orderIds = new LongArrayList();
    private Arrivals arrivals;
    private int waitingCount;
    private int executionsTaken = CountersReader.NULL_COUNTER_ID;
    private long nextSignNs;

    /** Who takes the time. */
    interface Arrivals {
        /** An order for the tick that brought this quantity. */
        void onOrder(long quantity);
    }

    /** Blocks until the engine's media driver and its streams are there. */
    VenueSide(final EngineProcess engine, final EchoLine.Kind kind) {
        this.engine = engine;
        final long beginNs = System.nanoTime();
        final Opened opened = new Opened();
        try {
            driver = opened.add(kind == EchoLine.Kind.UDP ? new InvokedDriver() : null);
            aeron = driver == null ? opened.add(connect(engine, beginNs)) : driver.client();
            final Lines lines = engine.lines();
            feed = aeron.addExclusivePublication(lines.feedChannel(), VenueMessages.VENUE * STREAMS + 1);
            executions = aeron.addExclusivePublication(lines.executionChannel(), VenueMessages.VENUE * STREAMS + 2);
            orders = aeron.addSubscription(lines.orderChannel(), VenueMessages.VENUE * STREAMS + 3);
            while (!feed.isConnected() || !executions.isConnected() || !orders.isConnected()) {
                awaitStart(beginNs);
            }
        } catch (final Throwable failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** The engine makes its media driver soon after its start, and that is there when its file is. */
    private static Aeron connect(final EngineProcess engine, final long beginNs) {
        final File driver = new File(engine.mediaDriver(), CncFileDescriptor.CNC_FILE);
        while (!driver.exists()) {
            engine.check();
            requireStarted(engine, beginNs);
            LockSupport.parkNanos(POLL_NS);
        }
        return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(engine.mediaDriver())
                .useConductorAgentInvoker(true)
                .errorHandler(InvokedDriver::fail));
    }

    private static void requireStarted(final EngineProcess engine, final long beginNs) {
        if (System.nanoTime() - beginNs > START_TIMEOUT_NS) {
            throw new IllegalStateException("the engine did not trade within 60 s: " + engine.lastWords());
        }
    }

    private void awaitStart(final long beginNs) {
        upkeep();
        Thread.onSpinWait();
        requireStarted(engine, beginNs);
    }

    /** Opens session and books, and blocks until the engine has sent its first order. */
    void open() {
        open(() -> {});
    }

    /** @param feed is run until then, again and again, for ticks that come by another feed */
    void open(final Runnable feed) {
        final long beginNs = System.nanoTime();
        messages.open(this::sendExecution, this::sendFeed);
        messages.book(this::sendFeed);
        orderIds.clear();
        while (orderIds.isEmpty()) {
            feed.run();
            orders.poll(onOrder, FRAGMENT_LIMIT);
            awaitStart(beginNs);
        }
        answerAll();
        awaitTaken();
    }

    /** Who hears of orders from now on. */
    void arrivals(final Arrivals newArrivals) {
        arrivals = newArrivals;
    }

    ExclusivePublication feed() {
        return feed;
    }

    Subscription orders() {
        return orders;
    }

    FragmentHandler orderHandler() {
        return onOrder;
    }

    VenueMessages messages() {
        return messages;
    }

    /** Of all orders that came. */
    LongArrayList orderIds() {
        return orderIds;
    }

    /** Looks after Aeron, and throws when the engine has ended. */
    void upkeep() {
        if (driver == null) {
            aeron.conductorAgentInvoker().invoke();
        } else {
            driver.upkeep();
        }
        engine.check();
    }

    /** Tells the engine that its venue is there, when that is due. */
    void signOfLife() {
        final long nowNs = System.nanoTime();
        if (nowNs >= nextSignNs) {
            nextSignNs = nowNs + SIGN_INTERVAL_NS;
            sendExecution(messages.buffer(), messages.sessionUp());
        }
    }

    private void onOrder(final DirectBuffer source, final int offset, final int length, final Header fragment) {
        received.wrap(source, offset);
        if (received.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            order.wrapAndApplyHeader(source, offset, received);
            if (arrivals != null) {
                arrivals.onOrder(order.quantity());
            }
            orderIds.addLong(order.orderId());
            waiting.putBytes(waitingCount++ * VenueMessages.SLOT, source, offset, length);
        } else if (received.templateId() == OpenOrdersRequestDecoder.TEMPLATE_ID) {
            sendExecution(messages.buffer(), messages.openOrdersBegin());
            sendExecution(messages.buffer(), messages.openOrdersEnd());
        }
    }

    /** Moves the first bid of the venue's own book, whose feed would be silent otherwise. */
    void moveBook() {
        sendFeed(messages.buffer(), messages.tick());
    }

    /** Each order that has come is accepted and, not being filled, at its end. */
    void answerAll() {
        for (int i = 0; i < waitingCount; i++) {
            order.wrapAndApplyHeader(waiting, i * VenueMessages.SLOT, received);
            sendExecution(messages.buffer(), messages.accepted(order));
            sendExecution(messages.buffer(), messages.cancelled(order));
        }
        waitingCount = 0;
    }

    /**
     * Blocks until the engine has taken all that was said of its orders. What crosses a network is out of sight then:
     * it gets time enough.
     */
    void awaitTaken() {
        if (driver != null) {
            final long beginNs = System.nanoTime();
            while (System.nanoTime() - beginNs < CROSSING_NS) {
                upkeep();
            }
            return;
        }
        final long end = executions.position();
        final CountersReader counters = aeron.countersReader();
        if (executionsTaken == CountersReader.NULL_COUNTER_ID) {
            executionsTaken = find(counters);
        }
        final long beginNs = System.nanoTime();
        while (counters.getCounterValue(executionsTaken) < end) {
            Thread.onSpinWait();
            upkeep();
            RoundTrip.requireInTime(beginNs, "the end of an order");
        }
    }

    /** How far the engine has read the executions is among the media driver's counters. */
    private int find(final CountersReader counters) {
        final MutableInteger found = new MutableInteger(CountersReader.NULL_COUNTER_ID);
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId == AeronCounters.DRIVER_SUBSCRIBER_POSITION_TYPE_ID
                    && key.getInt(SESSION_ID_IN_KEY) == executions.sessionId()
                    && key.getInt(STREAM_ID_IN_KEY) == executions.streamId()) {
                found.set(counterId);
            }
        });
        if (found.get() == CountersReader.NULL_COUNTER_ID) {
            throw new IllegalStateException("the media driver has no position of the engine in the executions");
        }
        return found.get();
    }

    void sendFeed(final DirectBuffer buffer, final int length) {
        sendFeed(buffer, 0, length);
    }

    void sendFeed(final DirectBuffer buffer, final int offset, final int length) {
        Offers.send(feed, buffer, offset, length, upkeep);
    }

    private void sendExecution(final DirectBuffer buffer, final int length) {
        Offers.send(executions, buffer, 0, length, upkeep);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
