package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void shouldShowDisturbedRoundsApart() {
        final Rounds rounds = new Rounds();
        for (int i = 0; i < 5; i++) {
            rounds.add(1, false);
            rounds.add(2, false);
        }
        rounds.add(9, true);

        assertEquals(1, rounds.disturbedCount());
        assertEquals(1.5, rounds.clean().median());
        assertEquals(9, rounds.all().max());
        assertFalse(rounds.best().disturbed());
        assertEquals(2, rounds.best().max());
    }

    @Test
    void shouldHaveNoFigureOfFewCleanRounds() {
        final Rounds rounds = new Rounds();
        rounds.add(9, true);
        for (int i = 0; i < 9; i++) {
            rounds.add(1, false);
        }

        assertTrue(Double.isNaN(rounds.clean().median()));
        assertTrue(rounds.best().disturbed());
        assertEquals(9, rounds.best().max());
        assertTrue(new Report().put("rate", rounds.best()).toJson().contains("\"disturbed\":true"));
    }
}
