package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class BooksAllocationTest {
    private static final int INSTRUMENTS = 100;
    private static final int WARM_UP = 300_000;
    private static final int MESSAGES = 2_000_000;
    private static final int MAX_ORDERS = 20_000;

    private static final class CountingListener implements BookListener {
        private long count;

        @Override
        public void onBookChanged(final Book book) {
            count += book.tradable() ? 2 : 1;
        }

        @Override
        public void onTrade(final Book book, final Side aggressorSide, final long price, final long quantity) {
            count++;
        }

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            count++;
        }
    }

    /** As a careless listener would: it keeps something for each change. */
    private static final class BoxingListener implements BookListener {
        private Long last;

        @Override
        public void onBookChanged(final Book book) {
            last = book.bidPriceNanos() + 1_000_000;
        }

        @Override
        public void onTrade(final Book book, final Side aggressorSide, final long price, final long quantity) {
            last = price;
        }

        @Override
        public void onFault(final Book book, final BookFault fault, final long value) {
            last = value;
        }
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long random = 42;

    @Test
    void shouldAllocateNothingOnceWarm() {
        final CountingListener listener = new CountingListener();

        assertEquals(0, allocatedBytes(listener, MESSAGES));
        assertTrue(listener.count > MESSAGES);
    }

    @Test
    void shouldBeNoticedWhenSomethingAllocates() {
        final BoxingListener listener = new BoxingListener();

        assertTrue(allocatedBytes(listener, 100_000) > 0);
        assertTrue(listener.last != null);
    }

    private long allocatedBytes(final BookListener listener, final int messages) {
        final Books books = new Books(INSTRUMENTS, MAX_ORDERS, 5_000, listener);
        for (int id = 1; id <= INSTRUMENTS; id++) {
            books.define(id % 4 == 0 ? TestInstruments.byLevel(id) : TestInstruments.byOrder(id));
        }
        books.feedState(0, FeedState.LIVE);
        run(books, WARM_UP);
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        final long before = threads.getThreadAllocatedBytes(thread);
        run(books, messages);
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    /** Ids come again after a while, so that each kind of message often meets an order, and often a fault. */
    private void run(final Books books, final int messages) {
        for (int i = 0; i < messages; i++) {
            final long bits = next();
            final long orderId = (bits >>> 8) & 0x7FFF;
            final int id = 1 + (int) (orderId % INSTRUMENTS);
            final Side side = (orderId & 1) == 0 ? Side.BUY : Side.SELL;
            final long distance = (bits >>> 24) & 31;
            final long price = side == Side.BUY ? 100 - distance : 99 + distance;
            message(books, (int) (bits >>> 56), id, side, orderId, price, 1 + ((bits >>> 32) & 63));
            books.endOfPacket(id);
        }
    }

    private static void message(
            final Books books,
            final int kind,
            final int id,
            final Side side,
            final long orderId,
            final long price,
            final long quantity) {
        if (id % 4 == 0) {
            books.level(id, side, price, quantity % 3 == 0 ? 0 : quantity, 1);
        } else if (kind < 130) {
            books.add(id, side, orderId, price, quantity);
        } else if (kind < 150) {
            books.modify(id, side, orderId, price, quantity);
        } else if (kind < 180) {
            books.execute(id, side == Side.BUY ? Side.SELL : Side.BUY, orderId, Book.NO_PRICE, quantity);
        } else if (kind < 200) {
            books.cancel(id, side, orderId, quantity);
        } else if (kind < 235) {
            books.delete(id, side, orderId);
        } else if (kind < 250) {
            books.replace(id, side, orderId, orderId ^ 0x10000 * INSTRUMENTS, price, quantity);
        } else if (kind < 252) {
            books.clear(id);
        } else {
            books.trade(id, side, price, quantity);
        }
    }

    private long next() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random * 0x9E3779B97F4A7C15L;
    }
}
