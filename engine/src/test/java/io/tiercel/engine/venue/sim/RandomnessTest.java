package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class RandomnessTest {
    private static final int DRAWS = 200_000;

    @Test
    void shouldGiveThePublishedSequence() {
        // The reference implementation's first numbers from seed 1234567.
        final Randomness random = new Randomness(1_234_567);

        assertEquals(6_457_827_717_110_365_317L, random.nextLong());
        assertEquals(3_203_168_211_198_807_973L, random.nextLong());
    }

    @Test
    void shouldContinueFromItsState() {
        final Randomness random = new Randomness(5);
        random.nextLong();
        final Randomness copy = new Randomness(0);
        copy.state(random.state());

        assertEquals(random.nextLong(), copy.nextLong());
    }

    @Test
    void shouldDeriveDifferentSeeds() {
        assertNotEquals(Randomness.derive(1, 1), Randomness.derive(1, 2));
        assertNotEquals(Randomness.derive(1, 1), Randomness.derive(2, 1));
    }

    @Test
    void shouldHaveTheMomentsItPromises() {
        final Randomness random = new Randomness(11);
        double normal = 0;
        double squares = 0;
        double exponential = 0;
        double below = 0;
        for (int i = 0; i < DRAWS; i++) {
            final double value = random.nextNormal();
            normal += value;
            squares += value * value;
            exponential += random.nextExponential();
            below += random.nextBelow(7);
        }
        assertEquals(0, normal / DRAWS, 0.01);
        assertEquals(1, squares / DRAWS, 0.02);
        assertEquals(1, exponential / DRAWS, 0.01);
        assertEquals(3, below / DRAWS, 0.02);
    }

    @Test
    void shouldKeepTheConfiguredRateOfArrivals() {
        final ArrivalClock clock = new ArrivalClock(500, new Randomness(17));
        double seconds = 0;
        for (int i = 0; i < DRAWS; i++) {
            seconds += clock.next();
        }
        assertEquals(500, DRAWS / seconds, 25);
    }
}
