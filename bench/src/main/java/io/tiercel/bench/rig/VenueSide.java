package io.tiercel.bench.rig;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
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
    private static final int UPKEEP_ROUNDS = 16;
    private static final long BID_TICKS = 9_999;
    private static final long ASK_TICKS = 10_001;
    private static final long QUANTITY = 1_000;
    private static final long MOVING_ORDER = 3;

    private final EngineSide engine;
    private final ExclusivePublication feed;
    private final ExclusivePublication executions;
    private final Subscription orders;
    private final ExclusivePublication echoOut;
    private final Subscription echoIn;
    private final AgentInvoker conductor;
    private final Runnable upkeep = this::upkeep;
    private final RoundTrip orderTrip;
    private final RoundTrip echoTrip;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3DeleteEncoder delete = new L3DeleteEncoder();
    private final MessageHeaderDecoder received = new MessageHeaderDecoder();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private final UnsafeBuffer orderCopy = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
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
        orderTrip = new RoundTrip(feed, orders, this::onOrder, UPKEEP_ROUNDS, upkeep);
        echoTrip = new RoundTrip(echoOut, echoIn, UPKEEP_ROUNDS, upkeep);
    }

    private void upkeep() {
        conductor.invoke();
        engine.check();
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

    /** When the last exchange of the engine, or the last echo, began. */
    long lastBeginNs(final boolean ofEngine) {
        return (ofEngine ? orderTrip : echoTrip).beganNs();
    }

    /** Gives the book its two sides. The second leads to an order already. */
    void quote() {
        send(feed, add(1, Side.BUY, BID_TICKS));
        final int length = add(2, Side.SELL, ASK_TICKS);
        orderTrip.takeNs(buffer, length);
        answer();
    }

    /** One tick; returns after the order was answered and the engine has taken the answer. */
    long tickToTradeNs() {
        bettered = !bettered;
        final long ns = orderTrip.takeNs(buffer, tick(bettered));
        answer();
        return ns;
    }

    /** One message of a tick's length, and back one of an order's. */
    long echoNs() {
        echoBettered = !echoBettered;
        return echoTrip.takeNs(buffer, tick(echoBettered));
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

    private void send(final ExclusivePublication out, final int length) {
        RoundTrip.send(out, buffer, length, upkeep);
    }

    private void onOrder(final DirectBuffer source, final int offset, final int length, final Header fragment) {
        received.wrap(source, offset);
        if (received.templateId() == NewOrderDecoder.TEMPLATE_ID) {
            orderTrip.arrived();
            orderCount++;
            orderCopy.putBytes(0, source, offset, length);
        }
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
            RoundTrip.requireInTime(beginNs, "the end of an order");
        }
    }
}
