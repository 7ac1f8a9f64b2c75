package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshBook46Decoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshBookLongQty64Decoder;
import io.tiercel.codecs.mdp3.sbe.MDIncrementalRefreshOrderBook47Decoder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;

/** Messages that change books, entry by entry. Those of before version 9 have the same layout and other prices. */
@HotPath
final class EntryDecoder {
    private static final byte BID = '0';
    private static final byte OFFER = '1';
    private static final byte IMPLIED_BID = 'E';
    private static final byte IMPLIED_OFFER = 'F';
    private static final byte RESET = 'J';
    /** What a group can have. */
    private static final int MAX_ENTRIES = 255;

    private final InstrumentTable instruments;
    private final Mdp3Books books;
    private final FeedSender sender;
    private final FeedCounts counts;
    private final MDIncrementalRefreshBook46Decoder book46 = new MDIncrementalRefreshBook46Decoder();
    private final MDIncrementalRefreshBookLongQty64Decoder book64 = new MDIncrementalRefreshBookLongQty64Decoder();
    private final MDIncrementalRefreshOrderBook47Decoder orders47 = new MDIncrementalRefreshOrderBook47Decoder();
    private final BookEntry entry = new BookEntry();
    /** The entries of a message, for the orders in it that refer to them. */
    private final InstrumentBook[] entryBooks = new InstrumentBook[MAX_ENTRIES];

    private final long[] entryPrices = new long[MAX_ENTRIES];
    private final byte[] entryTypes = new byte[MAX_ENTRIES];

    EntryDecoder(
            final InstrumentTable instruments,
            final Mdp3Books books,
            final FeedSender sender,
            final FeedCounts counts) {
        this.instruments = instruments;
        this.books = books;
        this.sender = sender;
        this.counts = counts;
    }

    void onBook(final Mdp3PacketFlyweight packet, final long sequence, final long priceUnit) {
        final MDIncrementalRefreshBook46Decoder message =
                book46.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final MDIncrementalRefreshBook46Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        for (int i = 0; entries.hasNext(); i++) {
            entries.next();
            final InstrumentBook book = instruments.book(entries.securityID());
            final long price = Mdp3Prices.nanos(entries.mDEntryPx().mantissa(), priceUnit);
            remember(i, book, price, entries.mDEntryTypeRaw());
            if (book != null) {
                level(sequence, entries.rptSeq(), entries.mDUpdateActionRaw(), entries.mDPriceLevel());
                entry.price = price;
                entry.size = Mdp3Prices.size(entries.mDEntrySize(), Integer.MAX_VALUE, book.unit);
                entry.orders = Mdp3Prices.orders(entries.numberOfOrders());
                onLevel(book, entries.mDEntryTypeRaw());
            }
        }
        onOrders(message.noOrderIDEntries(), entries.count(), sequence);
    }

    /** Quantities of 64 bits. */
    void onLongBook(final Mdp3PacketFlyweight packet, final long sequence) {
        final MDIncrementalRefreshBookLongQty64Decoder message =
                book64.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final MDIncrementalRefreshBookLongQty64Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        for (int i = 0; entries.hasNext(); i++) {
            entries.next();
            final InstrumentBook book = instruments.book(entries.securityID());
            final long price = entries.mDEntryPx().mantissa();
            remember(i, book, price, entries.mDEntryTypeRaw());
            if (book != null) {
                level(sequence, entries.rptSeq(), entries.mDUpdateActionRaw(), entries.mDPriceLevel());
                entry.price = price;
                entry.size = Mdp3Prices.size(entries.mDEntrySize(), -1, book.unit);
                entry.orders = Mdp3Prices.orders(entries.numberOfOrders());
                onLevel(book, entries.mDEntryTypeRaw());
            }
        }
        final MDIncrementalRefreshBookLongQty64Decoder.NoOrderIDEntriesDecoder orders = message.noOrderIDEntries();
        while (orders.hasNext()) {
            orders.next();
            order(orders.orderID(), orders.mDOrderPriority(), orders.mDDisplayQty(), orders.orderUpdateActionRaw());
            refer(orders.referenceID(), entries.count(), sequence);
        }
    }

