package io.tiercel.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageRateTest {
    @Test
    void shouldLetNothingPassWithLimitZero() {
        final MessageRate rate = new MessageRate(1);

        assertTrue(rate.exhausted(1, 0, 0));
    }

    @Test
    void shouldAgreeWithAListOfTimesWhileTheLimitChanges() {
        for (long seed = 1; seed <= 50; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final MessageRate rate = new MessageRate(1);
            final ArrayDeque<Long> times = new ArrayDeque<>();
            int limit = 0;
            long timeNs = 0;
            for (int step = 0; step < 2_000; step++) {
                if (step % 50 == 0) {
                    limit = random.nextInt(0, 40);
                    rate.reserve(1, limit);
                    // What a smaller ring forgot is not missed, unless the limit rises within the second.
                    timeNs += MessageRate.WINDOW_NS;
                }
                timeNs += random.nextLong(0, 2 * MessageRate.WINDOW_NS / Math.max(1, limit));
                while (!times.isEmpty() && timeNs - times.peekFirst() >= MessageRate.WINDOW_NS) {
                    times.removeFirst();
                }

                final boolean exhausted = rate.exhausted(1, limit, timeNs);

                assertEquals(times.size() >= limit, exhausted, "seed " + seed + " step " + step);
                if (!exhausted) {
                    rate.record(1, timeNs);
                    times.addLast(timeNs);
                }
            }
        }
    }
}
