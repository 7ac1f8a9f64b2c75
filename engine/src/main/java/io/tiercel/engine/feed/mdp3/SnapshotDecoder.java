package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.SnapshotFullRefresh52Decoder;
import io.tiercel.codecs.mdp3.sbe.SnapshotFullRefreshLongQty69Decoder;
import io.tiercel.codecs.mdp3.sbe.SnapshotFullRefreshOrderBook53Decoder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import java.nio.ByteOrder;

/** Snapshots of single books, by level or by order, for those that wait for one. */
@HotPath
final class SnapshotDecoder {
    private static final byte BID = '0';
    private static final byte OFFER = '1';
    private static final byte IMPLIED_BID = 'E';
    private static final byte IMPLIED_OFFER = 'F';
    /** Of LastMsgSeqNumProcessed and SecurityID in the body of each kind of snapshot. */
    private static final int LAST_PACKET = 0;

    private static final int SECURITY = 8;

    private final InstrumentTable instruments;
    private final Mdp3Books books;
    private final StatusDecoder statuses;
    private final StatisticDecoder statistics;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final OrderImages images;
    private final LevelImage levels = new LevelImage();
    private final SnapshotFullRefresh52Decoder levels52 = new SnapshotFullRefresh52Decoder();
    private final SnapshotFullRefreshLongQty69Decoder levels69 = new SnapshotFullRefreshLongQty69Decoder();
    private final SnapshotFullRefreshOrderBook53Decoder orders53 = new SnapshotFullRefreshOrderBook53Decoder();
    private final BookEntry entry = new BookEntry();

    SnapshotDecoder(
            final InstrumentTable instruments,
            final Mdp3Books books,
            final StatusDecoder statuses,
            final StatisticDecoder statistics,
            final FeedSender sender,
            final FeedCounts counts,
            final int maxOrders) {
        this.instruments = instruments;
        this.books = books;
        this.statuses = statuses;
        this.statistics = statistics;
        this.sender = sender;
        this.counts = counts;
        images = new OrderImages(maxOrders);
    }

    /** What came of snapshots is of books that are no more. */
    void forget() {
        images.forget();
    }

    /** The last packet that a snapshot has. */
    static long lastPacket(final Mdp3PacketFlyweight packet) {
        return packet.buffer().getInt(packet.bodyOffset() + LAST_PACKET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Whether it is of an instrument of which something is not known. */
    boolean mayHelp(final Mdp3PacketFlyweight packet) {
        final int security = packet.buffer().getInt(packet.bodyOffset() + SECURITY, ByteOrder.LITTLE_ENDIAN);
        final InstrumentBook book = instruments.book(security);
        return book != null && (!book.live || book.statusUnknown || book.statisticsUnknown);
    }

    void onLevels(final Mdp3PacketFlyweight packet, final long priceUnit) {
        final SnapshotFullRefresh52Decoder message =
                levels52.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final InstrumentBook book = instruments.book(message.securityID());
        if (book == null) {
            return;
        }
        final int status = message.mDSecurityTradingStatusRaw();
        sender.time(message.transactTime());
        statistics.onSnapshot(packet, book, message.lastMsgSeqNumProcessed(), priceUnit, false);
        if (book.byOrder || !books.wants(book, message.lastMsgSeqNumProcessed())) {
            statuses.onSnapshot(book, message.lastMsgSeqNumProcessed(), status);
            return;
        }
        levels.clear();
        final SnapshotFullRefresh52Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        while (entries.hasNext()) {
            entries.next();
            if (isLevel(entries.mDEntryTypeRaw(), book)) {
                entry.level = entries.mDPriceLevel();
                entry.price = Mdp3Prices.nanos(entries.mDEntryPx().mantissa(), priceUnit);
                entry.size = Mdp3Prices.size(entries.mDEntrySize(), Integer.MAX_VALUE, book.unit);
                entry.orders = Mdp3Prices.orders(entries.numberOfOrders());
                levels.add(entry);
            }
        }
        onLevels(book, message.lastMsgSeqNumProcessed(), message.rptSeq(), status);
    }

    /** Quantities of 64 bits. */
    void onLongLevels(final Mdp3PacketFlyweight packet) {
        final SnapshotFullRefreshLongQty69Decoder message =
                levels69.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final InstrumentBook book = instruments.book(message.securityID());
        if (book == null) {
            return;
        }
        final int status = message.mDSecurityTradingStatusRaw();
        sender.time(message.transactTime());
        statistics.onSnapshot(packet, book, message.lastMsgSeqNumProcessed(), 1, true);
        if (book.byOrder || !books.wants(book, message.lastMsgSeqNumProcessed())) {
            statuses.onSnapshot(book, message.lastMsgSeqNumProcessed(), status);
            return;
        }
        levels.clear();
        final SnapshotFullRefreshLongQty69Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        while (entries.hasNext()) {
            entries.next();
            if (isLevel(entries.mDEntryTypeRaw(), book)) {
                entry.level = entries.mDPriceLevel();
                entry.price = entries.mDEntryPx().mantissa();
                entry.size = Mdp3Prices.size(entries.mDEntrySize(), -1, book.unit);
                entry.orders = Mdp3Prices.orders(entries.numberOfOrders());
                levels.add(entry);
            }
        }
        onLevels(book, message.lastMsgSeqNumProcessed(), message.rptSeq(), status);
    }

    /** Side and kind of a level go to the entry; what is none is passed over. */
    private boolean isLevel(final byte type, final InstrumentBook book) {
        entry.buy = type == BID || type == IMPLIED_BID;
        entry.implied = type == IMPLIED_BID || type == IMPLIED_OFFER;
        return type == BID || type == OFFER || entry.implied && book.levels.depth(true) > 0;
    }

    private void onLevels(final InstrumentBook book, final long sequence, final long number, final int status) {
        if (levels.fill(book.levels)) {
            books.onLevels(book, sequence, number);
        } else {
            counts.add(FeedCount.MALFORMED, 1);
            book.levels.clear();
        }
        if (book.live) {
            // One that is refused may be of another count of packets.
            statuses.onSnapshot(book, sequence, status);
        }
    }

    void onOrders(final Mdp3PacketFlyweight packet, final long priceUnit) {
        final SnapshotFullRefreshOrderBook53Decoder message =
                orders53.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final InstrumentBook book = instruments.book(message.securityID());
        final long sequence = message.lastMsgSeqNumProcessed();
        if (book == null || !book.byOrder || !books.wants(book, sequence)) {
            return;
        }
        final OrderImage orders = images.of(book, sequence, message.noChunks());
        if (!orders.takes(message.currentChunk())) {
            return;
        }
        final SnapshotFullRefreshOrderBook53Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        while (entries.hasNext()) {
            entries.next();
            entry.buy = entries.mDEntryTypeRaw() == BID;
            entry.orderId = entries.orderID();
            entry.priority = entries.mDOrderPriority();
            entry.price = Mdp3Prices.nanos(entries.mDEntryPx().mantissa(), priceUnit);
            entry.size = Mdp3Prices.size(entries.mDDisplayQty(), Integer.MAX_VALUE, book.unit);
            final boolean order = entry.buy || entries.mDEntryTypeRaw() == OFFER;
            if (!order || !orders.add(entry)) {
                counts.add(order ? FeedCount.NO_ROOM : FeedCount.MALFORMED, 1);
                orders.forget();
                return;
            }
        }
        if (orders.complete()) {
            sender.time(message.transactTime());
            orders.sort();
            books.onOrders(book, sequence, orders);
            orders.forget();
        }
    }
}
