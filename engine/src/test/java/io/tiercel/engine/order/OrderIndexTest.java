package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderIndexTest {
    private static final int CAPACITY = 1_000;
    private static final int STEPS = 200_000;

    private final OrderIndex index = new OrderIndex(CAPACITY);
    private final Map<Long, Order> expected = new HashMap<>();
    private final List<Long> held = new ArrayList<>();

    @Test
    void shouldFindWhatAMapFinds() {
        final long seed = 20_261_121;
        final Random random = new Random(seed);
        long next = 1;

        for (int step = 0; step < STEPS; step++) {
            if (held.size() < CAPACITY && random.nextInt(100) < 52) {
                // Rows of neighbours, with holes, and now and then a far one.
                next += random.nextInt(50) == 0 ? random.nextLong(1L << 40) : random.nextInt(1, 4);
                final Order order = new Order();
                index.put(next, order);
                expected.put(next, order);
                held.add(next);
            } else if (!held.isEmpty()) {
                // Mostly the oldest.
                final long key = held.remove(random.nextInt(4) == 0 ? random.nextInt(held.size()) : 0);
                index.remove(key);
                expected.remove(key);
                assertNull(index.get(key), "seed " + seed + ", step " + step);
            }
            final long probe = next - random.nextInt(200);
            assertSame(expected.get(probe), index.get(probe), "seed " + seed + ", step " + step);
        }
        held.forEach(key -> assertSame(expected.get(key), index.get(key), "seed " + seed));
    }

    @Test
    void shouldGiveAKeyToTheLastOrder() {
        final Order second = new Order();
        index.put(7, new Order());

        index.put(7, second);

        assertSame(second, index.get(7));
    }

    @Test
    void shouldKnowNothingOfKeysThatAreNotThere() {
        index.put(7, new Order());

        index.remove(8);

        assertNull(index.get(8));
        assertNull(index.get(0));
    }
}
