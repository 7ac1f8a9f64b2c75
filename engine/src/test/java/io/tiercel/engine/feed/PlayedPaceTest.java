package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PlayedPaceTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldGoByTheRate() {
        final PlayedPace pace = PlayedPace.ofRate(4);
        pace.begin(100);

        assertEquals(100, pace.dueNs(0, 777));
        assertEquals(100 + SECOND_NS / 4, pace.dueNs(1, 7));
        assertEquals(100 + 2 * SECOND_NS, pace.dueNs(8));
        assertEquals("", pace.text());
    }

    @Test
    void shouldGoByTheTimes() {
        final PlayedPace pace = PlayedPace.ofTimes(2, 60 * SECOND_NS);
        pace.begin(100);

        assertEquals(100, pace.dueNs(0));
        assertEquals(100, pace.dueNs(1, 34_200 * SECOND_NS));
        assertEquals(100 + SECOND_NS / 2, pace.dueNs(2, 34_201 * SECOND_NS));
        assertEquals(100 + SECOND_NS / 2, pace.dueNs(3));
        assertEquals(100 + SECOND_NS, pace.dueNs(4, 34_202 * SECOND_NS));
        assertEquals("", pace.text());
    }

    @Test
    void shouldCutWhatIsLongerThanTheLongestPause() {
        final PlayedPace pace = PlayedPace.ofTimes(10, 2 * SECOND_NS);
        pace.begin(0);

        pace.dueNs(0, SECOND_NS);
        assertEquals(2 * SECOND_NS, pace.dueNs(1, 21 * SECOND_NS));
        assertEquals(4 * SECOND_NS, pace.dueNs(2, 3_621 * SECOND_NS));
        assertEquals(5 * SECOND_NS, pace.dueNs(3, 3_631 * SECOND_NS));
        assertEquals(7 * SECOND_NS, pace.dueNs(4, Long.MAX_VALUE));
        assertTrue(pace.text().startsWith(", 2 pauses cut to 2 s each, "), pace::text);
    }

    /** What is a little out of order makes the whole no longer; what begins anew goes on at once. */
    @Test
    void shouldNotWaitTwiceForTimesThatGoBack() {
        final PlayedPace pace = PlayedPace.ofTimes(1, 60 * SECOND_NS);
        pace.begin(0);

        pace.dueNs(0, 100 * SECOND_NS);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, pace.dueNs(1, 100 * SECOND_NS - 500));
            assertEquals(0, pace.dueNs(1, 100 * SECOND_NS));
        }
        assertEquals(0, pace.dueNs(2, 50 * SECOND_NS));
        assertEquals(SECOND_NS, pace.dueNs(3, 51 * SECOND_NS));
    }

    /** A billion steps of less than a nanosecond are as long as one. */
    @Test
    void shouldLoseNoTimeByRounding() {
        final PlayedPace pace = PlayedPace.ofTimes(1_000, SECOND_NS);
        pace.begin(0);

        long dueNs = 0;
        for (int i = 0; i <= 1_000_000; i++) {
            dueNs = pace.dueNs(i, i);
        }

        assertEquals(1_000, dueNs, 1);
    }
}
