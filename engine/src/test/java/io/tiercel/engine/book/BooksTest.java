package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final int ID = 1;
    private static final int BY_LEVEL = 2;
    private static final long NONE = Book.NO_PRICE;

    private final RecordingBookListener listener = new RecordingBookListener();
    private final Books books = new Books(3, 4, 4, listener);
    private final Book book;

    BooksTest() {
        books.define(TestInstruments.byOrder(ID));
        books.define(TestInstruments.byLevel(BY_LEVEL));
        book = books.book(ID);
    }

    @Test
    void shouldHaveNoBookForWhatIsNotDefined() {
        assertNull(books.book(3));
        assertNull(books.book(0));
        assertNull(books.book(-1));
        assertNull(books.book(4));
    }

    @Test
    void shouldShowNothingInAnEmptyBook() {
        assertEquals(NONE, book.bidPriceNanos());
        assertEquals(0, book.bidQuantity());
        assertEquals(NONE, book.askPriceNanos());
        assertEquals(0, book.askQuantity());
        assertEquals(NONE, book.lastTradePriceNanos());
    }

    @Test
    void shouldTellTradeBeforeItsEffect() {
        books.add(ID, Side.SELL, 7, 100, 5);
        listener.take();

        books.execute(ID, Side.BUY, 7, NONE, 5);

        assertEquals(
                List.of(BookEvent.trade(ID, Side.BUY, 100, 5, NONE, 100), BookEvent.changed(ID, NONE, NONE)),
                listener.take());
        assertEquals(100, book.lastTradePriceNanos());
    }

    @Test
    void shouldTradeAtAnotherPriceThanTheOrders() {
        books.add(ID, Side.SELL, 7, 100, 5);
        listener.take();

        books.execute(ID, Side.BUY, 7, 101, 2);

        assertEquals(
                BookEvent.trade(ID, Side.BUY, 101, 2, NONE, 100),
                listener.take().get(0));
        assertEquals(3, book.askQuantity());
    }

    @Test
    void shouldExecuteAnyOrderOfALevel() {
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.BUY, 2, 100, 6);

        books.execute(ID, Side.SELL, 2, NONE, 6);

        assertEquals(List.of(1L), queue(Side.BUY));
    }

    @Test
    void shouldKeepPlaceOnlyForTheSamePriceAndNoMoreQuantity() {
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.BUY, 2, 100, 5);
        books.modify(ID, Side.BUY, 1, 100, 3);
        assertEquals(List.of(1L, 2L), queue(Side.BUY));

        books.modify(ID, Side.BUY, 1, 100, 4);
        assertEquals(List.of(2L, 1L), queue(Side.BUY));

        books.modify(ID, Side.BUY, 2, 101, 5);
        books.modify(ID, Side.BUY, 2, 100, 5);
        assertEquals(List.of(1L, 2L), queue(Side.BUY));
        assertEquals(9, book.bidQuantity());
    }

    @Test
    void shouldLosePlaceByReplaceUnderTheSameId() {
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.BUY, 2, 100, 5);

        books.replace(ID, Side.BUY, 1, 1, 100, 2);

        assertEquals(List.of(2L, 1L), queue(Side.BUY));
        assertEquals(7, book.bidQuantity());
    }

    @Test
    void shouldTakeTheOrdersSideWhenTheMessageHasNone() {
        books.add(ID, Side.SELL, 1, 100, 5);
        listener.take();

        books.execute(ID, Side.NULL_VAL, 1, NONE, 1);
        books.delete(ID, Side.NULL_VAL, 1);

        assertEquals(
                BookEvent.trade(ID, Side.BUY, 100, 1, NONE, 100),
                listener.take().get(0));
        assertFalse(book.suspect());
        assertEquals(0, books.orderCount());
    }

    @Test
    void shouldRefuseAnUnknownSide() {
        books.add(ID, Side.NULL_VAL, 1, 100, 5);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.delete(ID, Side.SBE_UNKNOWN, 1);

        assertEquals(2, books.faultCount(ID, BookFault.WRONG_SIDE));
        assertEquals(1, books.orderCount());
    }

    @Test
    void shouldRemoveAnOrderOfWhichMoreTradedThanItHad() {
        books.add(ID, Side.SELL, 7, 100, 5);
        listener.take();

        books.execute(ID, Side.BUY, 7, NONE, 6);

        assertEquals(
                List.of(
                        BookEvent.fault(ID, BookFault.QUANTITY_EXCEEDED, 7, NONE, 100),
                        BookEvent.trade(ID, Side.BUY, 100, 6, NONE, 100),
                        BookEvent.changed(ID, NONE, NONE)),
                listener.take());
        assertTrue(book.suspect());
    }

    @Test
    void shouldStaySuspectUntilCleared() {
        books.add(ID, Side.BUY, 1, 100, 5);
        books.delete(ID, Side.BUY, 99);
        books.endOfPacket(ID);
        assertTrue(book.suspect());

        books.clear(ID);

        assertFalse(book.suspect());
        assertEquals(0, books.orderCount());
        assertEquals(NONE, book.bidPriceNanos());
        assertEquals(1, books.faultCount(BookFault.UNKNOWN_ORDER));
    }

    @Test
    void shouldFindACrossedBookAtTheEndOfThePacketOnly() {
        books.feedState(0, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.SELL, 2, 100, 5);
        assertFalse(book.suspect());
        assertFalse(book.tradable());

        books.endOfPacket(ID);
        books.endOfPacket(ID);

        assertTrue(book.suspect());
        assertEquals(1, books.faultCount(BookFault.CROSSED));
    }

    @Test
    void shouldSayWhetherThePacketChangedWhatIsBest() {
        books.feedState(0, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.SELL, 2, 102, 5);
        assertTrue(books.endOfPacket(ID), "first quote");

        books.add(ID, Side.BUY, 3, 99, 5);
        books.add(ID, Side.SELL, 4, 103, 5);
        assertFalse(books.endOfPacket(ID), "behind the best");
        books.delete(ID, Side.BUY, 3);
        books.add(ID, Side.BUY, 5, 100, 1);
        assertTrue(books.endOfPacket(ID), "bid quantity");
        books.delete(ID, Side.BUY, 5);
        books.add(ID, Side.BUY, 6, 100, 1);
        assertFalse(books.endOfPacket(ID), "another order, the same quote");
        books.execute(ID, Side.BUY, 2, NONE, 1);
        assertTrue(books.endOfPacket(ID), "ask quantity");
        books.delete(ID, Side.SELL, 2);
        assertTrue(books.endOfPacket(ID), "ask price");
        books.feedState(ID, FeedState.STALE);
        assertTrue(books.endOfPacket(ID), "tradable");
        assertFalse(books.endOfPacket(ID), "nothing");
    }

    @Test
    void shouldSayThatTheQuoteIsGoneWithTheKindOfBook() {
        books.feedState(0, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.endOfPacket(ID);

        books.define(TestInstruments.byLevel(ID));

        assertTrue(books.endOfPacket(ID));
    }

    @Test
    void shouldEndBeingCrossedByItself() {
        books.feedState(ID, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.add(ID, Side.SELL, 2, 99, 5);
        books.endOfPacket(ID);
        books.modify(ID, Side.SELL, 2, 101, 5);

        books.endOfPacket(ID);

        assertFalse(book.suspect());
        assertTrue(book.tradable());
    }

    @Test
    void shouldNotBeTradableBeforeItsFeedIsLive() {
        books.add(ID, Side.BUY, 1, 99, 5);
        books.add(ID, Side.SELL, 2, 100, 5);
        assertEquals(FeedState.STALE, book.feedState());
        assertFalse(book.tradable());

        books.feedState(ID, FeedState.LIVE);
        assertTrue(book.tradable());

        books.feedState(ID, FeedState.NULL_VAL);
        assertEquals(FeedState.STALE, book.feedState());
        assertFalse(book.tradable());
    }

    @Test
    void shouldNotBeTradableWithOneSideOnly() {
        books.feedState(ID, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 99, 5);

        assertFalse(book.tradable());
    }

    @Test
    void shouldRefuseAnotherOrderWhenFullAndTakeItAfterwards() {
        for (int id = 1; id <= 4; id++) {
            books.add(ID, Side.BUY, id, 100, 1);
        }
        books.add(ID, Side.BUY, 5, 100, 1);
        assertEquals(1, books.faultCount(BookFault.ORDER_CAPACITY));
        assertEquals(4, book.bidQuantity());

        books.delete(ID, Side.BUY, 2);
        books.add(ID, Side.BUY, 5, 100, 1);

        assertEquals(List.of(1L, 3L, 4L, 5L), queue(Side.BUY));
    }

    @Test
    void shouldRefuseAnotherLevelWhenFull() {
        for (int price = 1; price <= 4; price++) {
            books.level(BY_LEVEL, Side.BUY, price, 10, 1);
        }
        books.level(BY_LEVEL, Side.SELL, 9, 10, 1);
        books.add(ID, Side.BUY, 1, 100, 1);

        assertEquals(1, books.faultCount(BY_LEVEL, BookFault.LEVEL_CAPACITY));
        assertEquals(1, books.faultCount(ID, BookFault.LEVEL_CAPACITY));
        assertEquals(NONE, book.bidPriceNanos());
    }

    @Test
    void shouldMoveTheOnlyOrderOfALevelWhenLevelsAreFull() {
        for (int id = 1; id <= 4; id++) {
            books.add(ID, Side.BUY, id, 100 + id, 1);
        }

        books.modify(ID, Side.BUY, 1, 200, 1);
        books.replace(ID, Side.BUY, 2, 9, 50, 1);

        assertEquals(0, books.faultCount(BookFault.LEVEL_CAPACITY));
        assertEquals(200, book.bidPriceNanos());
        assertEquals(50, book.levelPriceNanos(Side.BUY, 3));
    }

    @Test
    void shouldRefuseALevelsSumThatCouldOverflow() {
        final Books wide = new Books(1, 1_024, 4, listener);
        wide.define(TestInstruments.byOrder(ID));
        for (int id = 1; id <= 512; id++) {
            wide.add(ID, Side.BUY, id, 100, 1L << 53);
        }
        assertEquals(1L << 62, wide.book(ID).bidQuantity());

        wide.add(ID, Side.BUY, 513, 100, 1);

        assertEquals(1, wide.faultCount(BookFault.QUANTITY_OUT_OF_RANGE));
        assertEquals(1L << 62, wide.book(ID).bidQuantity());
    }

    @Test
    void shouldTellNothingWhenALevelStaysAsItIs() {
        books.level(BY_LEVEL, Side.BUY, 100, 10, 2);
        listener.take();

        books.level(BY_LEVEL, Side.BUY, 100, 10, 2);
        books.level(BY_LEVEL, Side.SELL, 100, 0, 0);

        assertEquals(List.of(), listener.take());
        assertFalse(books.book(BY_LEVEL).suspect());
    }

    @Test
    void shouldTellATradeThatChangedNoOrder() {
        books.trade(ID, Side.NULL_VAL, -5, 3);

        assertEquals(List.of(BookEvent.trade(ID, Side.NULL_VAL, -5, 3, NONE, NONE)), listener.take());
        assertEquals(-5, book.lastTradePriceNanos());
    }

    @Test
    void shouldKeepTheBookWhenItsDefinitionIsAmended() {
        books.add(ID, Side.BUY, 1, 100, 5);
        final Instrument amended = TestInstruments.byOrder(ID);

        books.define(amended);

        assertSame(book, books.book(ID));
        assertSame(amended, book.instrument());
        assertEquals(100, book.bidPriceNanos());
    }

    @Test
    void shouldBeginAnewWhenTheDepthKindChanges() {
        books.feedState(0, FeedState.LIVE);
        books.add(ID, Side.BUY, 1, 100, 5);
        books.delete(ID, Side.BUY, 9);

        books.define(TestInstruments.byLevel(ID));
        books.level(ID, Side.SELL, 100, 5, 1);

        assertEquals(0, books.orderCount());
        assertEquals(NONE, books.book(ID).bidPriceNanos());
        assertEquals(100, books.book(ID).askPriceNanos());
        assertEquals(FeedState.STALE, books.book(ID).feedState());
        assertEquals(1, books.faultCount(ID, BookFault.UNKNOWN_ORDER));
    }

    @Test
    void shouldRefuseAnInstrumentBeyondItsCapacity() {
        final IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> books.define(TestInstruments.byOrder(4)));

        assertEquals(
                "books: instrument id 4 is not within 1 and 3: raise the number of instruments", error.getMessage());
    }

    @Test
    void shouldRefuseCapacitiesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new Books(0, 1, 1, listener));
        assertThrows(IllegalArgumentException.class, () -> new Books(1, 0, 1, listener));
        assertThrows(IllegalArgumentException.class, () -> new Books(1, 1, 0, listener));
        assertThrows(IllegalArgumentException.class, () -> new Books(1, Integer.MAX_VALUE, 1, listener));
    }

    private List<Long> queue(final Side side) {
        final L3Book byOrder = (L3Book) book;
        final List<Long> ids = new ArrayList<>();
        for (int order = byOrder.firstOrder(side, 0); order != OrderPool.NONE; order = byOrder.nextOrder(order)) {
            ids.add(byOrder.orders.orderId(order));
        }
        return ids;
    }
}
