package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderPoolTest {
    private record Key(int instrumentId, long orderId) {}

    private static final int CAPACITY = 500;

    private final OrderPool orders = new OrderPool(CAPACITY, 3);
    private final LevelPool levels = new LevelPool(3, orders);
    private final int[] levelOf = {0, level(1), level(2), level(3)};
    private final Map<Key, Integer> oracle = new HashMap<>();
    private final List<Key> known = new ArrayList<>();

    @Test
    void shouldTellEqualIdsOfInstrumentsApart() {
        put(new Key(1, 5));
        put(new Key(2, 5));
        remove(new Key(1, 5));

        assertEquals(OrderPool.NONE, orders.find(1, 5));
        assertEquals(oracle.get(new Key(2, 5)), orders.find(2, 5));
    }

    /**
     * Ids in rows, far apart, multiples of a row below 0, downwards from the greatest and upwards from the least there
     * is, and at random; always near capacity, where chains are longest.
     */
    @Test
    void shouldBehaveLikeAHashMap() {
        for (long seed = 1; seed <= 18; seed++) {
            try {
                new OrderPoolTest().compareWithMap(new Random(seed), (int) (seed % 6));
            } catch (final AssertionError | RuntimeException error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
    }

    private void compareWithMap(final Random random, final int pattern) {
        for (int step = 0; step < 8_000; step++) {
            final Key next = new Key(1 + random.nextInt(3), orderId(random, pattern, step));
            // That an order comes may be said before, or not, or of one that does not come, and changes nothing
            orders.expect(next.instrumentId(), next.orderId());
            if (random.nextInt(50) == 0) {
                orders.fetch();
            }
            if (!oracle.containsKey(next) && oracle.size() < CAPACITY) {
                assertEquals(OrderPool.NONE, orders.find(next.instrumentId(), next.orderId()));
                put(next);
            } else if (!known.isEmpty()) {
                remove(known.get(random.nextInt(known.size())));
            }
            if (step % 500 == 0) {
                oracle.forEach((key, slot) -> assertEquals(slot, orders.find(key.instrumentId(), key.orderId())));
            }
        }
    }

    private static long orderId(final Random random, final int pattern, final int step) {
        return switch (pattern) {
            case 0 -> step;
            case 1 -> (long) step << 40;
            case 2 -> -16L * step;
            case 3 -> Long.MAX_VALUE - step;
            case 4 -> Long.MIN_VALUE + step;
            default -> random.nextLong();
        };
    }

    private int level(final int instrumentId) {
        return levels.take(0, instrumentId << 1);
    }

    private void put(final Key key) {
        final int slot = orders.take(key.instrumentId(), key.orderId(), 1);
        orders.append(slot, levelOf[key.instrumentId()]);
        oracle.put(key, slot);
        known.add(key);
    }

    private void remove(final Key key) {
        orders.unlink(oracle.get(key));
        orders.free(key.instrumentId(), oracle.get(key));
        assertEquals(OrderPool.NONE, orders.find(key.instrumentId(), key.orderId()));
        oracle.remove(key);
        known.remove(key);
    }
}
