package io.tiercel.bench.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PopularityTest {
    private static final int INSTRUMENTS = 1_000;
    private static final int DRAWS = 2_000_000;

    @Test
    void shouldDrawTheKthAKthAsOftenAsTheFirst() {
        final int[] counts = counts(Popularity.zipf(INSTRUMENTS));

        Arrays.sort(counts);
        double harmonic = 0;
        for (int rank = 1; rank <= INSTRUMENTS; rank++) {
            harmonic += 1.0 / rank;
        }
        final double first = DRAWS / harmonic;
        for (final int rank : new int[] {1, 2, 3, 10, 100}) {
            assertEquals(first / rank, counts[INSTRUMENTS - rank], 0.05 * first / rank, "rank " + rank);
        }
        assertTrue(counts[0] > 0, "none is left out");
    }

    @Test
    void shouldDrawAsManyAsEachOnesShare() {
        final Popularity zipf = Popularity.zipf(INSTRUMENTS);
        final int[] shares = zipf.shares(DRAWS);

        final int[] counts = counts(zipf);

        for (int i = 0; i < INSTRUMENTS; i++) {
            assertEquals(shares[i], counts[i], 6 * Math.sqrt(shares[i]) + 1, "instrument " + i);
        }
        assertEquals(DRAWS, Arrays.stream(shares).sum(), INSTRUMENTS);
    }

    @Test
    void shouldRankByNothingThatAnIdTells() {
        final int[] shares = Popularity.zipf(INSTRUMENTS).shares(DRAWS);

        int falling = 0;
        for (int i = 1; i < INSTRUMENTS; i++) {
            falling += shares[i] <= shares[i - 1] ? 1 : 0;
        }

        assertEquals(INSTRUMENTS / 2, falling, INSTRUMENTS / 10);
    }

    @Test
    void shouldRepeatItself() {
        assertArrayEquals(counts(Popularity.zipf(50)), counts(Popularity.zipf(50)));
    }

    @Test
    void shouldDrawEvenly() {
        final Popularity even = Popularity.even(50);

        for (final int count : counts(even)) {
            assertEquals(DRAWS / 50, count, DRAWS / 1_000);
        }
        assertTrue(Arrays.stream(even.shares(DRAWS)).allMatch(share -> share == DRAWS / 50));
    }

    @Test
    void shouldDrawTheOnlyOne() {
        assertEquals(0, Popularity.zipf(1).draw(new RandomBits(1)));
        assertEquals(0, Popularity.even(1).draw(new RandomBits(1)));
    }

    @Test
    void shouldRefuseNoneAndTooMany() {
        assertThrows(IllegalArgumentException.class, () -> Popularity.zipf(0));
        assertThrows(IllegalArgumentException.class, () -> Popularity.even(-1));
        assertThrows(IllegalArgumentException.class, () -> Popularity.zipf(1_000_001));
    }

    private static int[] counts(final Popularity popularity) {
        final RandomBits random = new RandomBits(5);
        final int[] counts = new int[popularity.instruments()];
        for (int i = 0; i < DRAWS; i++) {
            counts[popularity.draw(random)]++;
        }
        return counts;
    }
}
