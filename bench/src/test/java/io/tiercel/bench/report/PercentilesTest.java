package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void shouldTakeNearestRank() {
        final long[] samples = new long[100];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 100 - i;
        }

        final Percentiles percentiles = Percentiles.of(samples, samples.length);

        assertEquals(50, percentiles.at(50));
        assertEquals(99, percentiles.at(99));
        assertEquals(100, percentiles.at(99.9));
        assertEquals(1, percentiles.at(0));
        assertEquals(50.5, percentiles.median());
    }

    @Test
    void shouldLookAtFirstSamplesOnly() {
        final Percentiles percentiles = Percentiles.of(new long[] {3, 1, 2, 900}, 3);

        assertEquals(3, percentiles.max());
        assertEquals(1, percentiles.min());
        assertEquals(2, percentiles.median());
    }

    @Test
    void shouldSayThatThereIsNone() {
        final Percentiles none = Percentiles.of();

        assertTrue(Double.isNaN(none.at(50)) && Double.isNaN(none.median()) && Double.isNaN(none.max()));
        assertEquals(0, none.count());
    }
}
