package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EwmaVolatilityTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.ewmaVolatility(SignalRig.INSTRUMENT, SECOND));

    @Test
    void shouldBeTheReturnOfTheOnlyInterval() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND, 100 * UNIT, 102 * UNIT);

        // 1 % in one second
        assertEquals(100, rig.signal.value(), 1e-9);
    }

    @Test
    void shouldScaleWithTheRootOfTime() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(4 * SECOND, 100 * UNIT, 102 * UNIT);

        // 1 % in four seconds
        assertEquals(50, rig.signal.value(), 1e-9);
    }

    @Test
    void shouldCountAnIntervalHalfAfterAHalfLife() {
        rig.book(0, 99 * UNIT, 101 * UNIT)
                .book(SECOND, 100 * UNIT, 102 * UNIT)
                .book(2 * SECOND, 100 * UNIT, 102 * UNIT);

        // (0.5 × 0.01² + 0) ÷ (0.5 + 1)
        assertEquals(57.735026918962575, rig.signal.value(), 1e-9);
    }

    @Test
    void shouldCountAMoveAtTheSameTime() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND, 100 * UNIT, 102 * UNIT).book(SECOND, 99 * UNIT, 101 * UNIT);

        // The second before weighs 1/(2 ln 2) on average; the return of the moment is −1/101.
        final double mean = 1 / (2 * StrictMath.log(2));
        final double expected = 1e4 * Math.sqrt((1e-4 * mean + 1.0 / 101 / 101) / mean);
        assertEquals(expected, rig.signal.value(), 1e-9);
    }

    @Test
    void shouldBeReadyAfterOneHalfLife() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND - 1, 100 * UNIT, 102 * UNIT);
        assertFalse(rig.signal.ready());

        rig.book(SECOND, 100 * UNIT, 102 * UNIT);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldNotTellOfAnUpdateThatSaysNothing() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND, 100 * UNIT, 102 * UNIT);

        rig.book(SECOND, 100 * UNIT, 7, 102 * UNIT, 9);

        assertEquals(1, rig.toldCount);
    }

    @Test
    void shouldEndAtZeroWhenThePriceStandsStill() {
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND, 100 * UNIT, 102 * UNIT);

        for (int i = 2; i <= 400; i++) {
            rig.book(i * SECOND, 100 * UNIT, 102 * UNIT);
        }

        assertEquals(0, Double.doubleToRawLongBits(rig.signal.value()));
    }

    @Test
    void shouldRecoverSoonFromAClosedNight() {
        final long openNs = 60_000 * SECOND;
        rig.book(0, 99 * UNIT, 101 * UNIT).book(SECOND, 100 * UNIT, 102 * UNIT);
        rig.book(openNs, 100 * UNIT, 102 * UNIT);

        long bid = 100 * UNIT;
        for (int i = 1; i <= 10; i++) {
            bid += i % 2 == 0 ? -UNIT : UNIT;
            rig.book(openNs + i * SECOND, bid, bid + 2 * UNIT);
        }

        // About 1 % a second since the opening; the night must not hold it down.
        assertEquals(98.5, rig.signal.value(), 1);
    }

    @Test
    void shouldSkipPricesThatHaveNoReturns() {
        rig.book(0, -2, 2).book(SECOND, -5, -3).book(2 * SECOND, 99, 101);

        assertFalse(rig.signal.ready());
        assertEquals(0, rig.signal.value());
    }

    @Test
    void shouldMatchTheDefinition() {
        for (final long halfLifeNs : new long[] {7_000_000, 333_333_333, 3 * SECOND}) {
            SignalRig.assertMatches(
                    StandardSignals.ewmaVolatility(SignalRig.INSTRUMENT, halfLifeNs),
                    1e-9,
                    1e-9,
                    history -> SignalOracles.ewmaVolatility(history, halfLifeNs));
        }
    }
}
