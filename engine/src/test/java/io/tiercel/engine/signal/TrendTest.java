package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrendTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.trend(SignalRig.INSTRUMENT, SECOND, 2 * SECOND));

    @Test
    void shouldCompareBothAverages() {
        mid(0, 100);
        mid(0, 164);

        // after 2 s the fast average is at 148, the slow one at 132
        mid(2 * SECOND, 164);

        assertEquals((148.0 - 132) / 132 * 1e4, rig.signal.value(), 1e-9);
    }

    @Test
    void shouldBeZeroInAMarketThatStandsStill() {
        mid(0, 100);
        mid(5 * SECOND, 100);

        assertTrue(rig.signal.ready());
        assertEquals(0, rig.signal.value());
    }

    @Test
    void shouldBeReadyWithTheSlowAverage() {
        mid(0, 100);
        mid(2 * SECOND - 1, 100);
        assertFalse(rig.signal.ready());

        mid(2 * SECOND, 100);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldMatchTheDefinition() {
        SignalRig.assertMatches(
                StandardSignals.trend(SignalRig.INSTRUMENT, 20_000_000, 333_333_333),
                1e-7,
                1e-8,
                history -> SignalOracles.trend(history, 20_000_000, 333_333_333));
    }

    private void mid(final long timeNs, final long units) {
        rig.book(timeNs, units * UNIT - UNIT / 100, units * UNIT + UNIT / 100);
    }
}
