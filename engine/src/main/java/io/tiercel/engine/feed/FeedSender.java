package io.tiercel.engine.feed;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.AuctionImbalanceEncoder;
import io.tiercel.codecs.marketdata.FactsClearEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L2UpdateEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3CancelEncoder;
import io.tiercel.codecs.marketdata.L3ClearEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.marketdata.L3ModifyEncoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.marketdata.PacketReferenceEncoder;
import io.tiercel.codecs.marketdata.PriceLimitsEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.marketdata.StatisticEncoder;
import io.tiercel.codecs.marketdata.TradeCorrectionEncoder;
import io.tiercel.codecs.marketdata.TradeEncoder;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.codecs.types.TradingStatus;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market data of one feed, written message by message and staged until it is sent. Changes of books come in packets
 * with numbers: the one that is open ends with {@link #endPacket}, or before a status, which is a packet of its own.
 */
@HotPath
public final class FeedSender implements MarketDataSink {
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final byte END_OF_PACKET = 1;
    private static final int NONE = -1;

    private final int feedId;
    private final StagedMessages messages;
    private final UnsafeBuffer staged;
    private final FactEncoder facts;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3ModifyEncoder modify = new L3ModifyEncoder();
    private final L3ExecuteEncoder execute = new L3ExecuteEncoder();
    private final L3CancelEncoder cancel = new L3CancelEncoder();
    private final L3DeleteEncoder delete = new L3DeleteEncoder();
    private final L3ReplaceEncoder replace = new L3ReplaceEncoder();
    private final L3ClearEncoder clear = new L3ClearEncoder();
    private final L2UpdateEncoder level = new L2UpdateEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final InstrumentStatusEncoder instrumentStatus = new InstrumentStatusEncoder();
    private final SessionPhaseEncoder sessionPhase = new SessionPhaseEncoder();
    private final FeedStatusEncoder feedStatus = new FeedStatusEncoder();
    private final PacketOrigin origin = new PacketOrigin();
    /** Where the newest message of the open packet begins. */
    private int newest = NONE;

    private long packetSequence;
    private long timeNs;

    /** @param capacity messages that may be staged at a time */
    public FeedSender(final int feedId, final MessageLine line, final FeedCounts counts, final int capacity) {
        this.feedId = feedId;
        messages = new StagedMessages(feedId, line, counts, capacity);
        staged = messages.buffer();
        facts = new FactEncoder(feedId, staged);
    }

    @Override
    public void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    @Override
    public void add(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {
        add.wrapAndApplyHeader(staged, next(L3AddEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    /** Another price, or another quantity, of an order that keeps its id. */
    public void modify(
            final int instrumentId, final Side side, final long orderId, final long priceNanos, final long quantity) {
        modify.wrapAndApplyHeader(staged, next(L3ModifyEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void execute(
            final int instrumentId,
            final long orderId,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        execute.wrapAndApplyHeader(staged, next(L3ExecuteEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .aggressorSide(Side.NULL_VAL)
                .orderId(orderId)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void cancel(final int instrumentId, final long orderId, final long quantity) {
        cancel.wrapAndApplyHeader(staged, next(L3CancelEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(Side.NULL_VAL)
                .orderId(orderId)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void delete(final int instrumentId, final long orderId) {
        delete.wrapAndApplyHeader(staged, next(L3DeleteEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(Side.NULL_VAL)
                .orderId(orderId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void replace(
            final int instrumentId,
            final long orderId,
            final long newOrderId,
            final long priceNanos,
            final long quantity) {
        replace.wrapAndApplyHeader(staged, next(L3ReplaceEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(Side.NULL_VAL)
                .orderId(orderId)
                .newOrderId(newOrderId)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void clear(final int instrumentId) {
        endPacket();
        clear.wrapAndApplyHeader(staged, next(L3ClearEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(Side.NULL_VAL)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
        endPacket();
    }

    /** What a price level has now; quantity 0 removes it. */
    public void level(
            final int instrumentId, final Side side, final long priceNanos, final long quantity, final int orderCount) {
        level.wrapAndApplyHeader(staged, next(L2UpdateEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .orderCount(orderCount)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void trade(final int instrumentId, final long priceNanos, final long quantity, final long matchId) {
        trade(instrumentId, Side.NULL_VAL, priceNanos, quantity, matchId);
    }

    /** A trade that changed no visible order, or whose orders are changed by messages of their own. */
    public void trade(
            final int instrumentId,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        trade.wrapAndApplyHeader(staged, next(TradeEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .aggressorSide(aggressorSide)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    @Override
    public void correction(
            final int instrumentId,
            final TradeChange change,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        fact(TradeCorrectionEncoder.BLOCK_LENGTH)
                .correction(instrumentId, change, aggressorSide, priceNanos, quantity, matchId);
    }

    @Override
    public void statistic(
            final int instrumentId,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final int code,
            final long referenceTimeNs) {
        fact(StatisticEncoder.BLOCK_LENGTH)
                .statistic(instrumentId, kind, BooleanFlag.FALSE, priceNanos, quantity, code, referenceTimeNs);
    }

    @Override
    public void withdraw(final int instrumentId, final StatisticKind kind) {
        fact(StatisticEncoder.BLOCK_LENGTH)
                .statistic(instrumentId, kind, BooleanFlag.TRUE, NO_VALUE, NO_VALUE, NO_CODE, NO_VALUE);
    }

    @Override
    public void clearFacts(final int instrumentId) {
        endPacket();
        fact(FactsClearEncoder.BLOCK_LENGTH).clear(instrumentId);
        endPacket();
    }

    @Override
    public void imbalance(
            final int instrumentId,
            final AuctionKind auction,
            final Side side,
            final long pairedQuantity,
            final long imbalanceQuantity,
            final long referencePriceNanos,
            final long nearPriceNanos,
            final long farPriceNanos) {
        fact(AuctionImbalanceEncoder.BLOCK_LENGTH)
                .imbalance(
                        instrumentId,
                        auction,
                        side,
                        pairedQuantity,
                        imbalanceQuantity,
                        referencePriceNanos,
                        nearPriceNanos,
                        farPriceNanos);
    }

    @Override
    public void limits(
            final int instrumentId,
            final PriceLimitScope scope,
            final long lowPriceNanos,
            final long highPriceNanos,
            final long referencePriceNanos,
            final long variationNanos,
            final int extension) {
        fact(PriceLimitsEncoder.BLOCK_LENGTH)
                .limits(
                        instrumentId,
                        scope,
                        lowPriceNanos,
                        highPriceNanos,
                        referencePriceNanos,
                        variationNanos,
                        extension);
    }

    private FactEncoder fact(final int blockLength) {
        final int offset = next(blockLength);
        return facts.at(offset, timeNs, packetSequence);
    }

    @Override
    public void instrumentStatus(final int instrumentId, final TradingStatus status) {
        endPacket();
        instrumentStatus
                .wrapAndApplyHeader(staged, messages.stage(InstrumentStatusEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .status(status)
                .venueTimeNs(timeNs);
    }

    @Override
    public void sessionPhase(final Phase phase, final int tradingDate) {
        endPacket();
        // A feed has the id of its venue.
        sessionPhase
                .wrapAndApplyHeader(staged, messages.stage(SessionPhaseEncoder.BLOCK_LENGTH), header)
                .venueId((short) feedId)
                .phase(phase)
                .tradingDate(tradingDate)
                .venueTimeNs(timeNs);
    }

    @Override
    public void feedStatus(final FeedState state) {
        bookStatus(0, state);
    }

    /** Of one book of the feed; 0 is all. */
    public void bookStatus(final int instrumentId, final FeedState state) {
        endPacket();
        feedStatus
                .wrapAndApplyHeader(staged, messages.stage(FeedStatusEncoder.BLOCK_LENGTH), header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .state(state)
                .venueTimeNs(timeNs);
    }

    @Override
    public void endPacket() {
        if (newest != NONE) {
            // Every such message has its flags at the same place.
            staged.putByte(newest + BODY + L3AddEncoder.flagsEncodingOffset(), END_OF_PACKET);
            newest = NONE;
        }
    }

    @Override
    public void from(final int newChannelId, final long newVenueSequence, final long newReceiveTimeNs) {
        origin.set(newChannelId, newVenueSequence, newReceiveTimeNs);
    }

    @Override
    public void fromNowhere() {
        origin.clear();
    }

    private int next(final int blockLength) {
        if (newest == NONE) {
            packetSequence++;
            if (origin.isKnown()) {
                origin.write(staged, messages.stage(PacketReferenceEncoder.BLOCK_LENGTH), feedId, packetSequence);
            }
        }
        newest = messages.stage(blockLength);
        return newest;
    }

    /** Nothing is staged any more: what was not sent, and an open packet, are forgotten. */
    void forget() {
        messages.forget();
        newest = NONE;
    }

    /** Whether something waits to be sent. */
    boolean pending() {
        return messages.pending();
    }

    boolean connected() {
        return messages.connected();
    }

    /**
     * Sends what is staged as far as there is room for it. What nobody is there to take is dropped and counted.
     *
     * @return how many messages were sent, or -1 when some were dropped
     */
    @Override
    public int send() {
        final int count = messages.send();
        if (!messages.pending()) {
            newest = NONE;
        }
        return count;
    }
}
