package io.tiercel.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.FixedPoint;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SaturatingTest {
    private static final int ROUNDS = 100_000;

    @Test
    void shouldScaleAsExactArithmeticDoesUpToTheEndOfALong() {
        final long seed = 7;
        final Random random = new Random(seed);

        for (int i = 0; i < ROUNDS; i++) {
            final long units = random.nextLong() >>> random.nextInt(1, 64);
            final int scale = random.nextInt(FixedPoint.MAX_SCALE + 1);
            final long exact = BigInteger.valueOf(units)
                    .multiply(BigInteger.TEN.pow(scale))
                    .min(BigInteger.valueOf(Long.MAX_VALUE))
                    .longValueExact();

            assertEquals(exact, Saturating.scaled(units, scale), units + " in scale " + scale + ", seed " + seed);
        }
    }
}
