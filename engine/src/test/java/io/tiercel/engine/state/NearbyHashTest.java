package io.tiercel.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NearbyHashTest {
    private static final int LENGTH = 1 << 14;
    private static final int KEYS = LENGTH / 2;
    private static final int LONGEST_ROW = 400;

    @Test
    void shouldPutNeighboursSideBySide() {
        final int home = NearbyHash.home(800, LENGTH - 1);

        assertEquals(home + 1, NearbyHash.home(801, LENGTH - 1));
        assertEquals(home + 15, NearbyHash.home(815, LENGTH - 1));
    }

    @Test
    void shouldSpreadARowOfKeys() {
        assertShort(LongStream.range(1, KEYS), "one after the other");
    }

    @Test
    void shouldSpreadKeysThatDifferInTheirGreatestBitsOnly() {
        assertShort(LongStream.range(0, KEYS / 2).map(ordinal -> ordinal << 52 | 77), "ordinals of one input");
    }

    @Test
    void shouldSpreadKeysWithGaps() {
        assertShort(LongStream.range(1, KEYS).map(key -> key * 400), "every 400th");
    }

    /** How long the longest search would be if these keys were put into a table. */
    private static void assertShort(final LongStream keys, final String what) {
        final boolean[] taken = new boolean[LENGTH];
        final long longest = keys.map(key -> {
                    int index = NearbyHash.home(key, LENGTH - 1);
                    int steps = 0;
                    while (taken[index]) {
                        index = (index + 1) & (LENGTH - 1);
                        steps++;
                    }
                    taken[index] = true;
                    return steps;
                })
                .max()
                .orElseThrow();

        assertTrue(longest < LONGEST_ROW, what + ": a search takes " + longest + " steps");
    }
}
