package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearbyIndexTest {
    private static final int CAPACITY = 500;
    private static final int STEPS = 100_000;

    private final NearbyIndex index = new NearbyIndex(CAPACITY);

    @Test
    void shouldAgreeWithAMap() {
        for (long seed = 1; seed <= 5; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Map<Long, Integer> expected = new HashMap<>();
            final List<Long> held = new ArrayList<>();
            index.clear();
            long next = random.nextLong(-1_000, 1_000);

            for (int step = 0; step < STEPS; step++) {
                if (held.size() < CAPACITY && random.nextInt(100) < 55) {
                    next += random.nextInt(40) == 0 ? random.nextLong() >> 1 : random.nextInt(1, 4);
                    final int entry = index.put(next);
                    assertTrue(entry >= 0 && entry < CAPACITY, "seed " + seed + ", step " + step);
                    if (expected.put(next, entry) == null) {
                        held.add(next);
                    }
                } else if (!held.isEmpty()) {
                    final long key = held.remove(random.nextInt(4) == 0 ? random.nextInt(held.size()) : 0);
                    assertEquals(expected.remove(key), index.remove(key), "seed " + seed + ", step " + step);
                    assertEquals(NearbyIndex.NONE, index.get(key));
                }
                final long probe = next - random.nextInt(100);
                assertEquals(
                        expected.getOrDefault(probe, NearbyIndex.NONE),
                        index.get(probe),
                        "seed " + seed + ", step " + step);
            }
            held.forEach(key -> assertEquals(expected.get(key), index.get(key)));
            assertEquals(held.size(), new HashSet<>(expected.values()).size(), "an entry has one key");
        }
    }

    @Test
    void shouldKeepTheEntryOfAKeyThatIsThere() {
        final int first = index.put(7);

        assertEquals(first, index.put(7));
        assertNotEquals(first, index.put(8));
    }

    @Test
    void shouldRefuseOneKeyTooMany() {
        for (int key = 0; key < CAPACITY; key++) {
            index.put(key);
        }

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> index.put(CAPACITY));

        assertEquals("an index for 500 keys got one more", refused.getMessage());
    }

    @Test
    void shouldTakeAsManyAsBeforeAfterAClear() {
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < CAPACITY; key++) {
                index.put(1_000L * round + key);
            }
            index.clear();
            assertEquals(NearbyIndex.NONE, index.get(1_000L * round));
        }
    }

    @Test
    void shouldRemoveNothingThatIsNotThere() {
        index.put(7);

        assertEquals(NearbyIndex.NONE, index.remove(8));
    }
}
