package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.MDEntryType;
import io.tiercel.codecs.mdp3.sbe.MessageHeaderEncoder;
import io.tiercel.codecs.mdp3.sbe.OpenCloseSettlFlag;
import io.tiercel.codecs.mdp3.sbe.SnapshotFullRefresh52Encoder;
import io.tiercel.codecs.mdp3.sbe.SnapshotFullRefreshOrderBook53Encoder;
import io.tiercel.engine.feed.mdp3.Mdp3Packets;
import io.tiercel.engine.venue.sim.RestingOrders;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The recovery feed: one instrument after the other, by level and then by order, without end. Of an instrument all
 * messages are written at once, so that they are of the same packet of the incremental feed, and sent one by one.
 */
@HotPath
final class SnapshotLoop {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ORDER_BYTES = SnapshotFullRefreshOrderBook53Encoder.NoMDEntriesEncoder.sbeBlockLength();
    private static final int ORDERS_BYTES = HEADER
            + SnapshotFullRefreshOrderBook53Encoder.BLOCK_LENGTH
            + SnapshotFullRefreshOrderBook53Encoder.NoMDEntriesEncoder.sbeHeaderSize();
    /** Of orders, that fit into a frame. */
    private static final int CHUNK =
            (Mdp3Packets.FRAME_BYTES - Mdp3PacketFlyweight.HEADER_LENGTH - Short.BYTES - ORDERS_BYTES) / ORDER_BYTES;

    private final Mdp3Packets packets;
    private final ListedBook[] books;
    /** Each message in the room of a frame. */
    private final UnsafeBuffer image;

    private final int[] lengths;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotFullRefresh52Encoder levels = new SnapshotFullRefresh52Encoder();
    private final SnapshotFullRefreshOrderBook53Encoder orders = new SnapshotFullRefreshOrderBook53Encoder();
    private int next;
    private int messageCount;
    private int sentCount;
    private SnapshotFullRefreshOrderBook53Encoder.NoMDEntriesEncoder entries;

    SnapshotLoop(final Mdp3Packets packets, final ListedBook[] books, final int maxOrders) {
        this.packets = packets;
        this.books = books;
        lengths = new int[2 + maxOrders / CHUNK];
        image = new UnsafeBuffer(new byte[lengths.length * Mdp3Packets.FRAME_BYTES]);
    }

    /** What was written is of books that are no more; begins with the first one. */
    void begin() {
        next = 0;
        messageCount = 0;
        sentCount = 0;
    }

    /** Whether the books are looked at next: all that was told of them has to be sent. */
    boolean wantsBook() {
        return sentCount == messageCount;
    }

    /**
     * Sends the next packet.
     *
     * @param sequence of the last packet of the incremental feed
     * @param timeNs   when the books were as they are
     */
    void turn(final long sequence, final long timeNs) {
        if (wantsBook()) {
            next = next == books.length ? 0 : next;
            if (next == 0) {
                packets.begin();
            }
            write(books[next++], sequence, timeNs);
            sentCount = 0;
        }
        packets.next(lengths[sentCount], Mdp3Packets.FRAME_BYTES);
        packets.add(image, sentCount * Mdp3Packets.FRAME_BYTES, lengths[sentCount]);
        packets.send();
        sentCount++;
    }

    private void write(final ListedBook book, final long sequence, final long timeNs) {
        writeLevels(book, sequence, timeNs);
        final int count = book.orders.orderCount();
        final int chunks = Math.max(1, (count + CHUNK - 1) / CHUNK);
        messageCount = 1 + chunks;
        int written = 0;
        for (int side = RestingOrders.BUY; side >= RestingOrders.SELL; side--) {
            for (int level = 0; level < book.orders.levelCount(side); level++) {
                int order = book.orders.levelFirst(side, level);
                while (order != RestingOrders.NONE) {
                    if (written % CHUNK == 0) {
                        beginChunk(book, sequence, timeNs, chunks, written / CHUNK, count - written);
                    }
                    write(book, side, order);
                    written++;
                    order = book.orders.next(order);
                }
            }
        }
        if (count == 0) {
            beginChunk(book, sequence, timeNs, chunks, 0, 0);
        }
    }

    private void beginChunk(
            final ListedBook book,
            final long sequence,
            final long timeNs,
            final int chunks,
            final int chunk,
            final int left) {
        final int count = Math.min(left, CHUNK);
        lengths[1 + chunk] = ORDERS_BYTES + count * ORDER_BYTES;
        entries = orders.wrapAndApplyHeader(image, (1 + chunk) * Mdp3Packets.FRAME_BYTES, header)
                .lastMsgSeqNumProcessed(sequence)
                .totNumReports(books.length)
                .securityID(book.securityId)
                .noChunks(chunks)
                .currentChunk(chunk + 1)
                .transactTime(timeNs)
                .noMDEntriesCount(count);
    }

