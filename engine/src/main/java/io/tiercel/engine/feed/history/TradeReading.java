package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.reference.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * The trades of files, each once: executions of orders, trades against hidden ones, crosses; without what is not
 * printed since a cross tells it, and without those that the exchange took back. Books are kept for the prices of
 * orders.
 */
public final class TradeReading {
    private final Supplier<HistoryFiles> files;
    private final String instrument;
    private final long dayNs;
    private final Listener listener;
    private final BrokenMatches broken = new BrokenMatches();
    private final List<BookEntry> entries = new ArrayList<>();
    private Faults faults;
    private long brokenCount;
    private long unpricedCount;
    private long unpricedQuantity;
    private long instrumentsLeftOut;
    private long unknownCount;
    private List<String> notes = List.of();

    /** Who takes trades. */
    @FunctionalInterface
    public interface Listener {
        /** @param entry of an instrument; its id from 1 on */
        void onTrade(BookEntry entry, long timeNs, long priceNanos, long quantity);

        /** The instrument's book has changed, where that is of interest. */
        default void onBook(final BookEntry entry, final long timeNs, final Book book) {
            // Trades are all that most want.
        }
    }

    /**
     * @param files      anew at each call
     * @param instrument a symbol, or the exchange's number; null for all
     * @param dayNs      as {@link BookTarget#dayNs}
     */
    public TradeReading(
            final Supplier<HistoryFiles> files,
            final Faults faults,
            final String instrument,
            final long dayNs,
            final Listener listener) {
        this.files = files;
        this.faults = faults;
        this.instrument = instrument;
        this.dayNs = dayNs;
        this.listener = listener;
    }

    /** @return false when it was stopped, by who waits or by what is malformed */
    public boolean run(final HistoryFiles.Progress progress) {
        final Faults before = faults.another();
        final boolean[] stopped = new boolean[1];
        final HistoryFiles first = files.get().repeatable("trades without broken ones take two readings");
        final boolean found = broken.find(first, before, dayNs, (file, bytes, all) -> {
            stopped[0] = !progress.onBytes(file, bytes, all);
            return !stopped[0];
        });
        if (!found && (stopped[0] || before.stopped())) {
            faults = before;
            return false;
        }
        final HistoryFiles history = files.get();
        final FeedReading reading = new FeedReading(history, faults, new Target(BookRoom.of(history, 0)));
        final boolean whole = reading.run(progress);
        unknownCount = reading.unknownCount();
        notes = reading.notes();
        return whole;
    }

    /** What was malformed, as far as it was read. */
    public Faults faults() {
        return faults;
    }

    /** As {@link FeedReading#notes}. */
    public List<String> notes() {
        return notes;
    }

    /** Those that are wanted, in the order in which they were found. */
    public List<BookEntry> entries() {
        return entries;
    }

    /** Trades that were taken back. */
    public long brokenCount() {
        return brokenCount;
    }

    /** Executions of orders that no message told of, so that their price is not known. */
    public long unpricedCount() {
        return unpricedCount;
    }

    /** What they executed. */
    public long unpricedQuantity() {
        return unpricedQuantity;
    }

    /** Instruments that found no room. */
    public long instrumentsLeftOut() {
        return instrumentsLeftOut;
    }

    /** Datagrams and messages of no protocol that is known. */
    public long unknownCount() {
        return unknownCount;
    }

    /** Keeps the books, and tells trades. */
    private final class Target implements BookTarget, MessageLine, BookListener {
        private final BookRoom room;
        private final BookLine line = new BookLine(entries, BookTime.never(), 0);
        private final Books books;
        private final BrokenMatches.Sessions sessions = new BrokenMatches.Sessions();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final L3ExecuteDecoder execute = new L3ExecuteDecoder();
        private final TradeDecoder trade = new TradeDecoder();
        private final HistoryTimes times = new HistoryTimes(dayNs);
        private int feedCount;
        private boolean awaitsPrice;
        private long executedPrice;

        Target(final BookRoom room) {
            this.room = room;
            books = new Books(room.instruments(), room.orders(), room.levels(), this);
            line.connect(books);
        }

        @Override
        public Result offer(final DirectBuffer buffer, final int offset, final int length) {
            header.wrap(buffer, offset);
            final int template = header.templateId();
            if (template == TradeDecoder.TEMPLATE_ID) {
                trade.wrapAndApplyHeader(buffer, offset, header);
                tell(
                        trade.instrumentId(),
                        trade.feedId(),
                        trade.matchId(),
                        trade.venueTimeNs(),
                        trade.priceNanos(),
                        trade.quantity());
            } else if (template == L3ExecuteDecoder.TEMPLATE_ID) {
                onExecute(buffer, offset, length);
            } else {
                sessions.onMessage(buffer, offset);
                line.offer(buffer, offset, length);
            }
            return Result.TAKEN;
        }

        private void onExecute(final DirectBuffer buffer, final int offset, final int length) {
            executedPrice = execute.wrapAndApplyHeader(buffer, offset, header).priceNanos();
            awaitsPrice = executedPrice == L3ExecuteDecoder.priceNanosNullValue();
            line.offer(buffer, offset, length);
            execute.wrapAndApplyHeader(buffer, offset, header);
            if (awaitsPrice) {
                awaitsPrice = false;
                unpricedCount++;
                unpricedQuantity += execute.quantity();
            } else {
                tell(
                        execute.instrumentId(),
                        execute.feedId(),
                        execute.matchId(),
                        execute.venueTimeNs(),
                        executedPrice,
                        execute.quantity());
            }
        }

        private void tell(
                final int id,
                final int feedId,
                final long matchId,
                final long timeNs,
                final long priceNanos,
                final long quantity) {
            times.check(timeNs);
            if (broken.has(sessions.of(feedId), matchId)) {
                brokenCount++;
            } else {
                final BookEntry entry = entries.get(id - 1);
                entry.trades++;
                listener.onTrade(entry, timeNs, priceNanos, quantity);
            }
        }

        @Override
        public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
            if (awaitsPrice) {
                awaitsPrice = false;
                executedPrice = priceNanos;
            }
        }

        @Override
        public void onBookChanged(final Book book) {
            listener.onBook(entries.get(book.instrumentId() - 1), line.timeNs(), book);
        }

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            // Nor is what does not fit it; an execution without a price is counted.
        }

        @Override
        public void at(final Origin origin) {
            times.at(origin);
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
        public boolean isConnected() {
            return true;
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
        public void onFault(final Origin origin, final String reason) {
            faults.add(origin, reason);
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
                if (instrument != null && !instrument.equals(symbol) && !instrument.equals(Long.toString(code))) {
                    return NONE;
                }
                if (entries.size() == room.instruments()) {
                    instrumentsLeftOut++;
                    return NONE;
                }
                final int id = entries.size() + 1;
                entries.add(new BookEntry(id, feedId, code, symbol, quantityDecimals));
                books.define(new Instrument(
                        id, symbol, symbol, feedId, quantityDecimals, byOrder, 1, 1, "", 0, 0, BookBuild.CENTS));
                books.feedState(id, line.state(feedId));
                return id;
            }

            @Override
            public void rename(final int instrumentId, final long code, final String symbol) {
                entries.get(instrumentId - 1).rename(code, symbol);
            }
        }
    }
}
