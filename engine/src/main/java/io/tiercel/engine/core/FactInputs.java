package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.BooleanFlag;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.book.MarketFacts;
import org.agrona.DirectBuffer;

/**
 * What exchanges say besides books and trades: kept as the last word of each kind, and told at the end of its packet.
 */
@HotPath
final class FactInputs {
    private static final int MARKET = 0;
    private static final int NULL_FEED = StatisticDecoder.feedIdNullValue();

    private final Facts facts;
    private final Packet packet;
    private final Feeds feeds;
    private final AlertLimiter alerts;
    private final TradeCorrectionDecoder correction = new TradeCorrectionDecoder();
    private final StatisticDecoder statistic = new StatisticDecoder();
    private final AuctionImbalanceDecoder imbalance = new AuctionImbalanceDecoder();
    private final PriceLimitsDecoder limits = new PriceLimitsDecoder();
    private final FactsClearDecoder clear = new FactsClearDecoder();

    FactInputs(final Facts facts, final Packet packet, final Feeds feeds, final AlertLimiter alerts) {
        this.facts = facts;
        this.packet = packet;
        this.feeds = feeds;
        this.alerts = alerts;
    }

    /** False when the template is none of these. */
    boolean onMessage(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        switch (header.templateId()) {
            case TradeCorrectionDecoder.TEMPLATE_ID -> onCorrection(buffer, offset, header);
            case StatisticDecoder.TEMPLATE_ID -> onStatistic(buffer, offset, header);
            case AuctionImbalanceDecoder.TEMPLATE_ID -> onImbalance(buffer, offset, header);
            case PriceLimitsDecoder.TEMPLATE_ID -> onLimits(buffer, offset, header);
            case FactsClearDecoder.TEMPLATE_ID -> onClear(buffer, offset, header);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onCorrection(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        correction.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = correction.instrumentId();
        final boolean last = correction.flags().endOfPacket();
        if (!feeds.admits(instrumentId, correction.feedId(), correction.packetSequence(), last)) {
            return;
        }
        final TradeChange change = correction.change();
        final boolean known = change == TradeChange.BROKEN || change == TradeChange.CORRECTED;
        if (isDefined(instrumentId) && isKnown(known, instrumentId, header)) {
            packet.onCorrection(
                    instrumentId,
                    change == TradeChange.BROKEN,
                    correction.aggressorSide(),
                    correction.priceNanos(),
                    correction.quantity(),
                    correction.matchId());
        }
        end(instrumentId, correction.feedId(), last);
    }

    private void onStatistic(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        statistic.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = statistic.instrumentId();
        final int feedId = statistic.feedId();
        final boolean last = statistic.flags().endOfPacket();
        if (!admits(instrumentId, feedId, statistic.packetSequence(), last, header.templateId())) {
            return;
        }
        final StatisticKind kind = statistic.statistic();
        final boolean known = kind != StatisticKind.SBE_UNKNOWN && kind != StatisticKind.NULL_VAL;
        if (isDefined(instrumentId, feedId) && isKnown(known, instrumentId, header)) {
            if (statistic.withdrawn() == BooleanFlag.TRUE) {
                facts.withdraw(instrumentId, feedId, kind);
            } else {
                facts.statistic(
                        instrumentId,
                        feedId,
                        kind,
                        statistic.priceNanos(),
                        statistic.quantity(),
                        statistic.code() == StatisticDecoder.codeNullValue() ? MarketFacts.NONE : statistic.code(),
                        statistic.referenceTimeNs(),
                        statistic.venueTimeNs());
            }
        }
        end(instrumentId, feedId, last);
    }

    private void onImbalance(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        imbalance.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = imbalance.instrumentId();
        final boolean last = imbalance.flags().endOfPacket();
        if (!feeds.admits(instrumentId, imbalance.feedId(), imbalance.packetSequence(), last)) {
            return;
        }
        if (isDefined(instrumentId)) {
            facts.imbalance(
                    instrumentId,
                    imbalance.auction(),
                    imbalance.side(),
                    imbalance.pairedQuantity(),
                    imbalance.imbalanceQuantity(),
                    imbalance.referencePriceNanos(),
                    imbalance.nearPriceNanos(),
                    imbalance.farPriceNanos(),
                    imbalance.venueTimeNs());
        }
        end(instrumentId, imbalance.feedId(), last);
    }

    private void onLimits(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        limits.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = limits.instrumentId();
        final boolean last = limits.flags().endOfPacket();
        if (!feeds.admits(instrumentId, limits.feedId(), limits.packetSequence(), last)) {
            return;
        }
        final PriceLimitScope scope = limits.scope();
        final boolean known = scope != PriceLimitScope.SBE_UNKNOWN && scope != PriceLimitScope.NULL_VAL;
        if (isDefined(instrumentId) && isKnown(known, instrumentId, header)) {
            facts.limits(
                    instrumentId,
                    scope,
                    limits.lowPriceNanos(),
                    limits.highPriceNanos(),
                    limits.referencePriceNanos(),
                    limits.variationNanos(),
                    limits.extension() == PriceLimitsDecoder.extensionNullValue()
                            ? MarketFacts.NONE
                            : limits.extension(),
                    limits.venueTimeNs());
        }
        end(instrumentId, limits.feedId(), last);
    }

    private void onClear(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        clear.wrapAndApplyHeader(buffer, offset, header);
        final int instrumentId = clear.instrumentId();
        final int feedId = clear.feedId();
        final boolean last = clear.flags().endOfPacket();
        if (!admits(instrumentId, feedId, clear.packetSequence(), last, header.templateId())) {
            return;
        }
        if (isDefined(instrumentId, feedId)) {
            facts.clear(instrumentId, feedId);
        }
        end(instrumentId, feedId, last);
    }

    /** Of what may be about a market. */
    private boolean admits(
            final int instrumentId,
            final int feedId,
            final long packetSequence,
            final boolean last,
            final int templateId) {
        if (instrumentId == MARKET && (feedId == 0 || feedId == NULL_FEED)) {
            // Of which market cannot be known, nor whose count its number is of.
            alerts.count(AlertCode.UNKNOWN_INSTRUMENT, instrumentId, templateId);
            packet.endIf(last);
            return false;
        }
        return feeds.admits(instrumentId, feedId, packetSequence, last);
    }

    private void end(final int instrumentId, final int feedId, final boolean endOfPacket) {
        feeds.onData(instrumentId, feedId, endOfPacket);
        packet.endIf(endOfPacket);
    }

    /** A feed has the id of its market's venue. */
    private boolean isDefined(final int instrumentId, final int feedId) {
        return instrumentId == MARKET ? isThere(facts.ofMarket(feedId), MARKET) : isDefined(instrumentId);
    }

    private boolean isDefined(final int instrumentId) {
        return isThere(facts.of(instrumentId), instrumentId);
    }

    private boolean isThere(final MarketFacts found, final int instrumentId) {
        if (found == null) {
            alerts.count(AlertCode.UNKNOWN_INSTRUMENT, instrumentId, 0);
        }
        return found != null;
    }

    /** What has no name here is counted and left out. */
    private boolean isKnown(final boolean known, final int instrumentId, final MessageHeaderDecoder header) {
        if (!known) {
            alerts.count(AlertCode.MALFORMED_INPUT, instrumentId, header.templateId());
        }
        return known;
    }
}
