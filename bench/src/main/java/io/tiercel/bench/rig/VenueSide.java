package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lines;
import io.tiercel.engine.boot.session.AeronTransport;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.UnsafeBuffer;

/** The rig's thread as a venue: sends a tick, takes the time until its order is there, answers the order. */
final class VenueSide {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ORDER_LIMIT = 8;
    private static final int UPKEEP_MASK = 15;
    private static final long BID_TICKS = 9_999;
    private static final long ASK_TICKS = 10_001;
    private static final long QUANTITY = 1_000;
    private static final long MOVING_ORDER = 3;
    private static final long TIMEOUT_NS = 10_000_000_000L;

    private final EngineSide engine;
    private final ExclusivePublication feed;
    private final ExclusivePublication executions;
    private final Subscription orders;
    private final ExclusivePublication echoOut;
    private final Subscription echoIn;
    private final AgentInvoker conductor;
    private final FragmentHandler orderHandler = this::onOrder;
    private final FragmentHandler echoHandler = this::onEcho;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3DeleteEncoder delete = new L3DeleteEncoder();
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private final UnsafeBuffer orderCopy = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private long receivedNs;
    private long lastBeginNs;
    private boolean there;
    private boolean bettered;
    private boolean echoBettered;
    private long inbound;
    private long orderCount;

    VenueSide(final AeronTransport transport, final EngineSide engine) {
        this.engine = engine;
        feed = transport.marketFeed(OpeningInputs.VENUE, Lines.WITHIN);
        executions = transport.marketExecutions(OpeningInputs.VENUE, Lines.WITHIN);
        orders = transport.marketOrders(OpeningInputs.VENUE, Lines.WITHIN);
        echoOut = transport.marketFeed(EngineSide.ECHO_VENUE, Lines.WITHIN);
        echoIn = transport.marketOrders(EngineSide.ECHO_VENUE, Lines.WITHIN);
        conductor = transport.marketInvoker();
    }

    boolean connected() {
        return feed.isConnected()
                && executions.isConnected()
                && orders.isConnected()
                && echoOut.isConnected()
                && echoIn.isConnected();
    }

    long orderCount() {
        return orderCount;
    }

    /** When the last measured exchange began. */
    long lastBeginNs() {
        return lastBeginNs;
    }

    /** Gives the book its two sides. The second leads to an order already. */
    void quote() {
        send(feed, add(1, Side.BUY, BID_TICKS));
        final int length = add(2, Side.SELL, ASK_TICKS);
        exchange(feed, length, orders, orderHandler);
        answer();
    }

    /** One tick; returns after the order was answered and the engine has taken the answer. */
    long tickToTradeNs() {
        bettered = !bettered;
        final long ns = exchange(feed, tick(bettered), orders, orderHandler);
        answer();
        return ns;
    }

    /** One message of a tick's length, and back one of an order's. */
    long echoNs() {
        echoBettered = !echoBettered;
        return exchange(echoOut, tick(echoBettered), echoIn, echoHandler);
    }

    /** An order that betters the bid, or its end: the best price changes with each. */
    private int tick(final boolean betters) {
        if (betters) {
            return add(MOVING_ORDER, Side.BUY, BID_TICKS + 1);
        }
        delete.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .feedId(1)
                .side(Side.BUY)
                .orderId(MOVING_ORDER)
                .venueTimeNs(0)
                .packetSequence(0);
        delete.flags().clear().endOfPacket(true);
        return HEADER + L3DeleteEncoder.BLOCK_LENGTH;
    }

    private int add(final long orderId, final Side side, final long ticks) {
        add.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .feedId(1)
                .side(side)
                .orderId(orderId)
                .priceNanos(ticks * MarketFlow.TICK_NANOS)
                .quantity(QUANTITY)
                .venueTimeNs(0)
                .packetSequence(0);
        add.flags().clear().endOfPacket(true);
        return HEADER + L3AddEncoder.BLOCK_LENGTH;
    }

    private long exchange(
            final ExclusivePublication out, final int length, final Subscription in, final FragmentHandler handler) {
        there = false;
        int round = 0;
        final long beginNs = System.nanoTime();
        send(out, length);
        while (!there) {
            if (in.poll(handler, ORDER_LIMIT) == 0) {
                Thread.onSpinWait();
                if ((++round & UPKEEP_MASK) == 0) {
                    conductor.invoke();
                    engine.check();
                    requireInTime(beginNs, "an order");
                }
            }
        }
        lastBeginNs = beginNs;
        return receivedNs - beginNs;
    }

    private void send(final ExclusivePublication out, final int length) {
        while (out.offer(buffer, 0, length) < 0) {
            conductor.invoke();
            engine.check();
        }
    }

    private void onOrder(final DirectBuffer source, final int offset, final int length, final Header fragment) {
        received.wrap(source, offset);
        if (received.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            receivedNs = System.nanoTime();
            there = true;
            orderCount++;
            orderCopy.putBytes(0, source, offset, length);
        }
    }

    private void onEcho(final DirectBuffer source, final int offset, final int length, final Header fragment) {
        receivedNs = System.nanoTime();
        there = true;
    }

    private void answer() {
        order.wrapAndApplyHeader(orderCopy, 0, received);
        accepted.wrapAndApplyHeader(buffer, 0, header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(OpeningInputs.VENUE_SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .venueOrderId(orderCount)
                .priceNanos(order.priceNanos())
                .quantity(order.quantity());
        send(executions, HEADER + OrderAcceptedEncoder.BLOCK_LENGTH);
        cancelled
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(OpeningInputs.VENUE_SESSION)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .reason(VenueReason.NOT_FILLABLE)
                .cumulativeQuantity(0);
        send(executions, HEADER + OrderCancelledEncoder.BLOCK_LENGTH);
        final long end = executions.position();
        final long beginNs = System.nanoTime();
        while (engine.executionsPosition() < end) {
            Thread.onSpinWait();
            engine.check();
            requireInTime(beginNs, "the end of an order");
        }
    }

    private static void requireInTime(final long beginNs, final String what) {
        if (System.nanoTime() - beginNs > TIMEOUT_NS) {
            throw new IllegalStateException(what + " did not come within 10 s: did the strategy stop?");
        }
    }
}
