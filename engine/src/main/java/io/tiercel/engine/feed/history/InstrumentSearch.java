package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.reference.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Finds which instruments files are about, what their prices are multiples of, and how much room their books need. */
public final class InstrumentSearch {
    /** With fewer prices than these their common step says little. */
    private static final int MANY_QUOTES = 1_000;

    private static final long CENT = 10_000_000;
    private static final int TEN = 10;

    private final HistoryFiles files;
    private final Faults faults;
    private final BookRoom room;
    private final int maxBookOrders;
    private final List<BookEntry> entries = new ArrayList<>();
    private final List<Prices> prices = new ArrayList<>();
    private final BookLine line = new BookLine(entries, BookTime.never(), 0);
    private final Books books;
    private int feedCount;
    private long leftOut;
    private int levelCount;
    private int mostLevels;
    private int mostOrders;

    /**
     * An instrument of the files.
     *
     * @param feed      from 1
     * @param code      the exchange's own number
     * @param symbol    empty where nothing says it
     * @param quantityDecimals digits after the point of its quantities
     * @param tickNanos what its quoted prices are multiples of
     */
    public record Found(int feed, long code, String symbol, boolean byOrder, int quantityDecimals, long tickNanos) {}

    private static final class Prices {
        private final boolean byOrder;
        private long step;
        private long count;

        Prices(final boolean byOrder) {
            this.byOrder = byOrder;
        }

        void add(final long priceNanos) {
            if (priceNanos == 0 || priceNanos == Long.MIN_VALUE) {
                return;
            }
            count++;
            if (step == 0 || priceNanos % step != 0) {
                step = greatestCommonDivisor(step, Math.abs(priceNanos));
            }
        }

        private static long greatestCommonDivisor(final long first, final long second) {
            long a = first;
            long b = second;
            while (b != 0) {
                final long rest = a % b;
                a = b;
                b = rest;
            }
            return a;
        }

        long tickNanos() {
            if (count >= MANY_QUOTES && step > 0) {
                return step;
            }
            long tick = CENT;
            while (step % tick != 0) {
                tick /= TEN;
            }
            return tick;
        }
    }

    /** @param maxBookOrders as {@link BookTarget#maxBookOrders} */
    public InstrumentSearch(final HistoryFiles files, final Faults faults, final int maxBookOrders) {
        this.files = files;
        this.faults = faults;
        this.maxBookOrders = maxBookOrders;
        room = BookRoom.of(files, 0);
        books = new Books(room.instruments(), room.orders(), room.levels(), line);
        line.connect(books);
    }

    /**
     * @param dayNs as {@link BookTarget#dayNs}
     * @return false when it was stopped
     */
    public boolean run(final long dayNs, final HistoryFiles.Progress progress) {
        return new FeedReading(files, faults, new Target(dayNs)).run(progress);
    }

    /** In the order in which they were found: the one in which the same files name them again. */
    public List<Found> found() {
        final List<Found> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            final BookEntry entry = entries.get(i);
            final Prices seen = prices.get(i);
            found.add(new Found(
                    entry.feedId(),
                    entry.code(),
                    entry.symbol(),
                    seen.byOrder,
                    entry.quantityDecimals(),
                    seen.tickNanos()));
        }
        return found;
    }

    public int feedCount() {
        return feedCount;
    }

    /** Orders in all books together at a time. */
    public int mostOrders() {
        return mostOrders;
    }

    /** Price levels likewise. */
    public int mostLevels() {
        return mostLevels;
    }

    /** Instruments that found no room. */
    public long leftOut() {
        return leftOut;
    }

    /** Takes the feeds' messages. */
    private final class Target implements BookTarget, MessageLine {
        private final long dayNs;
        private final HistoryTimes times;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final L3AddDecoder add = new L3AddDecoder();
        private final L3ModifyDecoder modify = new L3ModifyDecoder();
        private final L3ReplaceDecoder replace = new L3ReplaceDecoder();
        private final L2UpdateDecoder level = new L2UpdateDecoder();

        Target(final long dayNs) {
            this.dayNs = dayNs;
            times = new HistoryTimes(dayNs);
        }

        @Override
        public void at(final Origin origin) {
            times.at(origin);
        }

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            header.wrap(buffer, offset);
            final int id = header.templateId() <= L2UpdateDecoder.TEMPLATE_ID ? quoted(buffer, offset) : 0;
            final int before = id == 0 ? 0 : levels(id);
            line.offer(buffer, offset, length);
            if (id != 0) {
                levelCount += levels(id) - before;
                mostLevels = Math.max(mostLevels, levelCount);
                mostOrders = Math.max(mostOrders, books.orderCount());
            }
            return Result.TAKEN;
        }

        /** The instrument that it is about. */
        private int quoted(final DirectBuffer buffer, final int offset) {
            // Every message of a packet has its instrument at the same place.
            add.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
            final int id = add.instrumentId();
            switch (header.templateId()) {
                case L3AddDecoder.TEMPLATE_ID -> {
                    times.check(add.venueTimeNs());
                    price(id, add.priceNanos());
                }
                case L3ModifyDecoder.TEMPLATE_ID ->
                    price(id, modify.wrapAndApplyHeader(buffer, offset, header).priceNanos());
                case L3ReplaceDecoder.TEMPLATE_ID ->
                    price(id, replace.wrapAndApplyHeader(buffer, offset, header).priceNanos());
                case L2UpdateDecoder.TEMPLATE_ID ->
                    price(id, level.wrapAndApplyHeader(buffer, offset, header).priceNanos());
                default -> {
                    // The others quote no price.
                }
            }
            return id;
        }

        private void price(final int id, final long priceNanos) {
            prices.get(id - 1).add(priceNanos);
        }

        private int levels(final int id) {
            final Book book = books.book(id);
            return book.levelCount(Side.BUY) + book.levelCount(Side.SELL);
        }

        @Override
        public boolean isConnected() {
            return true;
        }

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
            return this;
        }

        @Override
        public boolean untilTime() {
            return true;
        }

        @Override
        public long dayNs() {
            return dayNs;
        }

        @Override
        public int maxBookOrders() {
            return maxBookOrders;
        }

        @Override
        public void onFault(final Origin origin, final String reason) {
            faults.add(origin, reason);
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
            if (entries.size() == room.instruments()) {
                leftOut++;
                return NONE;
            }
            final int id = entries.size() + 1;
            entries.add(new BookEntry(id, feedId, code, symbol, quantityDecimals));
            prices.add(new Prices(byOrder));
            books.define(new Instrument(
                    id, symbol, symbol, feedId, quantityDecimals, byOrder, 1, 1, "", 0, 0, BookBuild.CENTS));
            return id;
        }

        @Override
        public void rename(final int instrumentId, final long code, final String symbol) {
            entries.get(instrumentId - 1).rename(code, symbol);
        }
    }
}
