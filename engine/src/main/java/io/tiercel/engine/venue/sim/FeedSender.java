package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.L3CancelEncoder;
import io.tiercel.codecs.marketdata.L3ClearEncoder;
import io.tiercel.codecs.marketdata.L3DeleteEncoder;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.marketdata.L3ModifyEncoder;
import io.tiercel.codecs.marketdata.L3ReplaceEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the feed. Changes of the book come in packets, one per event of the matcher; each message is held back until
 * the next one or the packet's end is known, so that the last one can say that it is the last.
 */
@HotPath
final class FeedSender {
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final byte END_OF_PACKET = 1;

    private final int feedId;
    private final int venueId;
    private final VenueOutput output;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final L3AddEncoder add = new L3AddEncoder();
    private final L3ModifyEncoder modify = new L3ModifyEncoder();
    private final L3ExecuteEncoder execute = new L3ExecuteEncoder();
    private final L3CancelEncoder cancel = new L3CancelEncoder();
    private final L3DeleteEncoder delete = new L3DeleteEncoder();
    private final L3ClearEncoder clear = new L3ClearEncoder();
    private final L3ReplaceEncoder replace = new L3ReplaceEncoder();
    private final InstrumentStatusEncoder instrumentStatus = new InstrumentStatusEncoder();
    private final SessionPhaseEncoder sessionPhase = new SessionPhaseEncoder();
    private final FeedStatusEncoder feedStatus = new FeedStatusEncoder();

    private long packetSequence;
    private int heldLength;
    private long timeNs;

    FeedSender(final int feedId, final int venueId, final VenueOutput output) {
        this.feedId = feedId;
        this.venueId = venueId;
        this.output = output;
    }

    void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    void add(final int instrumentId, final Side side, final long orderId, final long price, final long quantity) {
        next(L3AddEncoder.BLOCK_LENGTH);
        add.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .priceNanos(price)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void modify(final int instrumentId, final Side side, final long orderId, final long price, final long quantity) {
        next(L3ModifyEncoder.BLOCK_LENGTH);
        modify.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .priceNanos(price)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void execute(
            final int instrumentId,
            final Side aggressorSide,
            final long orderId,
            final long price,
            final long quantity,
            final long matchId) {
        next(L3ExecuteEncoder.BLOCK_LENGTH);
        execute.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .aggressorSide(aggressorSide)
                .orderId(orderId)
                .priceNanos(price)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void cancel(final int instrumentId, final Side side, final long orderId, final long quantity) {
        next(L3CancelEncoder.BLOCK_LENGTH);
        cancel.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void delete(final int instrumentId, final Side side, final long orderId) {
        next(L3DeleteEncoder.BLOCK_LENGTH);
        delete.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void replace(
            final int instrumentId,
            final Side side,
            final long orderId,
            final long newOrderId,
            final long price,
            final long quantity) {
        next(L3ReplaceEncoder.BLOCK_LENGTH);
        replace.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(side)
                .orderId(orderId)
                .newOrderId(newOrderId)
                .priceNanos(price)
                .quantity(quantity)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void clear(final int instrumentId) {
        next(L3ClearEncoder.BLOCK_LENGTH);
        clear.wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .side(Side.NULL_VAL)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    /** Ends the packet of this event, if the event changed the book at all. */
    void endPacket() {
        if (heldLength > 0) {
            // Every L3 message has its flags at the same place.
            buffer.putByte(BODY + L3AddEncoder.flagsEncodingOffset(), END_OF_PACKET);
            release();
        }
    }

    void instrumentStatus(final int instrumentId, final TradingStatus status) {
        instrumentStatus
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId)
                .status(status)
                .venueTimeNs(timeNs);
        output.onFeed(buffer, 0, BODY + InstrumentStatusEncoder.BLOCK_LENGTH);
    }

    void sessionPhase(final Phase phase, final int tradingDate) {
        sessionPhase
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId((short) venueId)
                .phase(phase)
                .tradingDate(tradingDate)
                .venueTimeNs(timeNs);
        output.onFeed(buffer, 0, BODY + SessionPhaseEncoder.BLOCK_LENGTH);
    }

    void feedStatus(final FeedState state) {
        feedStatus
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(0)
                .feedId(feedId)
                .state(state)
                .venueTimeNs(timeNs);
        output.onFeed(buffer, 0, BODY + FeedStatusEncoder.BLOCK_LENGTH);
    }

    long packetSequence() {
        return packetSequence;
    }

    /** Goes on behind this packet. */
    void packetSequence(final long value) {
        packetSequence = value;
    }

    private void next(final int blockLength) {
        if (heldLength > 0) {
            release();
        } else {
            packetSequence++;
        }
        heldLength = BODY + blockLength;
    }

    private void release() {
        final int length = heldLength;
        heldLength = 0;
        output.onFeed(buffer, 0, length);
    }
}
