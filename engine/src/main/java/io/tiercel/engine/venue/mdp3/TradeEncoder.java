package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.sbe.AggressorSide;
import io.tiercel.codecs.mdp3.sbe.MDEntryTypeStatistics;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshSessionStatistics51Encoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshTradeSummary48Encoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshVolume37Encoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshVolumeLongQty66Encoder;
import io.tiercel.codecs.mdp3.sbe.MDUpdateAction;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.codecs.mdp3.sbe.OpenCloseSettlFlag;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;

/** Writes what traded in an event: a summary for each price and the day's volume; and prices of the day. */
@HotPath
final class TradeEncoder {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    /** Of a match's number, which begins with its instrument. */
    private static final long TRADE_ID = 0xFFFF_FFFFL;

    private final Mdp3Packets packets;
    private final EventTrades trades;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MDIncrementalRefreshTradeSummary48Encoder summary = new MDIncrementalRefreshTradeSummary48Encoder();
    private final MDIncrementalRefreshVolume37Encoder volume = new MDIncrementalRefreshVolume37Encoder();
    private final MDIncrementalRefreshVolumeLongQty66Encoder longVolume =
            new MDIncrementalRefreshVolumeLongQty66Encoder();
    private final MDIncrementalRefreshSessionStatistics51Encoder statistics =
            new MDIncrementalRefreshSessionStatistics51Encoder();

    TradeEncoder(final Mdp3Packets packets, final EventTrades trades) {
        this.packets = packets;
        this.trades = trades;
    }

    /** Trades and volume, if something traded; returns which prices of the day are others now, as bits. */
    int encodeTrades(final ListedBook listed, final long timeNs) {
        if (trades.count() == 0) {
            return 0;
        }
        final boolean first = !listed.statistics.traded();
        int changed = 0;
        for (int from = 0; from < trades.count(); from += EventEncoder.MAX_ENTRIES) {
            final int end = Math.min(trades.count(), from + EventEncoder.MAX_ENTRIES);
            encodeSummary(listed, timeNs, from, end);
            for (int i = from; i < end; i++) {
                changed |= listed.statistics.trade(trades.price(i), trades.size(i));
            }
        }
        encodeVolume(listed, timeNs, first ? MDUpdateAction.New : MDUpdateAction.Change);
        return changed;
    }

    private void encodeSummary(final ListedBook listed, final long timeNs, final int from, final int end) {
        int prices = 0;
        for (int i = from; i < end; i = trades.endOfPrice(i, end)) {
            prices++;
        }
        final int length = HEADER
                + MDIncrementalRefreshTradeSummary48Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshTradeSummary48Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + prices * MDIncrementalRefreshTradeSummary48Encoder.NoMDEntriesEncoder.sbeBlockLength()
                + MDIncrementalRefreshTradeSummary48Encoder.NoOrderIDEntriesEncoder.sbeHeaderSize()
                + (end - from) * MDIncrementalRefreshTradeSummary48Encoder.NoOrderIDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        summary.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastTradeMsg(end == trades.count());
        final MDIncrementalRefreshTradeSummary48Encoder.NoMDEntriesEncoder entries = summary.noMDEntriesCount(prices);
        for (int i = from; i < end; ) {
            final int next = trades.endOfPrice(i, end);
            entries.next()
                    .mDEntrySize(trades.sum(i, next))
                    .securityID(listed.securityId)
                    .rptSeq(listed.nextEntry())
                    // Who took is one of them.
                    .numberOfOrders(next - i + 1)
                    .aggressorSide(trades.aggressor() == Side.BUY ? AggressorSide.Buy : AggressorSide.Sell)
                    .mDUpdateAction(MDUpdateAction.New)
                    .mDTradeEntryID(trades.matchId(i) & TRADE_ID)
                    .mDEntryPx()
                    .mantissa(trades.price(i));
            i = next;
        }
        final MDIncrementalRefreshTradeSummary48Encoder.NoOrderIDEntriesEncoder orders =
                summary.noOrderIDEntriesCount(end - from);
        for (int i = from; i < end; i++) {
            orders.next().orderID(trades.orderId(i)).lastQty(trades.size(i));
        }
        packets.add(length);
    }

