package io.tiercel.bench.compared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.compared.MatcherOperations.Mix;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Trades;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatcherOperationsTest {
    private static final long SEED = 5;
    private static final int COUNT = 100_000;
    private static final double PERCENT = 100;

    @ParameterizedTest
    @CsvSource({"MOVES, 9, 3, 6, 82", "ADDS, 46, 10, 44, 0"})
    void shouldMixKindsAsAnnounced(
            final Mix mix, final double adds, final double immediates, final double deletes, final double moves) {
        final MatcherOperations source = new MatcherOperations(SEED, mix, 1_000);
        source.fill();
        final Operations operations = source.record(COUNT);
        final int[] counts = new int[Operations.MOVE + 1];
        for (int i = 0; i < COUNT; i++) {
            counts[operations.kind(i)]++;
        }

        assertEquals(adds, counts[Operations.ADD] * PERCENT / COUNT, 0.5);
        assertEquals(immediates, counts[Operations.IMMEDIATE] * PERCENT / COUNT, 0.5);
        assertEquals(deletes, counts[Operations.DELETE] * PERCENT / COUNT, 0.5);
        assertEquals(moves, counts[Operations.MOVE] * PERCENT / COUNT, 0.5);
    }

    @ParameterizedTest
    @EnumSource(Mix.class)
    void shouldKeepAboutAsManyOrdersAsAskedAndTrade(final Mix mix) {
        final MatcherOperations source = new MatcherOperations(SEED, mix, 1_000);
        assertEquals(1_000, source.fill().count());
        assertEquals(0, source.tradeCount());
        for (int i = 0; i < 10; i++) {
            source.record(COUNT / 10);

            assertTrue(Math.abs(source.liveOrders() - 1_000) < 100, () -> source.liveOrders() + " live orders");
        }
        assertTrue(source.tradeCount() > COUNT / 50, () -> source.tradeCount() + " trades");
    }

    @Test
    void shouldMoveOrdersToOtherPricesWithWhatTheyHaveLeft() {
        final MatcherOperations source = new MatcherOperations(SEED, Mix.MOVES, 100);
        final PlainMatcher matcher = new PlainMatcher(new Trades());
        final Operations fill = source.fill();
        matcher.apply(fill, 0, fill.count());
        final Operations operations = source.record(10_000);
        for (int i = 0; i < operations.count(); i++) {
            if (operations.kind(i) == Operations.MOVE) {
                final PlainMatcher.Order order = matcher.find(operations.orderId(i));
                assertNotEquals(order.price(), operations.price(i), "operation " + i);
                assertEquals(order.leaves(), operations.quantity(i), "operation " + i);
            }
            matcher.apply(operations, i, i + 1);
        }
    }

    @Test
    void shouldRepeatItselfForSameSeedOnly() {
        assertEquals(chain(SEED), chain(SEED));
        assertNotEquals(chain(SEED), chain(SEED + 1));
    }

    @Test
    void shouldRejectTooFewOrders() {
        assertThrows(IllegalArgumentException.class, () -> new MatcherOperations(SEED, Mix.ADDS, 1));
    }

    private static long chain(final long seed) {
        final MatcherOperations source = new MatcherOperations(seed, Mix.MOVES, 50);
        final Trades trades = new Trades();
        final PlainMatcher matcher = new PlainMatcher(trades);
        final Operations fill = source.fill();
        final Operations operations = source.record(10_000);
        matcher.apply(fill, 0, fill.count());
        matcher.apply(operations, 0, operations.count());
        return trades.chain();
    }
}
