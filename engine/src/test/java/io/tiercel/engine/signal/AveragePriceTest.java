package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.book.Book;
import org.junit.jupiter.api.Test;

class AveragePriceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.averagePrice(SignalRig.INSTRUMENT, SECOND));

    @Test
    void shouldMoveHalfWayToAPriceInAHalfLife() {
        mid(0, 100);
        mid(0, 104);
        assertEquals(100, rig.signal.value());

        mid(SECOND, 104);
        assertEquals(102, rig.signal.value());

        // what stood since then was still 104
        mid(2 * SECOND, 10);
        assertEquals(103, rig.signal.value());

        mid(3 * SECOND, 10);
        assertEquals(56.5, rig.signal.value());
    }

    @Test
    void shouldNotWeighAPriceThatStoodForNoTime() {
        mid(0, 100);
        for (int i = 0; i < 1_000; i++) {
            mid(SECOND, 500);
        }
        mid(SECOND, 100);

        mid(9 * SECOND, 100);

        assertEquals(100, rig.signal.value());
    }

    @Test
    void shouldBeReadyAfterOneHalfLife() {
        mid(5 * SECOND, 100);
        mid(6 * SECOND - 1, 100);
        assertFalse(rig.signal.ready());

        mid(6 * SECOND, 100);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldSkipABookThatIsNotTradable() {
        mid(0, 100);
        rig.book(SECOND, 300 * UNIT, 1, Book.NO_PRICE, 0);
        rig.book.suspect(true);
        mid(SECOND, 300);
        rig.book.suspect(false);

        mid(2 * SECOND, 100);

        assertEquals(100, rig.signal.value());
    }

    @Test
    void shouldBeThePriceAfterALongSilence() {
        mid(0, 100);
        mid(1, 200);

        mid(Long.MAX_VALUE / 2, 300);

        assertEquals(200, rig.signal.value());
    }

    @Test
    void shouldMatchTheDefinition() {
        for (final long halfLifeNs : new long[] {7_000_000, 333_333_333, 3 * SECOND}) {
            SignalRig.assertMatches(
                    StandardSignals.averagePrice(SignalRig.INSTRUMENT, halfLifeNs),
                    1e-12,
                    0,
                    history -> SignalOracles.averagePrice(history, halfLifeNs));
        }
    }

    private void mid(final long timeNs, final long units) {
        rig.book(timeNs, units * UNIT - UNIT / 100, units * UNIT + UNIT / 100);
    }
}
