package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RealisedVolatilityTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.realisedVolatility(SignalRig.INSTRUMENT, SECOND, 2));

    @Test
    void shouldSampleTheLastPriceBeforeEachGridPoint() {
        mid(10_500, 100);
        mid(11_200, 101);
        mid(11_900, 102);
        mid(12_100, 104);
        assertFalse(rig.signal.ready());

        // Prices at 11, 12 and 13 seconds: 100, 102, 104.
        mid(13_000, 777);
        final double first = 2.0 / 100;
        final double second = 2.0 / 102;
        assertTrue(rig.signal.ready());
        assertEquals(1e4 * Math.sqrt((first * first + second * second) / 2), rig.signal.value(), 1e-9);
    }

    @Test
    void shouldTakeGridPointsWithoutAnUpdateAsNoMove() {
        mid(10_500, 100);
        mid(11_200, 102);

        // Prices at 11 to 15 seconds: 100, 102, 102, 102, 102; the window are the last two returns.
        mid(13_900, 102);
        assertEquals(1e4 * Math.sqrt(0.02 * 0.02 / 2), rig.signal.value(), 1e-9);
        mid(15_100, 110);
        assertEquals(0, Double.doubleToRawLongBits(rig.signal.value()));
    }

    @Test
    void shouldHoldEveryReturnOfAFullWindow() {
        final SignalRig full = new SignalRig(StandardSignals.realisedVolatility(SignalRig.INSTRUMENT, SECOND, 3));
        for (int i = 0; i < 20; i++) {
            final long bid = (i % 2 == 0 ? 100 : 101) * UNIT;
            full.book(i * SECOND + 1, bid, bid + 2);
        }

        final double up = 1.0 / 100;
        final double down = 1.0 / 101;
        assertEquals(1e4 * Math.sqrt((2 * down * down + up * up) / 3), full.signal.value(), 1e-6);
    }

    @Test
    void shouldForgetAWindowOfTurmoilWithoutATrace() {
        final Random random = new Random(5);
        long second = 0;
        for (; second < 50_000; second++) {
            mid(second * 1_000, 1 + random.nextInt(1_000_000));
        }
        mid(second * 1_000, 100);

        mid((second + 1) * 1_000, 100);
        mid((second + 3) * 1_000, 100);

        assertEquals(0, Double.doubleToRawLongBits(rig.signal.value()));
    }

    @Test
    void shouldCutOffReturnsAbove400Percent() {
        mid(0, 1);
        mid(1_100, 1_000_000);
        mid(2_100, 1_000_000);

        mid(3_100, 1_000_000);

        assertEquals(1e4 * Math.sqrt(16.0 / 2), rig.signal.value(), 1e-9);
    }

    @Test
    void shouldKeepExactSumsOverTheGreatestWindow() {
        final int samples = RealisedVolatility.MAX_SAMPLES;
        final SignalRig wide = new SignalRig(StandardSignals.realisedVolatility(SignalRig.INSTRUMENT, SECOND, samples));
        long bid = 1;
        for (int i = 0; i < samples + 2; i++) {
            // Up by more than the limit, then down to nearly nothing: return after return at its greatest.
            bid = i % 2 == 0 ? 1_000 * UNIT : UNIT;
            wide.book(i * SECOND, bid, bid + 2);
        }

        final double down = 0.999;
        assertEquals(1e4 * Math.sqrt((16 + down * down) / 2), wide.signal.value(), 1e-2);
    }

    @Test
    void shouldMatchTheDefinition() {
        final long[][] grids = {{10 * MILLI, 5}, {50 * MILLI, 20}, {333_333_333L, 3}, {SECOND, 1}};
        for (final long[] grid : grids) {
            SignalRig.assertMatches(
                    StandardSignals.realisedVolatility(SignalRig.INSTRUMENT, grid[0], (int) grid[1]),
                    1e-10,
                    1e-9,
                    history -> SignalOracles.realisedVolatility(history, grid[0], (int) grid[1]));
        }
    }

    private void mid(final long milliseconds, final long price) {
        rig.book(milliseconds * MILLI, price * UNIT - 1, price * UNIT + 1);
    }
}
