package io.tiercel.bench.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.BookFault;
import io.tiercel.engine.book.BookListener;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MarketFlowTest {
    private static final long SEED = 11;
    private static final int INSTRUMENTS = 5;
    private static final int ORDERS_PER_BOOK = 100;
    private static final int MESSAGES = 200_000;
    private static final double PERCENT = 100;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MarketFlow.MAX_LENGTH]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void shouldKeepEveryBookSound() {
        requireSoundBooks(new MarketFlow(SEED, INSTRUMENTS, ORDERS_PER_BOOK));
    }

    @Test
    void shouldKeepEveryBookSoundWhenSomeAreDrawnMoreOften() {
        requireSoundBooks(new MarketFlow(SEED, Popularity.zipf(INSTRUMENTS), INSTRUMENTS * ORDERS_PER_BOOK, false));
    }

    private void requireSoundBooks(final MarketFlow flow) {
        final List<String> faults = new ArrayList<>();
        final Books books = new Books(INSTRUMENTS, 10_000, 10_000, new Faults(faults));
        for (int id = 1; id <= INSTRUMENTS; id++) {
            final TickTable ticks = new TickTable(1, new long[1], new long[] {MarketFlow.TICK_NANOS});
            books.define(new Instrument(id, "S" + id, "S" + id, 1, 0, true, 1, 1, "USD", 0, 0, ticks));
        }
        books.feedState(0, FeedState.LIVE);

        for (int i = 0; i < MESSAGES; i++) {
            flow.next(buffer, 0);
            final int instrumentId = apply(books);
            books.endOfPacket(instrumentId);
            if (i >= flow.fillCount() && !books.book(instrumentId).tradable()) {
                faults.add("message " + i + " leaves instrument " + instrumentId + " not tradable");
            }
        }

        assertEquals(List.of(), faults, "seed " + SEED);
    }

    @Test
    void shouldMixKindsAsAnnounced() {
        final MarketFlow flow = new MarketFlow(SEED, INSTRUMENTS, ORDERS_PER_BOOK);
        for (long i = 0; i < flow.fillCount(); i++) {
            flow.next(buffer, 0);
        }
        final int[] counts = new int[8];

        for (int i = 0; i < MESSAGES; i++) {
            flow.next(buffer, 0);
            counts[header.wrap(buffer, 0).templateId()]++;
        }

        assertEquals(45, counts[L3AddDecoder.TEMPLATE_ID] * PERCENT / MESSAGES, 0.5);
        assertEquals(40, counts[L3DeleteDecoder.TEMPLATE_ID] * PERCENT / MESSAGES, 0.5);
        assertEquals(10, counts[L3ExecuteDecoder.TEMPLATE_ID] * PERCENT / MESSAGES, 0.5);
        assertEquals(5, counts[L3ReplaceDecoder.TEMPLATE_ID] * PERCENT / MESSAGES, 0.5);
    }

    @Test
    void shouldKeepAboutAsManyOrdersAsAsked() {
        final MarketFlow flow = new MarketFlow(SEED, 20, 500);
        for (int i = 0; i < MESSAGES; i++) {
            flow.next(buffer, 0);
        }

        assertTrue(Math.abs(flow.liveOrders() - 10_000) < 300, () -> flow.liveOrders() + " live orders");
    }

    @Test
    void shouldHaveOrdersInProportionToPopularity() {
        final int instruments = 100;
        final int orders = 20_000;
        final Popularity zipf = Popularity.zipf(instruments);
        final MarketFlow flow = new MarketFlow(SEED, zipf, orders, false);
        for (int i = 0; i < 2 * orders; i++) {
            flow.next(buffer, 0);
        }

        assertEquals(orders, flow.liveOrders(), 300);
        final int[] shares = zipf.shares(orders);
        for (int i = 0; i < instruments; i++) {
            assertEquals(shares[i], flow.liveOrders(i + 1), 6 * Math.sqrt(shares[i]) + 16, "instrument " + (i + 1));
        }
    }

    @Test
    void shouldRepeatItselfForSameSeedOnly() {
        final long first = digest(SEED);
        final long again = digest(SEED);
        final long other = digest(SEED + 1);

        assertEquals(first, again);
        assertNotEquals(first, other);
    }

    @Test
    void shouldPlayTapeAsRecorded() {
        final Tape tape = Tape.record(new MarketFlow(SEED, INSTRUMENTS, ORDERS_PER_BOOK), 10_000);
        long chain = Digest.SEED;
        int offset = 0;
        for (int i = 0; i < tape.count(); i++) {
            final int length = tape.length(offset);
            chain = Digest.mix(chain, tape.buffer(), offset, length);
            offset = Tape.next(offset, length);
        }

        assertEquals(digest(SEED), chain);
    }

    @Test
    void shouldRejectBooksTooSmallOrTooLarge() {
        assertThrows(IllegalArgumentException.class, () -> new MarketFlow(SEED, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new MarketFlow(SEED, 1, ModelBook.MAX_CAPACITY));
        assertThrows(IllegalArgumentException.class, () -> new MarketFlow(SEED, 0, 100));
        assertThrows(IllegalArgumentException.class, () -> new MarketFlow(SEED, Popularity.zipf(100), 799, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MarketFlow(SEED, Popularity.zipf(2), ModelBook.MAX_CAPACITY, false));
    }

    private long digest(final long seed) {
        final MarketFlow flow = new MarketFlow(seed, INSTRUMENTS, ORDERS_PER_BOOK);
        long chain = Digest.SEED;
        for (int i = 0; i < 10_000; i++) {
            chain = Digest.mix(chain, buffer, 0, flow.next(buffer, 0));
        }
        return chain;
    }

    private int apply(final Books books) {
        header.wrap(buffer, 0);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                final L3AddDecoder add = new L3AddDecoder().wrapAndApplyHeader(buffer, 0, header);
                books.add(add.instrumentId(), add.side(), add.orderId(), add.priceNanos(), add.quantity());
                return add.instrumentId();
            }
            case L3DeleteDecoder.TEMPLATE_ID -> {
                final L3DeleteDecoder delete = new L3DeleteDecoder().wrapAndApplyHeader(buffer, 0, header);
                books.delete(delete.instrumentId(), delete.side(), delete.orderId());
                return delete.instrumentId();
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                final L3ExecuteDecoder execute = new L3ExecuteDecoder().wrapAndApplyHeader(buffer, 0, header);
                books.execute(
                        execute.instrumentId(),
                        execute.aggressorSide(),
                        execute.orderId(),
                        execute.priceNanos(),
                        execute.quantity());
                return execute.instrumentId();
            }
            default -> {
                final L3ReplaceDecoder replace = new L3ReplaceDecoder().wrapAndApplyHeader(buffer, 0, header);
                books.replace(
                        replace.instrumentId(),
                        replace.side(),
                        replace.orderId(),
                        replace.newOrderId(),
                        replace.priceNanos(),
                        replace.quantity());
                return replace.instrumentId();
            }
        }
    }

    private record Faults(List<String> seen) implements BookListener {
        @Override
        public void onBookChanged(final Book book) {
            if (book.bidPriceNanos() != Book.NO_PRICE
                    && book.bidPriceNanos() >= book.askPriceNanos()
                    && book.levelCount(Side.SELL) > 0) {
                seen.add("instrument " + book.instrumentId() + " is crossed");
            }
        }

        @Override
        public void onTrade(final Book book, final Side aggressor, final long priceNanos, final long quantity) {
            final long best = aggressor == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
            if (priceNanos != best) {
                seen.add("instrument " + book.instrumentId() + " trades at " + priceNanos + ", best is " + best);
            }
        }

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            seen.add("instrument " + book.instrumentId() + ": " + fault + " " + value);
        }
    }
}
