package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AverageTrueRangeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long CENT = 10_000_000L;

    /** High, low and close in cents, as charting tutorials have them. */
    private static final int[][] BARS = {
        {4870, 4779, 4816}, {4872, 4814, 4861}, {4890, 4839, 4875}, {4887, 4837, 4863}, {4882, 4824, 4874},
        {4905, 4864, 4903}, {4920, 4894, 4907}, {4935, 4886, 4932}, {4992, 4950, 4991}, {5019, 4987, 5013},
        {5012, 4920, 4953}, {4966, 4890, 4950}, {4988, 4943, 4975}, {5019, 4973, 5003}, {5036, 4926, 5031},
        {5057, 5009, 5052}, {5065, 5030, 5041}
    };

    @Test
    void shouldSmoothAsWilderDid() {
        final SignalRig rig = new SignalRig(StandardSignals.averageTrueRange(SignalRig.INSTRUMENT, 60 * SECOND, 14));
        // Calculated outside: the mean of 14 true ranges, then (13 × average + true range) ÷ 14.
        final double[] expected = {0.5542857142857146, 0.5932653061224494, 0.5851749271137028, 0.5683767180341527};
        for (int i = 0; i < BARS.length; i++) {
            mid(rig, 60L * i, BARS[i][0]);
            if (i >= 14) {
                assertEquals(expected[i - 14], rig.signal.value(), 1e-12);
            }
            assertEquals(i >= 14, rig.signal.ready(), "bar " + i);
            mid(rig, 60L * i + 20, BARS[i][1]);
            mid(rig, 60L * i + 59, BARS[i][2]);
        }

        mid(rig, 60L * BARS.length, 5_041);
        assertEquals(expected[3], rig.signal.value(), 1e-12);
    }

    @Test
    void shouldCountTheGapAfterIntervalsWithoutUpdatesOnce() {
        final SignalRig rig = new SignalRig(StandardSignals.averageTrueRange(SignalRig.INSTRUMENT, SECOND, 2));
        mid(rig, 0, 100);
        mid(rig, 1, 104);
        assertFalse(rig.signal.ready());

        // True ranges 0, then 104 − 100; the next bar, an hour later, 104 to 90; the last one 90 to 91.
        mid(rig, 3_600, 90);
        assertTrue(rig.signal.ready());
        assertEquals((0 + 0.04) / 2, rig.signal.value(), 1e-15);
        mid(rig, 3_601, 91);
        assertEquals((0.02 + 0.14) / 2, rig.signal.value(), 1e-15);
        mid(rig, 3_603, 91);
        assertEquals((0.08 + 0.01) / 2, rig.signal.value(), 1e-15);
    }

    @Test
    void shouldMatchTheDefinition() {
        final long[][] grids = {{10_000_000, 14}, {100_000_000, 5}, {333_333_333, 1}};
        for (final long[] grid : grids) {
            SignalRig.assertMatches(
                    StandardSignals.averageTrueRange(SignalRig.INSTRUMENT, grid[0], (int) grid[1]),
                    1e-12,
                    1e-12,
                    history -> SampleOracles.averageTrueRange(history, grid[0], (int) grid[1]));
        }
    }

    private static void mid(final SignalRig rig, final long seconds, final long cents) {
        rig.book(seconds * SECOND, cents * CENT - 1, cents * CENT + 1);
    }
}
