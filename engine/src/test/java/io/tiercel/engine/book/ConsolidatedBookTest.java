package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.Instrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against an oracle that collects what counts into lists and sorts them. */
class ConsolidatedBookTest {
    private static final int VENUES = 4;
    private static final long TICK = 1_000_000;

    private final Instrument[] listings = new Instrument[VENUES];
    private final Books books = new Books(VENUES, 1_000, 1_000, new RecordingBookListener());
    private final ConsolidatedBook consolidated;

    ConsolidatedBookTest() {
        for (int id = 1; id <= VENUES; id++) {
            listings[id - 1] = TestInstruments.byLevel(id);
            books.define(listings[id - 1]);
            books.feedState(id, FeedState.LIVE);
        }
        consolidated = new ConsolidatedBook(listings, books::book);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldAnswerLikeTheOracle(final long seed) {
        final Random random = new Random(seed);
        int locked = 0;
        int crossed = 0;
        int empty = 0;
        for (int step = 0; step < 20_000; step++) {
            change(random);

            final Oracle oracle = new Oracle();

            final String where = "seed " + seed + ", step " + step;
            oracle.check(where);
            locked += consolidated.locked() ? 1 : 0;
            crossed += consolidated.crossed() ? 1 : 0;
            empty += consolidated.bidPriceNanos() == Book.NO_PRICE ? 1 : 0;
        }
        assertTrue(locked > 0 && crossed > 0 && empty > 0, "seed " + seed + " shows too little");
    }

    @Test
    void shouldHaveNoPriceWhenNoListingCounts() {
        assertEquals(Book.NO_PRICE, consolidated.bidPriceNanos());
        assertEquals(Book.NO_PRICE, consolidated.askPriceNanos());
        assertEquals(0, consolidated.bidQuantity());
        assertFalse(consolidated.locked());
        assertFalse(consolidated.crossed());
    }

    private void change(final Random random) {
        final int id = 1 + random.nextInt(VENUES);
        switch (random.nextInt(30)) {
            case 0 -> books.feedState(id, random.nextInt(5) == 0 ? FeedState.STALE : FeedState.LIVE);
            case 1 -> listings[id - 1].status(random.nextInt(5) == 0 ? TradingStatus.HALTED : TradingStatus.TRADING);
            case 2, 3, 4 -> books.clear(id);
            default -> {
                final boolean buy = random.nextBoolean();
                final long price = (buy ? 97 + random.nextInt(5) : 100 + random.nextInt(5)) * TICK;
                books.level(id, buy ? Side.BUY : Side.SELL, price, Math.max(0, random.nextInt(6) - 2), 1);
            }
        }
        books.endOfPacket(id);
    }

    private final class Oracle {
        private final List<Book> bids = new ArrayList<>();
        private final List<Book> asks = new ArrayList<>();

        Oracle() {
            for (int id = 1; id <= VENUES; id++) {
                final Book book = books.book(id);
                if (book.instrument().status() == TradingStatus.TRADING && book.tradable()) {
                    bids.add(book);
                    asks.add(book);
                }
            }
            bids.sort(Comparator.comparingLong(Book::bidPriceNanos)
                    .thenComparingLong(Book::bidQuantity)
                    .reversed()
                    .thenComparingInt(Book::instrumentId));
            asks.sort(Comparator.comparingLong(Book::askPriceNanos)
                    .thenComparing(Comparator.comparingLong(Book::askQuantity).reversed())
                    .thenComparingInt(Book::instrumentId));
        }

        void check(final String where) {
            final boolean none = bids.isEmpty();
            final long bid = none ? Book.NO_PRICE : bids.get(0).bidPriceNanos();
            final long ask = none ? Book.NO_PRICE : asks.get(0).askPriceNanos();
            assertEquals(bid, consolidated.bidPriceNanos(), where);
            assertEquals(ask, consolidated.askPriceNanos(), where);
            assertEquals(
                    bids.stream()
                            .filter(book -> book.bidPriceNanos() == bid)
                            .mapToLong(Book::bidQuantity)
                            .sum(),
                    consolidated.bidQuantity(),
                    where);
            assertEquals(
                    asks.stream()
                            .filter(book -> book.askPriceNanos() == ask)
                            .mapToLong(Book::askQuantity)
                            .sum(),
                    consolidated.askQuantity(),
                    where);
            assertEquals(none ? null : bids.get(0).instrument(), consolidated.bidListing(), where);
            assertEquals(none ? null : asks.get(0).instrument(), consolidated.askListing(), where);
            assertEquals(!none && bid == ask, consolidated.locked(), where);
            assertEquals(!none && bid > ask, consolidated.crossed(), where);
            long sum = 0;
            for (int i = 0; i < VENUES; i++) {
                sum += consolidated.bidQuantity(i);
                assertEquals(bids.contains(books.book(i + 1)), consolidated.usable(i), where);
            }
            assertEquals(consolidated.bidQuantity(), sum, where);
        }
    }
}
