package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private final RecordingMatchListener events = new RecordingMatchListener();
    private final Matcher matcher = new Matcher(64, 16, events);

    @Test
    void shouldMatchBestPriceFirstThenTime() {
        limit(1, Side.SELL, 102, 5);
        limit(2, Side.SELL, 101, 5);
        limit(3, Side.SELL, 101, 5);
        events.take();

        limit(4, Side.BUY, 102, 12);

        assertEquals(
                List.of(
                        "accepted 4 40",
                        "executed 2 20 0 4 40 7 BUY 101 5",
                        "executed 3 30 0 4 40 2 BUY 101 5",
                        "executed 1 10 3 4 40 0 BUY 102 2"),
                events.take());
        assertEquals(List.of("1:102:3"), queue(matcher, Side.SELL));
    }

    @Test
    void shouldRestWhatDoesNotTrade() {
        limit(1, Side.SELL, 101, 5);
        events.take();

        limit(2, Side.BUY, 101, 8);

        assertEquals(
                List.of("accepted 2 20", "executed 1 10 0 2 20 3 BUY 101 5", "rested 2 20 BUY 101 3"), events.take());
        assertEquals(101, matcher.bestPriceNanos(Side.BUY));
        assertEquals(Matcher.NO_PRICE, matcher.bestPriceNanos(Side.SELL));
    }

    @Test
    void shouldCancelRemainderOfImmediateOrder() {
        limit(1, Side.SELL, 101, 5);
        events.take();

        submit(2, Side.BUY, OrderType.LIMIT, TimeInForce.IOC, 101, 8);

        assertEquals(List.of("accepted 2 20", "executed 1 10 0 2 20 3 BUY 101 5", "unfilled 2 20 3"), events.take());
        assertEquals(0, matcher.orderCount());
    }

    @Test
    void shouldFillOrKillAcrossLevels() {
        limit(1, Side.SELL, 101, 5);
        limit(2, Side.SELL, 102, 5);
        events.take();

        submit(3, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 101, 6);
        assertEquals(List.of("accepted 3 30", "unfilled 3 30 6"), events.take());

        submit(4, Side.BUY, OrderType.LIMIT, TimeInForce.FOK, 102, 10);
        assertEquals(
                List.of("accepted 4 40", "executed 1 10 0 4 40 5 BUY 101 5", "executed 2 20 0 4 40 0 BUY 102 5"),
                events.take());
    }

    @Test
    void shouldRefusePostOnlyOrderThatWouldTake() {
        limit(1, Side.SELL, 101, 5);
        events.take();

        final VenueReason reason = matcher.submit(2, 20, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, true, 101, 1);

        assertEquals(VenueReason.WOULD_TAKE, reason);
        assertEquals(List.of(), events.take());
        assertEquals(1, matcher.orderCount());
    }

    @Test
    void shouldKeepPlaceOnlyWhenReducedAtSamePrice() {
        limit(1, Side.BUY, 100, 5);
        limit(2, Side.BUY, 100, 5);

        assertEquals(VenueReason.NONE, matcher.replace(1, 9, 90, 100, 3));
        assertEquals(List.of("1:100:3", "2:100:5"), queue(matcher, Side.BUY));

        assertEquals(VenueReason.NONE, matcher.replace(1, 9, 90, 100, 4));
        assertEquals(List.of("2:100:5", "9:100:4"), queue(matcher, Side.BUY));
    }

    @Test
    void shouldTradeWhenReplaceCrosses() {
        limit(1, Side.SELL, 103, 5);
        limit(2, Side.BUY, 100, 5);
        events.take();

        matcher.replace(2, 3, 30, 103, 7);

        assertEquals(
                List.of("takenOut 2 3 30 BUY 103 7", "executed 1 10 0 3 30 2 BUY 103 5", "rested 3 30 BUY 103 2"),
                events.take());
    }

    @Test
    void shouldLetPostOnlyOrderStandWhenReplaceWouldTake() {
        limit(1, Side.SELL, 103, 5);
        matcher.submit(2, 20, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, true, 100, 5);

        assertEquals(VenueReason.WOULD_TAKE, matcher.replace(2, 3, 20, 103, 5));
        assertEquals(List.of("2:100:5"), queue(matcher, Side.BUY));
    }

    @Test
    void shouldRefuseWhatHasNoRoom() {
        final Matcher small = new Matcher(2, 2, events);
        small.submit(1, 0, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 100, 1);
        small.submit(2, 0, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 99, 1);

        assertEquals(
                VenueReason.CAPACITY, small.submit(3, 0, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 100, 1));
        assertEquals(2, small.orderCount());
        assertTrue(small.cancel(1));
        assertEquals(VenueReason.NONE, small.submit(3, 0, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, false, 98, 1));
    }

    @Test
    void shouldNotFindWhatIsGone() {
        limit(1, Side.BUY, 100, 5);

        assertTrue(matcher.cancel(1));
        assertFalse(matcher.cancel(1));
        assertEquals(VenueReason.UNKNOWN_ORDER, matcher.replace(1, 2, 0, 100, 1));
    }

    @Test
    void shouldRefuseASnapshotThatFindsNoRoom() {
        limit(1, Side.BUY, 100, 5);
        limit(2, Side.BUY, 99, 5);
        limit(3, Side.BUY, 99, 5);
        final StateBuffer state = new StateBuffer();
        matcher.snapshotTo(state);

        final Matcher fewOrders = new Matcher(2, 2, events);
        final Matcher fewLevels = new Matcher(3, 1, events);
        final Matcher enough = new Matcher(3, 2, events);
        enough.restoreFrom(state.reader());

        assertEquals(
                "snapshot has 3 resting orders, there is room for 2: restore it with as much room for orders as it was"
                        + " made with",
                refusal(fewOrders, state));
        assertEquals(
                "snapshot has more than 1 prices to buy, there is room for 1 a side: restore it with as much room for"
                        + " price levels as it was made with",
                refusal(fewLevels, state));
        assertEquals(0, fewLevels.orderCount());
        assertEquals(queue(matcher, Side.BUY), queue(enough, Side.BUY));
    }

    private static String refusal(final Matcher small, final StateBuffer state) {
        return assertThrows(IllegalStateException.class, () -> small.restoreFrom(state.reader()))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDoWhatTheOracleDoes(final long seed) {
        doWhatTheOracleDoes(seed, number -> number);
    }

    /** Venues number as they like: downwards below 0, in multiples of a row, far apart, at random. */
    @Test
    void shouldDoWhatTheOracleDoesWithAnyIds() {
        doWhatTheOracleDoes(11, number -> -number);
        doWhatTheOracleDoes(12, number -> -16 * number);
        doWhatTheOracleDoes(13, number -> Long.MIN_VALUE + (number << 40));
        doWhatTheOracleDoes(14, number -> Long.MAX_VALUE - number);
        doWhatTheOracleDoes(15, number -> new Random(number).nextLong());
    }

    /** @param ids of the orders by their numbers, which go upwards from 1 */
    private static void doWhatTheOracleDoes(final long seed, final LongUnaryOperator ids) {
        final RecordingMatchListener expected = new RecordingMatchListener();
        final OracleMatcher oracle = new OracleMatcher(expected);
        final RecordingMatchListener actual = new RecordingMatchListener();
        final Matcher fast = new Matcher(4_096, 1_024, actual);
        final Randomness random = new Randomness(seed);
        // A narrow market has long queues, a wide one many levels.
        final long width = 2 + (seed % 4) * (seed % 4) * 60;
        long lastId = 0;
        for (int step = 0; step < 6_000; step++) {
            final long id = 1 + random.nextBelow(lastId + 1);
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final long skew = side == Side.BUY ? -width / 3 : width / 3;
            final long price = 10_000 + skew + random.nextBelow(2 * width + 1) - width;
            final long quantity = 1 + random.nextBelow(20);
            final String context = "seed " + seed + ", step " + step;
            final long action = random.nextBelow(10);
            if (action < 3) {
                final long recent = ids.applyAsLong(Math.max(1, lastId - random.nextBelow(60)));
                assertEquals(oracle.cancel(recent), fast.cancel(recent), context);
            } else if (action < 5) {
                final long old = Math.max(1, lastId - random.nextBelow(60));
                final long next = random.nextBelow(4) == 0 ? old : random.nextBelow(10) == 0 ? id : ++lastId;
                final long oldId = ids.applyAsLong(old);
                final long newId = ids.applyAsLong(next);
                assertEquals(
                        oracle.replace(oldId, newId, step, price, quantity),
                        fast.replace(oldId, newId, step, price, quantity),
                        context);
            } else {
                final OrderType type = random.nextBelow(12) == 0 ? OrderType.MARKET : OrderType.LIMIT;
                final TimeInForce[] choices = {TimeInForce.DAY, TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK};
                final TimeInForce timeInForce =
                        random.nextBelow(3) > 0 ? TimeInForce.GTC : choices[(int) random.nextBelow(4)];
                final boolean postOnly = type == OrderType.LIMIT && random.nextBelow(5) == 0;
                final long newId = ids.applyAsLong(random.nextBelow(30) == 0 ? id : ++lastId);
                assertEquals(
                        oracle.submit(newId, step, side, type, timeInForce, postOnly, price, quantity),
                        fast.submit(newId, step, side, type, timeInForce, postOnly, price, quantity),
                        context);
            }
            assertEquals(expected.take(), actual.take(), context);
            if (step % 50 == 0) {
                assertEquals(oracle.queue(Side.BUY), queue(fast, Side.BUY), context);
                assertEquals(oracle.queue(Side.SELL), queue(fast, Side.SELL), context);
                assertLevelsAddUp(fast, context);
            }
        }
    }

    /** All orders of a side, from the first in turn on. */
    static List<String> queue(final Matcher matcher, final Side side) {
        final RestingOrders orders = matcher.resting();
        final int place = RestingOrders.sideOf(side);
        final List<String> lines = new ArrayList<>();
        for (int level = 0; level < orders.levelCount(place); level++) {
            for (int slot = orders.levelFirst(place, level); slot != RestingOrders.NONE; slot = orders.next(slot)) {
                lines.add(orders.id(slot) + ":" + orders.price(slot) + ":" + orders.leaves(slot));
            }
        }
        return lines;
    }

    private static void assertLevelsAddUp(final Matcher matcher, final String context) {
        final RestingOrders orders = matcher.resting();
        int total = 0;
        for (final int side : new int[] {RestingOrders.BUY, RestingOrders.SELL}) {
            for (int level = 0; level < orders.levelCount(side); level++) {
                long quantity = 0;
                int count = 0;
                for (int slot = orders.levelFirst(side, level); slot != RestingOrders.NONE; slot = orders.next(slot)) {
                    quantity += orders.leaves(slot);
                    count++;
                }
                assertEquals(quantity, orders.levelQuantity(side, level), context);
                assertEquals(count, orders.levelOrderCount(side, level), context);
                total += count;
            }
        }
        assertEquals(total, orders.orderCount(), context);
    }

    private void limit(final long id, final Side side, final long price, final long quantity) {
        submit(id, side, OrderType.LIMIT, TimeInForce.DAY, price, quantity);
    }

    private void submit(
            final long id,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long price,
            final long quantity) {
        assertEquals(VenueReason.NONE, matcher.submit(id, 10 * id, side, type, timeInForce, false, price, quantity));
    }
}
