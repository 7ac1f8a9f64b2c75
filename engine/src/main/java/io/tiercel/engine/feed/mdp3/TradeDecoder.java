package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.marketdata.TradeEncoder;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.AggressorSide;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshTradeSummary48Decoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshTradeSummaryLongQty65Decoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradeChange;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MarketDataSink;

/** Trade summaries. What a trade took from a book comes in messages of the book's own. */
@HotPath
final class TradeDecoder {
    private static final long NO_TRADE_ID =
            MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder.mDTradeEntryIDNullValue();
    private static final int BUY = AggressorSide.Buy.value();
    private static final int SELL = AggressorSide.Sell.value();

    private final InstrumentTable instruments;
    private final EntryDecoder entries;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final MDIncrementalRefreshTradeSummary48Decoder trade48 = new MDIncrementalRefreshTradeSummary48Decoder();
    private final MDIncrementalRefreshTradeSummaryLongQty65Decoder trade65 =
            new MDIncrementalRefreshTradeSummaryLongQty65Decoder();

    TradeDecoder(
            final InstrumentTable instruments,
            final EntryDecoder entries,
            final FeedSender sender,
            final FeedCounts counts) {
        this.instruments = instruments;
        this.entries = entries;
        this.sender = sender;
        this.counts = counts;
    }

    void onTrades(final Mdp3PacketFlyweight packet, final long sequence, final long priceUnit) {
        final MDIncrementalRefreshTradeSummary48Decoder message =
                trade48.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final MDIncrementalRefreshTradeSummary48Decoder.NoMDEntriesDecoder trades = message.noMDEntries();
        while (trades.hasNext()) {
            trades.next();
            final InstrumentBook book = instruments.book(trades.securityID());
            if (book == null) {
                counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            } else {
                entries.onNumber(book, sequence, trades.rptSeq());
                onTrade(
                        book,
                        trades.mDUpdateActionRaw(),
                        trades.aggressorSideRaw(),
                        Mdp3Prices.nanos(trades.mDEntryPx().mantissa(), priceUnit),
                        trades.mDEntrySize(),
                        trades.mDTradeEntryID());
            }
        }
    }

    /** Quantities of 64 bits. */
    void onLongTrades(final Mdp3PacketFlyweight packet, final long sequence) {
        final MDIncrementalRefreshTradeSummaryLongQty65Decoder message =
                trade65.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final MDIncrementalRefreshTradeSummaryLongQty65Decoder.NoMDEntriesDecoder trades = message.noMDEntries();
        while (trades.hasNext()) {
            trades.next();
            final InstrumentBook book = instruments.book(trades.securityID());
            if (book == null) {
                counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            } else {
                entries.onNumber(book, sequence, trades.rptSeq());
                onTrade(
                        book,
                        trades.mDUpdateActionRaw(),
                        trades.aggressorSideRaw(),
                        trades.mDEntryPx().mantissa(),
                        trades.mDEntrySize(),
                        trades.mDTradeEntryID());
            }
        }
    }

    private void onTrade(
            final InstrumentBook book,
            final int action,
            final int aggressor,
            final long price,
            final long size,
            final long tradeId) {
        final long matchId = tradeId == NO_TRADE_ID ? TradeEncoder.matchIdNullValue() : tradeId;
        final boolean whole = size > 0 && size <= Mdp3Prices.maxSize(book.unit) && Mdp3Prices.isPrice(price);
        if (action == BookEntry.DELETE) {
            // Whatever it says of the trade, that is no more.
            counts.add(FeedCount.BROKEN_TRADES, 1);
            sender.correction(
                    book.id,
                    TradeChange.BROKEN,
                    side(aggressor),
                    whole ? price : MarketDataSink.NO_VALUE,
                    whole ? size * book.unit : MarketDataSink.NO_VALUE,
                    matchId);
        } else if (!whole || action != BookEntry.NEW && action != BookEntry.CHANGE) {
            counts.add(FeedCount.MALFORMED, 1);
        } else if (action == BookEntry.NEW) {
            sender.trade(book.id, side(aggressor), price, size * book.unit, matchId);
        } else {
            counts.add(FeedCount.BROKEN_TRADES, 1);
            sender.correction(book.id, TradeChange.CORRECTED, side(aggressor), price, size * book.unit, matchId);
        }
    }

    private static Side side(final int aggressor) {
        if (aggressor == BUY) {
            return Side.BUY;
        }
        return aggressor == SELL ? Side.SELL : Side.NULL_VAL;
    }
}
