package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolatilityFilterTest {
    private final ProbeSignal volatility = new ProbeSignal("volatility", SignalRig.INSTRUMENT, SignalInput.BOOK);
    private final SignalRig rig = new SignalRig(StandardSignals.volatilityFilter(volatility, 2, 5, 1, 6));

    @Test
    void shouldForbidTradingUntilVolatilityIsReady() {
        volatility.ready(false);
        set(3);
        assertEquals(0, rig.signal.value());
        assertFalse(rig.signal.ready());

        volatility.ready(true);
        set(3);
        assertEquals(1, rig.signal.value());
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldEnterTheInnerBandAndLeaveTheOuterOne() {
        final double[] path = {1.5, 2, 1.5, 1, 0.99, 1, 1.99, 2.01, 5.5, 6, 6.01, 5.5, 5.01, 5, 0, 9, 3};
        final double[] allowed = {0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
        final List<Double> seen = new ArrayList<>();
        final List<Double> expected = new ArrayList<>();

        for (int i = 0; i < path.length; i++) {
            set(path[i]);
            seen.add(rig.signal.value());
            expected.add(allowed[i]);
        }

        assertEquals(expected, seen);
    }

    @Test
    void shouldTellOfChangesOnly() {
        for (final double value : new double[] {3, 4, 5.5, 7, 8, 5.5, 3}) {
            set(value);
        }

        // Allowed, forbidden and allowed again.
        assertEquals(3, rig.toldCount - 7);
    }

    @Test
    void shouldMatchTheDefinition() {
        final Random random = new Random(21);
        boolean expected = false;
        for (int i = 0; i < 10_000; i++) {
            final double value = random.nextInt(80) / 10.0;
            if (value >= 2 && value <= 5) {
                expected = true;
            } else if (value < 1 || value > 6) {
                expected = false;
            }

            set(value);

            assertEquals(expected ? 1 : 0, rig.signal.value(), "seed 21, step " + i + ", volatility " + value);
        }
    }

    @Test
    void shouldRefuseABandToStayInThatIsNarrower() {
        final double[][] bands = {
            {2, 5, 3, 6},
            {2, 5, 1, 4},
            {5, 2, 1, 6},
            {2, 5, -1, 6},
            {2, 5, 1, Double.POSITIVE_INFINITY},
            {Double.NaN, 5, 1, 6},
            {2, 5, 1, Double.NaN}
        };
        for (final double[] band : bands) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> StandardSignals.volatilityFilter(volatility, band[0], band[1], band[2], band[3]));
        }
    }

    private void set(final double value) {
        volatility.value(value);
        rig.signals.onBook(rig.book, true, 0);
    }
}
