package io.tiercel.engine.replay.whatif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordedBookTest {
    private static final long NOW = 1_000;

    private final RecordedBook book = new RecordedBook();
    private final List<String> trades = new ArrayList<>();

    @Test
    void shouldTakeByPriceThenTimeAndEachQuantityOnce() {
        book.add(false, 1, 102, 10);
        book.add(false, 2, 101, 20);
        book.add(false, 3, 101, 30);

        assertEquals(25, take(true, 101, 25));
        assertEquals(List.of("20@101", "5@101"), trades);
        assertEquals(25, book.takeable(true, 101, 100, NOW));
        assertEquals(30, take(true, 102, 30));
        assertEquals(List.of("20@101", "5@101", "25@101", "5@102"), trades);
        assertEquals(0, book.takeable(true, 101, 1, NOW));
    }

    @Test
    void shouldOfferWhatARecordedOwnOrderTookUntilItsEnd() {
        book.add(false, 1, 101, 20);
        book.release(book.find(1), 20, NOW + 1);
        book.reduce(1, 20);

        assertNull(book.find(1));
        assertEquals(0, book.takeable(true, 100, 20, NOW));
        assertEquals(20, book.takeable(true, 101, 50, NOW));
        assertEquals(15, take(true, Long.MAX_VALUE, 15));
        assertEquals(5, book.takeable(true, 101, 50, NOW));
        assertEquals(0, book.takeable(true, 101, 50, NOW + 1));
    }

    @Test
    void shouldNotOfferAgainWhatASimulatedOrderTookBefore() {
        book.add(false, 1, 101, 20);
        take(true, 101, 15);

        book.release(book.find(1), 20, NOW + 1);
        book.reduce(1, 20);

        assertEquals(5, book.takeable(true, 101, 50, NOW));
    }

    @Test
    void shouldKeepThePlaceOfAnOrderThatOnlyShrinks() {
        book.add(true, 1, 100, 20);
        final long between = book.nextPriority();
        book.add(true, 2, 100, 20);

        assertFalse(book.first(true, 100, between));
        assertNull(book.modify(1, 100, 10));
        assertFalse(book.first(true, 100, between));
        assertEquals(15, book.modify(1, 100, 15).available());
        assertTrue(book.first(true, 100, between));
    }

    @Test
    void shouldPutALevelBeforeEverything() {
        book.level(true, 100, 20);

        assertFalse(book.first(true, 100, book.nextPriority()));
        assertNull(book.level(true, 100, 10));
        assertEquals(10, book.takeable(false, 100, 50, NOW));
        assertNull(book.level(true, 100, 0));
        assertTrue(book.first(true, 100, book.nextPriority()));
    }

    @Test
    void shouldCrossAtTheSamePriceOnly() {
        book.add(false, 1, 101, 20);

        assertTrue(book.crosses(true, 101));
        assertFalse(book.crosses(true, 100));
        assertFalse(book.crosses(false, 200));
        book.clear();
        assertFalse(book.crosses(true, 101));
    }

    private long take(final boolean buy, final long limitNanos, final long quantity) {
        return book.take(buy, limitNanos, quantity, NOW, (price, part) -> trades.add(part + "@" + price));
    }
}
