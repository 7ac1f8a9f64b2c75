package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateHash;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BooksSnapshotTest {
    private final RecordingBookListener listener = new RecordingBookListener();
    private final Books books = newBooks(8, 8);

    @Test
    void shouldWriteEqualBooksAlikeWhateverTheirHistory() {
        final Books other = newBooks(100, 200);
        fill(books);
        for (int id = 50; id < 90; id++) {
            other.add(1, Side.SELL, id, id, 1);
            other.level(2, Side.SELL, id, 1, 1);
        }
        for (int id = 50; id < 90; id++) {
            other.delete(1, Side.SELL, id);
            other.level(2, Side.SELL, id, 0, 0);
        }
        fill(other);

        assertEquals(hash(books), hash(other));
    }

    @Test
    void shouldWriteQueuesOfAnotherOrderDifferently() {
        final Books other = newBooks(8, 8);
        books.add(1, Side.BUY, 1, 100, 5);
        books.add(1, Side.BUY, 2, 100, 5);
        other.add(1, Side.BUY, 2, 100, 5);
        other.add(1, Side.BUY, 1, 100, 5);

        assertNotEquals(hash(books), hash(other));
    }

    @Test
    void shouldWriteFaultsFeedStateAndLastTrade() {
        final long empty = hash(books);
        books.feedState(1, FeedState.LIVE);
        final long live = hash(books);
        books.trade(1, Side.BUY, 5, 5);
        final long traded = hash(books);
        books.delete(1, Side.BUY, 1);
        final long faulty = hash(books);
        books.clear(1);

        assertEquals(5, Set.of(empty, live, traded, faulty, hash(books)).size());
    }

    @Test
    void shouldTakeOverOrdersFaultsAndStates() {
        fill(books);
        books.feedState(0, FeedState.LIVE);
        books.delete(1, Side.BUY, 99);
        final Books restored = newBooks(8, 8);
        restored.add(1, Side.SELL, 77, 1, 1);
        restored.delete(1, Side.BUY, 98);
        restored.delete(1, Side.BUY, 98);

        restored.restoreFrom(state(books).reader());

        assertEquals(hash(books), hash(restored));
        assertEquals(books.orderCount(), restored.orderCount());
        assertEquals(1, restored.faultCount(BookFault.UNKNOWN_ORDER));
        assertTrue(restored.book(1).suspect());
        assertEquals(FeedState.LIVE, restored.book(2).feedState());
    }

    @Test
    void shouldRefuseToRestoreWithoutTheSameDefinitions() {
        final Books lacking = new Books(2, 8, 8, listener);
        lacking.define(TestInstruments.byOrder(1));
        assertRefused(lacking, "snapshot has 2 books, 1 are defined");

        final Books swapped = new Books(3, 8, 8, listener);
        swapped.define(TestInstruments.byOrder(1));
        swapped.define(TestInstruments.byLevel(3));
        assertRefused(swapped, "snapshot has a book for instrument 2, which is not defined");

        final Books otherKind = new Books(2, 8, 8, listener);
        otherKind.define(TestInstruments.byOrder(1));
        otherKind.define(TestInstruments.byOrder(2));
        assertRefused(otherKind, "snapshot has a book by level for instrument 2");
    }

    @Test
    void shouldRefuseToRestoreWhatThereIsNoRoomFor() {
        fill(books);

        assertRefused(newBooks(2, 8), "snapshot has more orders than there is room for");
        assertRefused(newBooks(8, 2), "snapshot has more levels than there is room for");
    }

    private void assertRefused(final Books target, final String message) {
        final StateBuffer state = state(books);
        final IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> target.restoreFrom(state.reader()));
        assertTrue(error.getMessage().startsWith(message), error::getMessage);
    }

    private Books newBooks(final int maxOrders, final int maxLevels) {
        final Books made = new Books(2, maxOrders, maxLevels, listener);
        made.define(TestInstruments.byOrder(1));
        made.define(TestInstruments.byLevel(2));
        return made;
    }

    private static void fill(final Books target) {
        target.add(1, Side.BUY, 1, 100, 5);
        target.add(1, Side.BUY, 2, 100, 6);
        target.add(1, Side.BUY, 3, 99, 7);
        target.add(1, Side.SELL, 4, 101, 8);
        target.level(2, Side.BUY, 10, 5, 1);
        target.level(2, Side.SELL, 11, 6, 2);
    }

    private static StateBuffer state(final Books source) {
        final StateBuffer state = new StateBuffer();
        source.snapshotTo(state);
        return state;
    }

    private static long hash(final Books source) {
        final StateHash hash = new StateHash();
        source.snapshotTo(hash);
        return hash.value();
    }
}