    private void write(final ListedBook book, final int side, final int order) {
        entries.next()
                .orderID(book.orders.id(order))
                .mDOrderPriority(book.orders.owner(order))
                .mDDisplayQty(book.contracts(book.orders.leaves(order)))
                .mDEntryType(EventEncoder.type(side))
                .mDEntryPx()
                .mantissa(book.orders.price(order));
    }

    private void writeLevels(final ListedBook book, final long sequence, final long timeNs) {
        final int bids = Math.min(LevelChanges.DEPTH, book.orders.levelCount(RestingOrders.BUY));
        final int asks = Math.min(LevelChanges.DEPTH, book.orders.levelCount(RestingOrders.SELL));
        final int statistics = Integer.bitCount(book.statistics.known()) + (hasVolume(book.statistics) ? 1 : 0);
        final SnapshotFullRefresh52Encoder message = levels.wrapAndApplyHeader(image, 0, header)
                .lastMsgSeqNumProcessed(sequence)
                .totNumReports(books.length)
                .securityID(book.securityId)
                .rptSeq(book.entryCount())
                .transactTime(timeNs)
                .lastUpdateTime(timeNs)
                .tradeDate(SnapshotFullRefresh52Encoder.tradeDateNullValue())
                .mDSecurityTradingStatus(StatusEncoder.status(book.status));
        message.highLimitPrice().mantissa(Long.MAX_VALUE);
        message.lowLimitPrice().mantissa(Long.MAX_VALUE);
        message.maxPriceVariation().mantissa(Long.MAX_VALUE);
        final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder group =
                message.noMDEntriesCount(bids + asks + statistics);
        writeSide(group, book, RestingOrders.BUY, bids);
        writeSide(group, book, RestingOrders.SELL, asks);
        writeStatistics(group, book.statistics);
        lengths[0] = message.limit();
    }

    private static void writeSide(
            final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder group,
            final ListedBook book,
            final int side,
            final int count) {
        for (int i = 0; i < count; i++) {
            entry(group.next(), side == RestingOrders.BUY ? MDEntryType.Bid : MDEntryType.Offer)
                    .mDEntrySize(book.contracts(book.orders.levelQuantity(side, i)))
                    .numberOfOrders(book.orders.levelOrderCount(side, i))
                    .mDPriceLevel((byte) (i + 1))
                    .mDEntryPx()
                    .mantissa(book.orders.levelPrice(side, i));
        }
    }

    private static void writeStatistics(
            final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder group, final DayStatistics day) {
        for (int which = 1; which <= DayStatistics.ALL; which <<= 1) {
            if ((day.known() & which) != 0) {
                entry(group.next(), type(which))
                        .openCloseSettlFlag(
                                which == DayStatistics.OPEN
                                        ? OpenCloseSettlFlag.DailyOpenPrice
                                        : OpenCloseSettlFlag.NULL_VAL)
                        .mDEntryPx()
                        .mantissa(day.price(which));
            }
        }
        if (hasVolume(day)) {
            entry(group.next(), MDEntryType.ElectronicVolume).mDEntrySize((int) day.volume());
        }
    }

    private static MDEntryType type(final int which) {
        return switch (which) {
            case DayStatistics.OPEN -> MDEntryType.OpenPrice;
            case DayStatistics.HIGH -> MDEntryType.TradingSessionHighPrice;
            case DayStatistics.LOW -> MDEntryType.TradingSessionLowPrice;
            case DayStatistics.HIGHEST_BID -> MDEntryType.SessionHighBid;
            default -> MDEntryType.SessionLowOffer;
        };
    }

    /** What is more has no room here: the incremental feed says it with the next trade. */
    private static boolean hasVolume(final DayStatistics day) {
        return day.traded() && day.volume() < Integer.MAX_VALUE;
    }

    /** One without any value but its type. */
    private static SnapshotFullRefresh52Encoder.NoMDEntriesEncoder entry(
            final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder entry, final MDEntryType type) {
        entry.mDEntryPx().mantissa(Long.MAX_VALUE);
        entry.settlPriceType().clear();
        return entry.mDEntrySize(SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.mDEntrySizeNullValue())
                .numberOfOrders(SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.numberOfOrdersNullValue())
                .mDPriceLevel(SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.mDPriceLevelNullValue())
                .tradingReferenceDate(SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.tradingReferenceDateNullValue())
                .openCloseSettlFlag(OpenCloseSettlFlag.NULL_VAL)
                .mDEntryType(type);
    }
}
