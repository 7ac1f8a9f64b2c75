package io.tiercel.bench.micro;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Books by order. Each side of each has 100 levels with as many orders; an order that comes takes the place of one
 * that came long before, so their number stays, and what is deleted has left the nearest caches where there are many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookBenchmark {
    private static final int LEVELS = 100;
    private static final int NEAR_LEVELS = 3;
    private static final int DEEP_FROM = 50;
    private static final long TICK_NANOS = 10_000_000;
    private static final long MIDDLE_TICKS = 10_000;
    /** Never used up by executions of one. */
    private static final long QUANTITY = 1L << 50;

    private static final int RING = 1 << 10;

    /** Instruments, and live orders of all. */
    @Param({"1x5000", "100x50000"})
    private String size;

    private Books books;
    private Random random;
    private int instruments;
    private long lastOrderId;
    /** Orders that come and go, by turns, and where each stands. */
    private final long[] comingIds = new long[RING];

    private final int[] comingPlaces = new int[RING];
    private int next;
    /** The first order of each book's best bid. */
    private long[] front;

    @Setup
    public void fill() {
        instruments = Integer.parseInt(size.substring(0, size.indexOf('x')));
        final int live = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        random = new Random();
        books = new Books(instruments, live + RING + 1, 4 * LEVELS * instruments, new Silent());
        front = new long[instruments + 1];
        for (int id = 1; id <= instruments; id++) {
            books.define(QuoteBook.instrument(id));
        }
        books.feedState(0, FeedState.LIVE);
        for (int i = 0; i < live; i++) {
            final int id = 1 + i % instruments;
            final int turn = i / instruments;
            add(place(id, turn % LEVELS, turn / LEVELS % 2));
            if (turn == 0) {
                front[id] = lastOrderId;
            }
        }
        for (int i = 0; i < RING; i++) {
            comingPlaces[i] = place(1 + i % instruments, i % LEVELS, i % 2);
            comingIds[i] = add(comingPlaces[i]);
        }
    }

    /** An order among the best three prices of a side, and the end of another one. */
    @Benchmark
    public void addDeleteNearBest() {
        replaceOldest(random.below(NEAR_LEVELS));
    }

    /** The same behind the fiftieth price. */
    @Benchmark
    public void addDeleteAtDepth() {
        replaceOldest(DEEP_FROM + random.below(LEVELS - DEEP_FROM));
    }

    /** A trade against a part of the order in front. */
    @Benchmark
    public void execute() {
        final int id = 1 + random.below(instruments);
        books.execute(id, Side.SELL, front[id], Book.NO_PRICE, 1);
    }

    private void replaceOldest(final int level) {
        final int at = next++ & RING - 1;
        final int old = comingPlaces[at];
        books.delete(instrument(old), side(old), comingIds[at]);
        final int place = place(1 + random.below(instruments), level, random.below(2));
        comingPlaces[at] = place;
        comingIds[at] = add(place);
    }

    private long add(final int place) {
        final long orderId = ++lastOrderId;
        final Side side = side(place);
        final int level = place >> 1 & 0xFF;
        final long ticks = side == Side.BUY ? MIDDLE_TICKS - level : MIDDLE_TICKS + 1 + level;
        books.add(instrument(place), side, orderId, ticks * TICK_NANOS, QUANTITY);
        return orderId;
    }

    private static int place(final int instrument, final int level, final int side) {
        return instrument << 9 | level << 1 | side;
    }

    private static int instrument(final int place) {
        return place >> 9;
    }

    private static Side side(final int place) {
        return (place & 1) == 0 ? Side.BUY : Side.SELL;
    }

    /** Hears all, and accepts no fault: a time of refused messages would be none. */
    private static final class Silent implements BookListener {
        @Override
        public void onBookChanged(final Book book) {}

        @Override
        public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {}

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            throw new IllegalStateException("the book refused a message: " + fault + " " + value);
        }
    }
}
