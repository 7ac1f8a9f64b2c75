package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OrderFlowImbalanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long CENT = 10_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.orderFlowImbalance(SignalRig.INSTRUMENT, SECOND));

    @Test
    void shouldAddUpTheFlowOfBothSidesAndHalveIt() {
        // Quantities are in hundredths, half-lives whole, so each value is exact.
        rig.book(0, 10_000 * CENT, 1_000, 10_100 * CENT, 2_000);
        assertEquals(0, rig.signal.value());

        // 5 more to buy at the same price
        rig.book(0, 10_000 * CENT, 1_500, 10_100 * CENT, 2_000);
        assertEquals(5, rig.signal.value());

        // half of it, and 8 less to sell at the same price
        rig.book(SECOND, 10_000 * CENT, 1_500, 10_100 * CENT, 1_200);
        assertEquals(10.5, rig.signal.value());

        // half, and a higher bid of 4
        rig.book(2 * SECOND, 10_050 * CENT, 400, 10_100 * CENT, 1_200);
        assertEquals(9.25, rig.signal.value());

        // a quarter, and a lower ask of 7
        rig.book(4 * SECOND, 10_050 * CENT, 400, 10_080 * CENT, 700);
        assertEquals(-4.6875, rig.signal.value());

        // at the same time the bid of 4 goes, and those 15 below come to light
        rig.book(4 * SECOND, 10_000 * CENT, 1_500, 10_080 * CENT, 700);
        assertEquals(-8.6875, rig.signal.value());

        // and the ask of 7 goes
        rig.book(4 * SECOND, 10_000 * CENT, 1_500, 10_100 * CENT, 900);
        assertEquals(-1.6875, rig.signal.value());
    }

    @Test
    void shouldBeReadyAfterOneHalfLife() {
        rig.book(5 * SECOND, 100, 101).book(6 * SECOND - 1, 100, 101);
        assertFalse(rig.signal.ready());

        rig.book(6 * SECOND, 100, 101);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldNotCountWhatChangedWhileTheBookWasSuspect() {
        rig.book(0, 100, 10_000, 101, 10_000).book(0, 100, 10_800, 101, 10_000);
        rig.book.suspect(true);
        rig.book(SECOND, 90, 1, 110, 1);
        rig.book.suspect(false);

        rig.book(SECOND, 50, 99, 60, 99);
        assertEquals(4, rig.signal.value());

        rig.book(SECOND, 50, 199, 60, 99);
        assertEquals(5, rig.signal.value());
    }

    @Test
    void shouldEndAtZeroInAQuietBook() {
        rig.book(0, 100, 10_000, 101, 10_000).book(0, 100, 10_800, 101, 10_000);

        for (int i = 1; i <= 400; i++) {
            rig.book(i * SECOND, 100, 10_800, 101, 10_000);
        }

        assertEquals(0, Double.doubleToRawLongBits(rig.signal.value()));
    }

    @Test
    void shouldForgetAllAfterALongSilence() {
        rig.book(0, 100, 10_000, 101, 10_000).book(0, 100, 10_800, 101, 10_000);

        rig.book(Long.MAX_VALUE / 2, 100, 10_900, 101, 10_000);

        assertEquals(1, rig.signal.value());
    }

    @Test
    void shouldStayFiniteWithTheGreatestQuantities() {
        rig.book(0, 100, Long.MAX_VALUE, 101, 1).book(0, 99, 1, 100, Long.MAX_VALUE);

        assertEquals(-2 * (double) Long.MAX_VALUE / 100, rig.signal.value(), 1e6);
    }

    @Test
    void shouldMatchTheDefinition() {
        for (final long halfLifeNs : new long[] {7_000_000, 333_333_333, 3 * SECOND}) {
            SignalRig.assertMatches(
                    StandardSignals.orderFlowImbalance(SignalRig.INSTRUMENT, halfLifeNs),
                    1e-12,
                    1e-12,
                    history -> SignalOracles.orderFlowImbalance(history, halfLifeNs, SignalRig.QUANTITY_SCALE));
        }
    }
}
