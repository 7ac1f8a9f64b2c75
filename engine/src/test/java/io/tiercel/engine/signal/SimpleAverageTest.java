package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SimpleAverageTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.simpleAverage(SignalRig.INSTRUMENT, SECOND, 3));

    @Test
    void shouldBeTheMeanOfTheLastPriceBeforeEachGridPoint() {
        mid(10_500, 100);
        mid(11_200, 101);
        mid(11_900, 105);
        mid(12_100, 108);
        assertFalse(rig.signal.ready());

        // At 11, 12 and 13 seconds: 100, 105, 108.
        mid(13_000, 777);

        assertTrue(rig.signal.ready());
        assertEquals(104.33333333333333, rig.signal.value());
    }

    @Test
    void shouldCountPriceThatStandsAtEachGridPoint() {
        mid(0, 100);
        mid(1_500, 106);

        // At 1, 2, 3 and 4 seconds: 100, 106, 106, 106; three are held.
        mid(3_000, 999);
        assertEquals((100 + 106 + 106) / 3.0, rig.signal.value());
        mid(86_400_000, 5);
        assertEquals(999, rig.signal.value());
    }

    @Test
    void shouldForgetWithoutATrace() {
        final Random random = new Random(11);
        long second = 0;
        for (; second < 50_000; second++) {
            rig.book(second * SECOND, Math.abs(random.nextLong() >> 3), Long.MAX_VALUE >> 1);
        }
        for (int i = 0; i < 5; i++) {
            mid((second + i) * 1_000, 7);
        }

        assertEquals(7, rig.signal.value());
    }

    @Test
    void shouldMatchTheDefinition() {
        final long[][] grids = {{10_000_000, 5}, {50_000_000, 20}, {333_333_333, 3}, {SECOND, 1}};
        for (final long[] grid : grids) {
            SignalRig.assertMatches(
                    StandardSignals.simpleAverage(SignalRig.INSTRUMENT, grid[0], (int) grid[1]),
                    1e-14,
                    0,
                    history -> SampleOracles.simpleAverage(history, grid[0], (int) grid[1]));
        }
    }

    private void mid(final long milliseconds, final long price) {
        rig.book(milliseconds * 1_000_000, price * UNIT - 1, price * UNIT + 1);
    }
}
