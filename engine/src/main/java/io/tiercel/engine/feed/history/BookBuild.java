package io.tiercel.engine.feed.history;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import java.util.ArrayList;
import java.util.List;

/** Builds the books that files say, at their end or at a time. */
public final class BookBuild {
    /** Orders in all books together, unless said otherwise. */
    public static final int MAX_ORDERS = 1 << 22;

    /** Files do not say what ticks are; to books they are a hint, and most instruments have these. */
    static final TickTable CENTS = new TickTable(0, new long[1], new long[] {10_000_000});

    private final HistoryFiles files;
    private final Faults faults;
    private final BookTime until;
    private final long dayNs;
    private final BookRoom room;
    private final int maxInstruments;
    /** As it was asked for; 0 where nobody did. */
    private final int maxOrders;

    private long ordersRefused;
    private final List<BookEntry> entries = new ArrayList<>();
    private final BookLine line;
    private final Books books;
    private int feedCount;
    private long leftOut;
    private FeedReading reading;

    /**
     * @param maxOrders in all books together, 0 for {@link #MAX_ORDERS} or less where the files are small
     * @param dayNs     a moment of the day that times of day are on, UTC; 0 when only the files know
     */
    public BookBuild(
            final HistoryFiles files,
            final Faults faults,
            final BookTime until,
            final int maxOrders,
            final long dayNs) {
        this.files = files;
        this.faults = faults;
        this.until = until;
        this.dayNs = dayNs;
        this.maxOrders = maxOrders;
        room = BookRoom.of(files, maxOrders);
        maxInstruments = room.instruments();
        line = new BookLine(entries, until, dayNs);
        books = new Books(maxInstruments, room.orders(), room.levels(), line);
        line.connect(books);
    }

    /** @return false when it was stopped */
    public boolean run(final HistoryFiles.Progress progress) {
        reading = new FeedReading(files, faults, new Target());
        return reading.run(progress);
    }

    /** In the order in which they were found. */
    public List<BookEntry> entries() {
        return entries.stream().filter(entry -> !entry.later).toList();
    }

    /** A live view. */
    public Book book(final BookEntry entry) {
        return books.book(entry.id());
    }

    /** Orders at all levels; 0 where a feed by level does not say. */
    public long orderCount(final BookEntry entry) {
        final Book book = book(entry);
        long count = 0;
        for (final Side side : List.of(Side.BUY, Side.SELL)) {
            for (int i = 0; i < book.levelCount(side); i++) {
                count += book.levelOrderCount(side, i);
            }
        }
        return count;
    }

    /** Orders that found no room. */
    public long ordersLeftOut() {
        return ordersRefused + books.faultCount(BookFault.ORDER_CAPACITY) + books.faultCount(BookFault.LEVEL_CAPACITY);
    }

    /** Instruments that found no room. */
    public long instrumentsLeftOut() {
        return leftOut;
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return reading.unknownCount();
    }

    /** As {@link FeedReading#notes}. */
    public List<String> notes() {
        return reading.notes();
    }

    /** Each protocol has its own books. */
    private final class Target implements BookTarget {
        @Override
        public int newFeed() {
            feedCount++;
            line.feed(feedCount);
            return feedCount;
        }

        @Override
        public InstrumentDirectory instruments(final int feedId, final boolean byOrder, final int quantityDecimals) {
            return new Directory(feedId, byOrder, quantityDecimals);
        }

        @Override
        public MessageLine line() {
            return line;
        }

        @Override
        public MarketDataSink sink(final int feedId, final FeedCounts counts, final int staged) {
            return new BookSink(feedId, line, books);
        }

        @Override
        public boolean untilTime() {
            return !until.isNever();
        }

        @Override
        public boolean complete() {
            return line.complete();
        }

        @Override
        public long dayNs() {
            return dayNs;
        }

        @Override
        public void onFault(final Origin origin, final String reason) {
            faults.add(origin, reason);
        }

        @Override
        public void at(final Origin origin) {
            line.at(origin);
        }

        @Override
        public int maxBookOrders() {
            return maxOrders > 0 ? Math.min(maxOrders, MAX_BOOK_ORDERS) : Math.min(room.orders(), BOOK_ORDERS);
        }

        @Override
        public void onNoRoom(final long orders) {
            ordersRefused += orders;
        }

        @Override
        public void onMisfit(final int instrumentId) {
            entries.get(instrumentId - 1).errors++;
        }

        @Override
        public void onDoubt(final int instrumentId) {
            entries.get(instrumentId - 1).doubtful = true;
        }

        @Override
        public void reopen() {
            line.reopen();
        }
    }

    /** The instruments of one feed. */
    private final class Directory implements InstrumentDirectory {
        private final int feedId;
        private final boolean byOrder;
        private final int quantityDecimals;

        Directory(final int feedId, final boolean byOrder, final int quantityDecimals) {
            this.feedId = feedId;
            this.byOrder = byOrder;
            this.quantityDecimals = quantityDecimals;
        }

        @Override
        public int add(final long code, final String symbol) {
            if (entries.size() == maxInstruments) {
                leftOut++;
                return NONE;
            }
            final int id = entries.size() + 1;
            final BookEntry entry = new BookEntry(id, feedId, code, symbol, quantityDecimals);
            entries.add(entry);
            line.onFound(entry);
            books.define(new Instrument(id, symbol, symbol, feedId, quantityDecimals, byOrder, 1, 1, "", 0, 0, CENTS));
            books.feedState(id, line.state(feedId));
            return id;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            entries.get(instrumentId - 1).rename(code, symbol);
        }
    }
}
