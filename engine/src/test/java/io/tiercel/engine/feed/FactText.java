package io.tiercel.engine.feed;

import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** Messages of what exchanges say besides books and trades, as texts; a dash is what they do not say. */
public final class FactText {
    private FactText() {}

    /** Null for a message of another kind. */
    public static String of(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case TradeCorrectionDecoder.TEMPLATE_ID -> {
                final TradeCorrectionDecoder correction =
                        new TradeCorrectionDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield correction.change() + " " + correction.instrumentId() + " " + correction.aggressorSide() + " "
                        + number(correction.quantity()) + " at " + number(correction.priceNanos()) + " match "
                        + number(correction.matchId());
            }
            case StatisticDecoder.TEMPLATE_ID -> {
                final StatisticDecoder statistic = new StatisticDecoder().wrapAndApplyHeader(buffer, offset, header);
                final String who = "statistic " + statistic.instrumentId() + " " + statistic.statistic();
                yield statistic.withdrawn() == BooleanFlag.TRUE
                        ? who + " withdrawn"
                        : who + " " + number(statistic.priceNanos()) + " x " + number(statistic.quantity()) + " code "
                                + (statistic.code() == 255 ? "-" : statistic.code()) + " of "
                                + number(statistic.referenceTimeNs());
            }
            case AuctionImbalanceDecoder.TEMPLATE_ID -> {
                final AuctionImbalanceDecoder imbalance =
                        new AuctionImbalanceDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "auction " + imbalance.instrumentId() + " " + imbalance.auction() + " " + imbalance.side() + " "
                        + number(imbalance.imbalanceQuantity()) + " of " + number(imbalance.pairedQuantity())
                        + " reference " + number(imbalance.referencePriceNanos()) + " near "
                        + number(imbalance.nearPriceNanos()) + " far " + number(imbalance.farPriceNanos());
            }
            case PriceLimitsDecoder.TEMPLATE_ID -> {
                final PriceLimitsDecoder limits = new PriceLimitsDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield "limits " + limits.instrumentId() + " " + limits.scope() + " " + number(limits.lowPriceNanos())
                        + " to " + number(limits.highPriceNanos()) + " reference "
                        + number(limits.referencePriceNanos()) + " variation " + number(limits.variationNanos())
                        + " extension "
                        + (limits.extension() == Integer.MIN_VALUE ? "-" : limits.extension());
            }
            case FactsClearDecoder.TEMPLATE_ID ->
                "facts cleared "
                        + new FactsClearDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .instrumentId();
            default -> null;
        };
    }

    /** Of one of these messages: the packet that it is of. */
    public static long packetSequence(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case TradeCorrectionDecoder.TEMPLATE_ID ->
                new TradeCorrectionDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .packetSequence();
            case StatisticDecoder.TEMPLATE_ID ->
                new StatisticDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .packetSequence();
            case AuctionImbalanceDecoder.TEMPLATE_ID ->
                new AuctionImbalanceDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .packetSequence();
            case FactsClearDecoder.TEMPLATE_ID ->
                new FactsClearDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .packetSequence();
            default ->
                new PriceLimitsDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .packetSequence();
        };
    }

    /** Of one of these messages: whether it is its packet's last one. */
    public static boolean endsPacket(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return new TradeCorrectionDecoder()
                .wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version())
                .flags()
                .endOfPacket();
    }

    private static String number(final long value) {
        return value == Long.MIN_VALUE ? "-" : Long.toString(value);
    }
}
