package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.MarketDataSink;
import org.agrona.collections.Long2LongHashMap;

/** What is known of one instrument: which one it is, and how far its book has come. */
@HotPath
final class InstrumentBook {
    /** Any number may be next: that of a snapshot by order is not known. */
    static final long ANY = -1;

    static final long NO_PRIORITY = -1;
    private static final long NO_PACKET = -1;

    final int id;
    /** What one contract is in the instrument's scale. */
    final long unit;

    final boolean byOrder;
    final LevelBook levels;
    /** Of the orders of a book by order: which one has another one goes to the end of its queue. */
    final Long2LongHashMap priorities;

    /** 0 until it is known. */
    int securityId;
    /** How often it got a number or lost it: what came under the one before is of another instrument. */
    int numbering;
    /** By the exchange: it has no number and no book, until a definition gives it one again. */
    boolean deleted;
    /** By its definition its books are deeper than what there is room for: it has no number, and no book. */
    boolean tooDeep;
    /** The number of that definition. */
    int tooDeepId;
    /** Of the exchange's group and asset, eight bytes each; 0 until they are known. */
    long group;

    long asset;
    TradingStatus status = TradingStatus.HALTED;
    TradingStatus toldStatus = TradingStatus.HALTED;
    /** Nothing has said what its status is, since something was missed that may have: it is HALTED. */
    boolean statusUnknown = true;
    /** What is known up to the packet before this one says nothing of its status. */
    long statusFrom;

    /** Packets were missing that may have had statistics, and no snapshot has brought them. */
    boolean statisticsUnknown = true;
    /** What is known up to the packet before this one says nothing of them. */
    long statisticsFrom;
    /** By kind: the packet up to which what was told of it is true. */
    final long[] statisticsTo = new long[StatisticKind.values().length];

    /** Kinds that hold, as far as they were told: a bit for each. */
    int statisticsTold;

    /** Limits that hold, as they were told. */
    long lowLimit = MarketDataSink.NO_VALUE;

    long highLimit = MarketDataSink.NO_VALUE;
    long limitVariation = MarketDataSink.NO_VALUE;
    long limitsTo;
    /** They are of the instrument feed, or of nobody: the incremental feed has said nothing of them. */
    boolean limitsRepeated = true;
    /** The exchange's packet that said last that its session's statistics begin anew. */
    long statisticsResetAt = NO_PACKET;

    boolean live;
    /** Of the next entry. */
    long expectedNumber = ANY;
    /** From this packet on all entries wait, or were applied. */
    long completeFrom;

    int firstPending = PendingEntries.NONE;
    int lastPending = PendingEntries.NONE;
    int pendingCount;

    /** @param firstOrders of a book by order: there is room for them from the begin */
    InstrumentBook(final Mdp3Instrument instrument, final long unit, final FeedSender sender, final int firstOrders) {
        id = instrument.instrument().id();
        securityId = instrument.securityId();
        byOrder = instrument.byOrder();
        this.unit = unit;
        levels = new LevelBook(instrument, unit, sender);
        priorities = new Long2LongHashMap(byOrder ? 2 * firstOrders + 8 : 8, 0.5f, NO_PRIORITY);
    }
}
