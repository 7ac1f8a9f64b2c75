package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateBufferReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random messages, legal and not, to books and to their oracle: the same events must follow, and views and
 * queues must stay the same. */
class BooksContractTest {
    private static final int INSTRUMENTS = 6;
    private static final long[] ODD_VALUES = {
        0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, -(1L << 62), (1L << 62) + 1, 1L << 53, (1L << 53) + 1, -7
    };
    private static final FeedState[] FEED_STATES = {FeedState.LIVE, FeedState.STALE, FeedState.RECOVERING};

    private final Set<BookFault> faultsSeen = EnumSet.noneOf(BookFault.class);

    @Test
    void shouldBehaveLikeSortedMapsOfQueues() {
        for (long seed = 1; seed <= 40; seed++) {
            try {
                new Run(seed).run(2_500);
            } catch (final AssertionError | RuntimeException error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
        assertEquals(EnumSet.allOf(BookFault.class), faultsSeen);
    }

    private final class Run {
        private final Random random;
        private final int maxOrders;
        private final int maxLevels;
        private final int priceRange;
        private final int oddPerMille;
        private final RecordingBookListener listener = new RecordingBookListener();
        private final OracleBooks oracle;
        private Books books;

        Run(final long seed) {
            random = new Random(seed);
            maxOrders = 1 + random.nextInt(random.nextBoolean() ? 60 : 600);
            maxLevels = 1 + random.nextInt(random.nextBoolean() ? 20 : 400);
            priceRange = 2 + random.nextInt(random.nextBoolean() ? 10 : 300);
            oddPerMille = random.nextInt(60);
            oracle = new OracleBooks(maxOrders, maxLevels);
            books = newBooks();
            for (int id = 1; id <= INSTRUMENTS; id++) {
                oracle.define(id, isByOrder(id));
            }
        }

        void run(final int messages) {
            for (int i = 0; i < messages; i++) {
                final int id = 1 + random.nextInt(INSTRUMENTS);
                message(id);
                assertEquals(oracle.events, listener.take());
                oracle.events.clear();
                if (random.nextInt(4) == 0) {
                    oracle.assertSame(books, id);
                }
                if (i % 500 == 499) {
                    restore();
                    oracle.assertSame(books);
                }
            }
            for (final BookFault fault : BookFault.values()) {
                if (books.faultCount(fault) > 0) {
                    faultsSeen.add(fault);
                }
            }
        }

        private void message(final int id) {
            final OracleBook expected = oracle.get(id);
            final int choice = random.nextInt(1000);
            if (choice < 20) {
                other(id, expected, choice);
            } else if (choice < 200) {
                assertEquals(expected.endOfPacket(), books.endOfPacket(id), "quote changed");
            } else if (isByOrder(id) != choice < 205) {
                byOrder(id, expected);
            } else {
                byLevel(id, expected);
            }
        }

        private void other(final int id, final OracleBook expected, final int choice) {
            if (choice < 3) {
                books.clear(id);
                expected.clear();
            } else if (choice < 10) {
                final Side side = side();
                final long price = price(side);
                final long quantity = quantity();
                books.trade(id, side, price, quantity);
                expected.trade(side, price, quantity);
            } else {
                final FeedState state = FEED_STATES[random.nextInt(FEED_STATES.length)];
                final boolean all = random.nextBoolean();
                books.feedState(all ? 0 : id, state);
                oracle.books.values().stream()
                        .filter(book -> all || book == expected)
                        .forEach(book -> book.feedState = state);
            }
        }

        private void byOrder(final int id, final OracleBook expected) {
            final int choice = random.nextInt(100);
            final long orderId = choice < 45 && random.nextInt(50) != 0 ? newId() : knownId(expected);
            final OracleBook.Entry order = expected.orders.get(orderId);
            final Side orderSide = order == null ? side() : order.side;
            final Side side = odd() ? Side.NULL_VAL : odd() ? OracleBooks.opposite(orderSide) : orderSide;
            final long price = random.nextInt(3) == 0 && order != null ? order.price : price(orderSide);
            final long quantity = quantity();
            if (!expected.byOrder) {
                wrongKind(id, expected, side, orderId, price, quantity);
            } else if (choice < 45) {
                books.add(id, side, orderId, price, quantity);
                expected.add(side, orderId, price, quantity);
            } else if (choice < 58) {
                books.modify(id, side, orderId, price, quantity);
                expected.modify(side, orderId, price, quantity);
            } else if (choice < 70) {
                final Side aggressor = OracleBooks.opposite(side);
                final long atPrice = random.nextBoolean() ? Book.NO_PRICE : price;
                books.execute(id, aggressor, orderId, atPrice, quantity);
                expected.execute(aggressor, orderId, atPrice, quantity);
            } else if (choice < 78) {
                books.cancel(id, side, orderId, quantity);
                expected.cancel(side, orderId, quantity);
            } else if (choice < 90) {
                books.delete(id, side, orderId);
                expected.delete(side, orderId);
            } else {
                final long newId = choice < 92 ? orderId : choice < 94 ? knownId(expected) : newId();
                books.replace(id, side, orderId, newId, price, quantity);
                expected.replace(side, orderId, newId, price, quantity);
            }
        }

        private void byLevel(final int id, final OracleBook expected) {
            final Side side = odd() ? Side.NULL_VAL : side();
            final long price = price(side);
            final long quantity = random.nextInt(3) == 0 ? 0 : quantity();
            final int orderCount = odd() ? -1 : random.nextInt(5);
            books.level(id, side, price, quantity, orderCount);
            if (expected.byOrder) {
                expected.fault(BookFault.WRONG_DEPTH_KIND, price);
            } else {
                expected.level(side, price, quantity, orderCount);
            }
        }

        private void wrongKind(
                final int id,
                final OracleBook expected,
                final Side side,
                final long orderId,
                final long price,
                final long quantity) {
            switch (random.nextInt(6)) {
                case 0 -> books.add(id, side, orderId, price, quantity);
                case 1 -> books.modify(id, side, orderId, price, quantity);
                case 2 -> books.execute(id, side, orderId, price, quantity);
                case 3 -> books.cancel(id, side, orderId, quantity);
                case 4 -> books.delete(id, side, orderId);
                default -> books.replace(id, side, orderId, orderId + 1, price, quantity);
            }
            expected.fault(BookFault.WRONG_DEPTH_KIND, orderId);
        }

        /** Goes on with books that took over the state; what they write must be the same again. */
        private void restore() {
            final StateBuffer state = new StateBuffer();
            books.snapshotTo(state);
            books = newBooks();
            final StateBufferReader reader = state.reader();
            books.restoreFrom(reader);
            assertTrue(reader.atEnd());
            final StateBuffer again = new StateBuffer();
            books.snapshotTo(again);
            assertArrayEquals(state.toByteArray(), again.toByteArray());
        }

        private Books newBooks() {
            final Books made = new Books(INSTRUMENTS, maxOrders, maxLevels, listener);
            for (int id = 1; id <= INSTRUMENTS; id++) {
                made.define(isByOrder(id) ? TestInstruments.byOrder(id) : TestInstruments.byLevel(id));
            }
            return made;
        }

        private boolean isByOrder(final int id) {
            return id % 3 != 0;
        }

        private boolean odd() {
            return random.nextInt(1000) < oddPerMille;
        }

        private Side side() {
            return random.nextBoolean() ? Side.BUY : Side.SELL;
        }

        private long newId() {
            return random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(1_000_000);
        }

        private long knownId(final OracleBook expected) {
            if (odd() || expected.orders.isEmpty()) {
                return newId();
            }
            final List<Long> ids = new ArrayList<>(expected.orders.keySet());
            return ids.get(random.nextInt(ids.size()));
        }

        /** Around zero, so that some are negative; the sides overlap a little. */
        private long price(final Side side) {
            if (odd()) {
                return ODD_VALUES[random.nextInt(ODD_VALUES.length)];
            }
            final long distance = random.nextInt(priceRange) - 1;
            return side == Side.BUY ? -distance : distance;
        }

        private long quantity() {
            return odd() ? ODD_VALUES[random.nextInt(ODD_VALUES.length)] : 1 + random.nextInt(40);
        }
    }
}
