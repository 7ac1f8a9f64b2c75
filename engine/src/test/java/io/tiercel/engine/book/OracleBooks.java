package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.Side;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The oracle of all books, and how real ones are compared with it. */
final class OracleBooks {
    final int maxOrders;
    final int maxLevels;
    final List<BookEvent> events = new ArrayList<>();
    final TreeMap<Integer, OracleBook> books = new TreeMap<>();

    OracleBooks(final int maxOrders, final int maxLevels) {
        this.maxOrders = maxOrders;
        this.maxLevels = maxLevels;
    }

    static Side opposite(final Side side) {
        return side == Side.BUY ? Side.SELL : side == Side.SELL ? Side.BUY : side;
    }

    void define(final int instrumentId, final boolean byOrder) {
        books.put(instrumentId, new OracleBook(instrumentId, byOrder, this));
    }

    OracleBook get(final int instrumentId) {
        return books.get(instrumentId);
    }

    int orderCount() {
        return books.values().stream().mapToInt(book -> book.orders.size()).sum();
    }

    int levelCount() {
        return books.values().stream().mapToInt(OracleBook::levelCount).sum();
    }

    /** Everything: each order of each queue, and all that the views show. */
    void assertSame(final Books actual) {
        books.keySet().forEach(id -> assertSame(actual, id));
        assertEquals(orderCount(), actual.orderCount());
        for (final BookFault fault : BookFault.values()) {
            final long expected = books.values().stream()
                    .mapToLong(book -> book.faults.getOrDefault(fault, 0L))
                    .sum();
            assertEquals(expected, actual.faultCount(fault), fault::name);
        }
    }

    void assertSame(final Books actual, final int instrumentId) {
        final OracleBook expected = get(instrumentId);
        final Book book = actual.book(instrumentId);
        assertEquals(instrumentId, book.instrumentId());
        assertEquals(expected.bid(), book.bidPriceNanos());
        assertEquals(expected.ask(), book.askPriceNanos());
        assertEquals(expected.lastTrade, book.lastTradePriceNanos());
        assertEquals(expected.faulty || expected.crossed, book.suspect());
        assertEquals(expected.feedState, book.feedState());
        assertEquals(expected.tradable(), book.tradable());
        for (final BookFault fault : BookFault.values()) {
            assertEquals(expected.faults.getOrDefault(fault, 0L), actual.faultCount(instrumentId, fault));
        }
        assertSameSide(expected, book, Side.BUY);
        assertSameSide(expected, book, Side.SELL);
    }

    private static void assertSameSide(final OracleBook expected, final Book book, final Side side) {
        assertEquals(expected.side(side).size(), book.levelCount(side));
        assertEquals(
                expected.side(side).isEmpty()
                        ? 0
                        : OracleBook.sum(expected.side(side).firstEntry().getValue()),
                side == Side.BUY ? book.bidQuantity() : book.askQuantity());
        int depth = 0;
        for (final Map.Entry<Long, LinkedList<OracleBook.Entry>> level :
                expected.side(side).entrySet()) {
            final LinkedList<OracleBook.Entry> queue = level.getValue();
            assertEquals(level.getKey(), book.levelPriceNanos(side, depth));
            assertEquals(OracleBook.sum(queue), book.levelQuantity(side, depth));
            if (expected.byOrder) {
                assertEquals(queue.size(), book.levelOrderCount(side, depth));
                assertSameQueue(queue, (L3Book) book, side, depth);
            } else {
                assertEquals(queue.getFirst().id, book.levelOrderCount(side, depth));
            }
            depth++;
        }
        assertEquals(Book.NO_PRICE, book.levelPriceNanos(side, depth));
        assertEquals(0, book.levelQuantity(side, depth));
        assertEquals(0, book.levelOrderCount(side, depth));
    }

    private static void assertSameQueue(
            final List<OracleBook.Entry> queue, final L3Book book, final Side side, final int depth) {
        int order = book.firstOrder(side, depth);
        int before = book.orders.level(order);
        for (final OracleBook.Entry expected : queue) {
            assertEquals(expected.id, book.orders.orderId(order));
            assertEquals(expected.quantity, book.orders.quantity(order));
            assertEquals(before, book.orders.before(order));
            before = order;
            order = book.nextOrder(order);
        }
        assertEquals(OrderPool.NONE, order);
    }
}
