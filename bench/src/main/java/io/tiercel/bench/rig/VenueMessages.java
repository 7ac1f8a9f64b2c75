package io.tiercel.bench.rig;

import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginEncoder;
import io.tiercel.codecs.orders.OpenOrdersEndEncoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.orders.VenueSessionUpEncoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** All that the rig's venue says. Each method writes one message into the buffer and returns its length. */
final class VenueMessages {
    static final int VENUE = 1;
    /** No message is longer. */
    static final int SLOT = 256;
    /** The instrument whose ticks lead to orders: GYRFALCON of config/reference; the others are background. */
    static final int TICKED = 4;

    /** Ticks bring quantities from 1 up to this, again and again. */
    static final int QUANTITIES = 900;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TRADING_DATE = 20_260_101;
    private static final long TICK_NANOS = 250_000_000L;
    private static final long BID_TICKS = 16_600;
    private static final long ASK_TICKS = BID_TICKS + 8;
    private static final int LEVELS = 5;
    private static final long DEPTH = 1_000;
    /** Above those of the background, which counts from 1. */
    private static final long FIRST_ID = 1L << 40;

    /** Takes a message of the buffer. */
    interface Sender {
        void send(DirectBuffer buffer, int length);
    }

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOT));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueSessionUpEncoder sessionUp = new VenueSessionUpEncoder();
    private final SessionPhaseEncoder phase = new SessionPhaseEncoder();
    private final FeedStatusEncoder feedStatus = new FeedStatusEncoder();
    private final InstrumentStatusEncoder instrumentStatus = new InstrumentStatusEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3ReplaceEncoder replace = new L3ReplaceEncoder();
    private final OrderAcceptedEncoder accepted = new OrderAcceptedEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private final OpenOrdersBeginEncoder openOrdersBegin = new OpenOrdersBeginEncoder();
    private final OpenOrdersEndEncoder openOrdersEnd = new OpenOrdersEndEncoder();
    private final int sessionId = (int) (System.nanoTime() & Integer.MAX_VALUE) | 1;
    private long inbound;
    private long lastId = FIRST_ID;
    private long movingId;
    private long tickCount;

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The session is up, the market is open. */
    void open(final Sender toExecutions, final Sender toFeed) {
        toExecutions.send(buffer, sessionUp());
        phase.wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .phase(Phase.OPEN)
                .tradingDate(TRADING_DATE)
                .venueTimeNs(0);
        toFeed.send(buffer, HEADER + SessionPhaseEncoder.BLOCK_LENGTH);
        feedStatus
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(VENUE)
                .state(FeedState.LIVE)
                .venueTimeNs(0);
        toFeed.send(buffer, HEADER + FeedStatusEncoder.BLOCK_LENGTH);
        for (int id = 1; id <= TICKED; id++) {
            instrumentStatus
                    .wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(id)
                    .status(TradingStatus.TRADING)
                    .venueTimeNs(0);
            toFeed.send(buffer, HEADER + InstrumentStatusEncoder.BLOCK_LENGTH);
        }
    }

    /**
     * The book of the instrument that ticks: some levels on each side, and in front of the bids the order that moves.
     * With the first offer it has two sides, and leads to an order.
     */
    void book(final Sender toFeed) {
        for (int level = LEVELS; level > 0; level--) {
            toFeed.send(buffer, add(lastId + 1, Side.BUY, BID_TICKS - level, DEPTH));
        }
        movingId = lastId + 1;
        toFeed.send(buffer, add(movingId, Side.BUY, BID_TICKS + 1, quantity()));
        for (int level = 0; level < LEVELS; level++) {
            toFeed.send(buffer, add(lastId + 1, Side.SELL, ASK_TICKS + level, DEPTH));
        }
    }

    int sessionUp() {
        sessionUp
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(sessionId)
                .nextInbound(1);
        return HEADER + VenueSessionUpEncoder.BLOCK_LENGTH;
    }

    /** The order in front moves between two prices, with the next quantity. */
    int tick() {
        tickCount++;
        final long before = movingId;
        movingId = ++lastId;
        replace.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(TICKED)
                .feedId(VENUE)
                .side(Side.BUY)
                .orderId(before)
                .newOrderId(movingId)
                .priceNanos((BID_TICKS + 1 + (tickCount & 1)) * TICK_NANOS)
                .quantity(quantity(tickCount))
                .venueTimeNs(0)
                .packetSequence(0);
        replace.flags().clear().endOfPacket(true);
        return HEADER + L3ReplaceEncoder.BLOCK_LENGTH;
    }

    /** What the latest tick brought. */
    long quantity() {
        return quantity(tickCount);
    }

    /** Of the latest one, from 1. */
    long tickCount() {
        return tickCount;
    }

    /** How many ticks are between this one and the next that brings this quantity. */
    static int ticksUntil(final long tick, final long quantity) {
        return (int) Math.floorMod(quantity - quantity(tick), (long) QUANTITIES);
    }

    private static long quantity(final long tick) {
        return 1 + tick % QUANTITIES;
    }

    private int add(final long orderId, final Side side, final long ticks, final long quantity) {
        lastId = orderId;
        add.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(TICKED)
                .feedId(VENUE)
                .side(side)
                .orderId(orderId)
                .priceNanos(ticks * TICK_NANOS)
                .quantity(quantity)
                .venueTimeNs(0)
                .packetSequence(0);
        add.flags().clear().endOfPacket(true);
        return HEADER + L3AddEncoder.BLOCK_LENGTH;
    }

    int accepted(final NewOrderDecoder order) {
        accepted.wrapAndApplyHeader(buffer, 0, header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(sessionId)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .venueOrderId(inbound)
                .priceNanos(order.priceNanos())
                .quantity(order.quantity());
        return HEADER + OrderAcceptedEncoder.BLOCK_LENGTH;
    }

    int cancelled(final NewOrderDecoder order) {
        cancelled
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(order.venueId())
                .side(order.side())
                .strategyId(order.strategyId())
                .sessionId(sessionId)
                .inboundSequence(++inbound)
                .executionId(inbound)
                .instrumentId(order.instrumentId())
                .orderId(order.orderId())
                .venueToken(order.venueToken())
                .venueTimeNs(0)
                .reason(VenueReason.NOT_FILLABLE)
                .cumulativeQuantity(0);
        return HEADER + OrderCancelledEncoder.BLOCK_LENGTH;
    }

    int openOrdersBegin() {
        openOrdersBegin
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(sessionId)
                .inboundSequence(++inbound)
                .orderCount(0);
        return HEADER + OpenOrdersBeginEncoder.BLOCK_LENGTH;
    }

    int openOrdersEnd() {
        openOrdersEnd
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) VENUE)
                .sessionId(sessionId)
                .inboundSequence(++inbound)
                .orderCount(0);
        return HEADER + OpenOrdersEndEncoder.BLOCK_LENGTH;
    }
}
