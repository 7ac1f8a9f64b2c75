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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Builds the books that files say, at their end or at a time. */
public final class BookBuild {
    /** Orders in all books together, unless said otherwise. */
    public static final int MAX_ORDERS = 1 << 22;

    private static final int MAX_INSTRUMENTS = 1 << 16;
    /** A whole exchange has fewer. */
    private static final int MAX_LEVELS = 1 << 21;

    private static final int LEAST_ORDERS = 1 << 10;
    private static final int LEAST_INSTRUMENTS = 1 << 6;
    private static final int BYTES_OF_AN_ORDER = 8;
    /** Files do not say what ticks are; to books they are a hint, and most instruments have these. */
    private static final TickTable CENTS = new TickTable(0, new long[1], new long[] {10_000_000});

    /** No compression of such files is better. */
    private static final int MAX_COMPRESSION = 32;

    private final HistoryFiles files;
    private final Faults faults;
    private final BookTime until;
    private final long dayNs;
    private final int maxInstruments;
    private final List<BookEntry> entries = new ArrayList<>();
    private final BookLine line;
    private final Books books;
    private int feedCount;
    private long leftOut;
    private BookDispatch dispatch;

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
        final long bytes = files.totalBytes() * MAX_COMPRESSION / BYTES_OF_AN_ORDER;
        final int orders = maxOrders > 0 ? maxOrders : (int) Math.max(LEAST_ORDERS, Math.min(MAX_ORDERS, bytes));
        maxInstruments = (int) Math.max(LEAST_INSTRUMENTS, Math.min(MAX_INSTRUMENTS, bytes));
        line = new BookLine(entries, until);
        books = new Books(maxInstruments, orders, Math.min(orders, MAX_LEVELS), line);
        line.connect(books);
    }

    /**
     * @return false when it was stopped
     * @throws HistoryException when there are no books of what the files are said to carry
     */
    public boolean run(final HistoryFiles.Progress progress) {
        final Protocol named = files.protocols().named();
        if (named != null && !named.makesBooks()) {
            throw new HistoryException(
                    "no books are made of files of " + named.name() + "; feed inspect and feed dump read them");
        }
        dispatch = new BookDispatch();
        return files.read(dispatch, progress);
    }

    /** In the order in which they were found. */
    public List<BookEntry> entries() {
        return entries;
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
        return books.faultCount(BookFault.ORDER_CAPACITY) + books.faultCount(BookFault.LEVEL_CAPACITY);
    }

    /** Instruments that found no room. */
    public long instrumentsLeftOut() {
        return leftOut;
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return dispatch.unknownCount();
    }

    /** By its protocols, each with its own books. */
    private final class BookDispatch extends Dispatch implements BookTarget {
        private final Map<Protocol, BookFeed> feeds = new HashMap<>();

        BookDispatch() {
            super(
                    files.protocols().named(),
                    files.protocols().all().stream()
                            .filter(Protocol::makesBooks)
                            .toList(),
                    faults);
        }

        @Override
        void session(final Protocol protocol, final Origin origin, final String session, final long next) {
            feed(protocol).onSession(origin, session, next);
        }

        @Override
        void datagram(
                final Protocol protocol,
                final Origin origin,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            feed(protocol).onDatagram(origin, buffer, offset, length);
        }

        @Override
        void message(
                final Protocol protocol,
                final Origin origin,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            feed(protocol).onMessage(origin, buffer, offset, length);
        }

        @Override
        void lost(final Protocol protocol, final Origin origin) {
            feed(protocol).onLost(origin);
        }

        @Override
        boolean complete() {
            return line.complete();
        }

        @Override
        void end() {
            feeds.values().forEach(BookFeed::onEnd);
        }

        private BookFeed feed(final Protocol protocol) {
            final BookFeed known = feeds.get(protocol);
            // Asking for a new one takes an object, and that for each message
            return known != null ? known : feeds.computeIfAbsent(protocol, missing -> protocol.books(this));
        }

        @Override
        public int newFeed() {
            feedCount++;
            line.feed(feedCount);
            return feedCount;
        }

        @Override
        public InstrumentDirectory instruments(final int feedId, final boolean byOrder) {
            return new Directory(feedId, byOrder);
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
        public long dayNs() {
            return dayNs;
        }
    }

    /** The instruments of one feed. */
    private final class Directory implements InstrumentDirectory {
        private final int feedId;
        private final boolean byOrder;

        Directory(final int feedId, final boolean byOrder) {
            this.feedId = feedId;
            this.byOrder = byOrder;
        }

        @Override
        public int add(final long code, final String symbol) {
            if (entries.size() == maxInstruments) {
                leftOut++;
                return NONE;
            }
            final int id = entries.size() + 1;
            entries.add(new BookEntry(id, feedId, code, symbol));
            books.define(new Instrument(id, symbol, symbol, feedId, 0, byOrder, 1, 1, "", 0, 0, CENTS));
            books.feedState(id, line.state(feedId));
            return id;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            entries.get(instrumentId - 1).rename(code, symbol);
        }
    }
}
