package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void shouldShowDisturbedRoundsApart() {
        final Rounds rounds = new Rounds();
        rounds.add(1, false);
        rounds.add(9, true);
        rounds.add(2, false);

        assertEquals(1, rounds.disturbedCount());
        assertEquals(1.5, rounds.clean().median());
        assertEquals(9, rounds.all().max());
    }

    @Test
    void shouldHaveNoFigureWithoutACleanRound() {
        final Rounds rounds = new Rounds();
        rounds.add(9, true);

        assertTrue(Double.isNaN(rounds.clean().median()));
    }
}
