package io.tiercel.engine.feed;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.AuctionImbalanceEncoder;
import io.tiercel.codecs.marketdata.FactsClearEncoder;
import io.tiercel.codecs.marketdata.PriceLimitsEncoder;
import io.tiercel.codecs.marketdata.StatisticEncoder;
import io.tiercel.codecs.marketdata.TradeCorrectionEncoder;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import org.agrona.MutableDirectBuffer;

/** Writes what an exchange says besides books and trades; each message at the place that it is given. */
@HotPath
final class FactEncoder {
    private final int feedId;
    private final MutableDirectBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeCorrectionEncoder correction = new TradeCorrectionEncoder();
    private final StatisticEncoder statistic = new StatisticEncoder();
    private final AuctionImbalanceEncoder imbalance = new AuctionImbalanceEncoder();
    private final PriceLimitsEncoder limits = new PriceLimitsEncoder();
    private final FactsClearEncoder clear = new FactsClearEncoder();
    private int offset;
    private long timeNs;
    private long packetSequence;

    FactEncoder(final int feedId, final MutableDirectBuffer buffer) {
        this.feedId = feedId;
        this.buffer = buffer;
    }

    /** The next message's place, time and packet. */
    FactEncoder at(final int newOffset, final long newTimeNs, final long newPacketSequence) {
        offset = newOffset;
        timeNs = newTimeNs;
        packetSequence = newPacketSequence;
        return this;
    }

    void correction(
            final int instrumentId,
            final TradeChange change,
            final Side aggressorSide,
            final long priceNanos,
            final long quantity,
            final long matchId) {
        correction
                .wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .change(change)
                .aggressorSide(aggressorSide)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .matchId(matchId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void statistic(
            final int instrumentId,
            final StatisticKind kind,
            final BooleanFlag withdrawn,
            final long priceNanos,
            final long quantity,
            final int code,
            final long referenceTimeNs) {
        statistic
                .wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .statistic(kind)
                .withdrawn(withdrawn)
                .code((short) code)
                .priceNanos(priceNanos)
                .quantity(quantity)
                .referenceTimeNs(referenceTimeNs)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void clear(final int instrumentId) {
        clear.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void imbalance(
            final int instrumentId,
            final AuctionKind auction,
            final Side side,
            final long pairedQuantity,
            final long imbalanceQuantity,
            final long referencePriceNanos,
            final long nearPriceNanos,
            final long farPriceNanos) {
        imbalance
                .wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .auction(auction)
                .side(side)
                .pairedQuantity(pairedQuantity)
                .imbalanceQuantity(imbalanceQuantity)
                .referencePriceNanos(referencePriceNanos)
                .nearPriceNanos(nearPriceNanos)
                .farPriceNanos(farPriceNanos)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }

    void limits(
            final int instrumentId,
            final PriceLimitScope scope,
            final long lowPriceNanos,
            final long highPriceNanos,
            final long referencePriceNanos,
            final long variationNanos,
            final int extension) {
        limits.wrapAndApplyHeader(buffer, offset, header)
                .instrumentId(instrumentId)
                .feedId(feedId)
                .scope(scope)
                .extension(extension)
                .lowPriceNanos(lowPriceNanos)
                .highPriceNanos(highPriceNanos)
                .referencePriceNanos(referencePriceNanos)
                .variationNanos(variationNanos)
                .venueTimeNs(timeNs)
                .packetSequence(packetSequence)
                .flags()
                .clear();
    }
}