    private void encodeVolume(final ListedBook listed, final long timeNs, final MDUpdateAction action) {
        if (listed.statistics.volume() > Integer.MAX_VALUE) {
            encodeLongVolume(listed, timeNs, action);
            return;
        }
        final int length = HEADER
                + MDIncrementalRefreshVolume37Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshVolume37Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + MDIncrementalRefreshVolume37Encoder.NoMDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        volume.wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastVolumeMsg(true);
        volume.noMDEntriesCount(1)
                .next()
                .mDEntrySize((int) listed.statistics.volume())
                .securityID(listed.securityId)
                .rptSeq(listed.nextEntry())
                .mDUpdateAction(action);
        packets.add(length);
    }

    private void encodeLongVolume(final ListedBook listed, final long timeNs, final MDUpdateAction action) {
        final int length = HEADER
                + MDIncrementalRefreshVolumeLongQty66Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshVolumeLongQty66Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + MDIncrementalRefreshVolumeLongQty66Encoder.NoMDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        longVolume
                .wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastVolumeMsg(true);
        longVolume
                .noMDEntriesCount(1)
                .next()
                .mDEntrySize(listed.statistics.volume())
                .securityID(listed.securityId)
                .rptSeq(listed.nextEntry())
                .mDUpdateAction(action);
        packets.add(length);
    }

    /**
     * @param changed the prices that are told, as bits
     * @return where the message says what it ends
     */
    int encodeStatistics(final ListedBook listed, final long timeNs, final int changed) {
        final int length = HEADER
                + MDIncrementalRefreshSessionStatistics51Encoder.BLOCK_LENGTH
                + MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder.sbeHeaderSize()
                + Integer.bitCount(changed)
                        * MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder.sbeBlockLength();
        final int at = packets.next(length, Mdp3Packets.DATAGRAM_BYTES);
        statistics
                .wrapAndApplyHeader(packets.buffer(), at, header)
                .transactTime(timeNs)
                .matchEventIndicator()
                .clear()
                .lastStatsMsg(true);
        final MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder entries =
                statistics.noMDEntriesCount(Integer.bitCount(changed));
        for (int which = 1; which <= changed; which <<= 1) {
            if ((changed & which) != 0) {
                price(entries.next(), listed, which);
            }
        }
        packets.add(length);
        return at + HEADER + MDIncrementalRefreshSessionStatistics51Encoder.matchEventIndicatorEncodingOffset();
    }

    private static void price(
            final MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder entry,
            final ListedBook listed,
            final int which) {
        entry.securityID(listed.securityId)
                .rptSeq(listed.nextEntry())
                .openCloseSettlFlag(
                        which == DayStatistics.OPEN ? OpenCloseSettlFlag.DailyOpenPrice : OpenCloseSettlFlag.NULL_VAL)
                .mDUpdateAction(MDUpdateAction.New)
                .mDEntryType(type(which))
                .mDEntrySize(MDIncrementalRefreshSessionStatistics51Encoder.NoMDEntriesEncoder.mDEntrySizeNullValue())
                .mDEntryPx()
                .mantissa(listed.statistics.price(which));
    }

    private static MDEntryTypeStatistics type(final int which) {
        return switch (which) {
            case DayStatistics.OPEN -> MDEntryTypeStatistics.OpenPrice;
            case DayStatistics.HIGH -> MDEntryTypeStatistics.HighTrade;
            case DayStatistics.LOW -> MDEntryTypeStatistics.LowTrade;
            case DayStatistics.HIGHEST_BID -> MDEntryTypeStatistics.HighestBid;
            default -> MDEntryTypeStatistics.LowestOffer;
        };
    }
}
