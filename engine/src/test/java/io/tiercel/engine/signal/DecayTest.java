package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayTest {
    @Test
    void shouldHalveExactlyWithEachHalfLife() {
        double expected = 1;
        for (int halfLives = 0; halfLives < Decay.VANISHED; halfLives++) {
            assertEquals(expected, Decay.factor(halfLives));
            expected /= 2;
        }
    }

    @Test
    void shouldBeNothingAfterAThousandHalfLives() {
        assertTrue(Decay.factor(Math.nextDown(Decay.VANISHED)) > 0);
        assertEquals(0, Decay.factor(Decay.VANISHED));
        assertEquals(0, Decay.factor(Double.MAX_VALUE));
    }

    @Test
    void shouldBeThePowerOfTwoWithinAFewLastPlaces() {
        final Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            final double x = random.nextDouble() * StrictMath.pow(10, random.nextInt(12) - 9);
            assertPower(x);
        }
    }

    @Test
    void shouldMeetAtTheSeamsOfTheTable() {
        for (int index = 1; index < 1_000; index++) {
            assertPower(index / 128.0);
            assertPower(Math.nextDown(index / 128.0));
            assertPower(Math.nextUp(index / 128.0));
        }
    }

    @Test
    void shouldBeTheMeanOverAnInterval() {
        final Random random = new Random(2);
        for (int i = 0; i < 300_000; i++) {
            final double x = random.nextDouble() * StrictMath.pow(10, random.nextInt(14) - 10);
            final double y = x * StrictMath.log(2);
            final double expected = y == 0 ? 1 : -StrictMath.expm1(-y) / y;

            assertEquals(expected, Decay.meanFactor(x, Decay.factor(x)), expected * 5e-11, "seed 2, x " + x);
        }
        assertEquals(1, Decay.meanFactor(0, 1));
    }

    private static void assertPower(final double x) {
        final double expected = StrictMath.pow(2, -x);

        assertEquals(expected, Decay.factor(x), 3 * Math.ulp(expected), "x " + x);
    }
}