    private void onOrders(
            final MDIncrementalRefreshBook46Decoder.NoOrderIDEntriesDecoder orders,
            final int entryCount,
            final long sequence) {
        while (orders.hasNext()) {
            orders.next();
            order(orders.orderID(), orders.mDOrderPriority(), orders.mDDisplayQty(), orders.orderUpdateActionRaw());
            refer(orders.referenceID(), entryCount, sequence);
        }
    }

    /** Orders that are not among the price levels of a message. */
    void onOrderBook(final Mdp3PacketFlyweight packet, final long sequence, final long priceUnit) {
        final MDIncrementalRefreshOrderBook47Decoder message =
                orders47.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        sender.time(message.transactTime());
        final MDIncrementalRefreshOrderBook47Decoder.NoMDEntriesDecoder entries = message.noMDEntries();
        while (entries.hasNext()) {
            entries.next();
            final InstrumentBook book = instruments.book(entries.securityID());
            if (book != null && book.byOrder) {
                order(
                        entries.orderID(),
                        entries.mDOrderPriority(),
                        entries.mDDisplayQty(),
                        entries.mDUpdateActionRaw());
                onOrder(
                        book,
                        Mdp3Prices.nanos(entries.mDEntryPx().mantissa(), priceUnit),
                        entries.mDEntryTypeRaw(),
                        sequence);
            } else if (book == null) {
                counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
            }
        }
    }

    private void remember(final int index, final InstrumentBook book, final long price, final byte type) {
        entryBooks[index] = book;
        entryPrices[index] = price;
        entryTypes[index] = type;
        if (book == null) {
            counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
        }
    }

    private void level(final long sequence, final long number, final int action, final int level) {
        entry.of(BookEntry.LEVEL, sequence, number);
        entry.action = action;
        entry.level = level;
    }

    private void onLevel(final InstrumentBook book, final byte type) {
        entry.buy = type == BID || type == IMPLIED_BID;
        entry.implied = type == IMPLIED_BID || type == IMPLIED_OFFER;
        if (type == RESET) {
            entry.kind = BookEntry.CLEAR;
        } else if (!entry.buy && !entry.implied && type != OFFER) {
            // No action: it fits nowhere.
            entry.action = BookEntry.NO_ACTION;
        } else if (entry.implied && book.levels.depth(true) == 0) {
            entry.kind = BookEntry.NUMBER;
        }
        books.onEntry(book, entry);
    }

    private void order(final long orderId, final long priority, final int size, final int action) {
        entry.orderId = orderId;
        entry.priority = priority;
        entry.size = size == Integer.MAX_VALUE ? Mdp3Prices.NO_SIZE : size;
        entry.action = action;
    }

    /** The order is one of an entry's, counted from 1. */
    private void refer(final int reference, final int entryCount, final long sequence) {
        if (reference < 1 || reference > entryCount) {
            // Whose it is cannot be known: all books by order in this message have lost it.
            counts.add(FeedCount.MALFORMED, 1);
            for (int i = 0; i < entryCount; i++) {
                if (entryBooks[i] != null && entryBooks[i].byOrder) {
                    books.lose(entryBooks[i], sequence + 1);
                }
            }
            return;
        }
        final InstrumentBook book = entryBooks[reference - 1];
        if (book != null && book.byOrder) {
            onOrder(book, entryPrices[reference - 1], entryTypes[reference - 1], sequence);
        }
    }

    private void onOrder(final InstrumentBook book, final long price, final byte type, final long sequence) {
        entry.of(type == RESET ? BookEntry.CLEAR : BookEntry.ORDER, sequence, BookEntry.NO_NUMBER);
        entry.buy = type == BID;
        entry.price = price;
        entry.size = entry.size > Mdp3Prices.maxSize(book.unit) ? Mdp3Prices.OUT_OF_RANGE : entry.size;
        if (type != BID && type != OFFER) {
            entry.action = BookEntry.NO_ACTION;
        }
        books.onEntry(book, entry);
    }

    /** An entry that says nothing of a book, but counts. */
    void onNumber(final InstrumentBook book, final long sequence, final long number) {
        books.onEntry(book, entry.of(BookEntry.NUMBER, sequence, number));
    }
}
