package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AnchoredClockTest {
    private static final long HOST_NS = 1_767_623_400_000_000_000L;
    private static final long MONOTONIC_NS = 5_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MILLI_NS = 1_000_000L;

    private final AnchoredClock clock = new AnchoredClock(HOST_NS, MONOTONIC_NS);

    @Test
    void shouldLetOtherThreadsClockFollowItsSteps() {
        final AnchoredClock leader = new AnchoredClock(HOST_NS, System.nanoTime());
        final Clock follower = leader.forOtherThread();
        final long before = follower.timeNs();
        final long nowNs = System.nanoTime();

        leader.step(nowNs, leader.timeAt(nowNs) + 3_600 * SECOND_NS, nowNs);

        assertTrue(before >= HOST_NS);
        assertTrue(follower.timeNs() >= before + 3_600 * SECOND_NS);
        assertEquals(0, follower.takeStepNs());
    }

    @Test
    void shouldLeapWithoutTakingItForAStepOfTheHost() {
        final AnchoredClock rehearsed = AnchoredClock.startingAt(HOST_NS);
        final Clock follower = rehearsed.forOtherThread();
        final long before = rehearsed.timeNs();

        rehearsed.leap(24 * 3_600 * SECOND_NS);

        assertTrue(before >= HOST_NS && before < HOST_NS + 3_600 * SECOND_NS, "from the time it was given");
        assertTrue(rehearsed.timeNs() >= before + 24 * 3_600 * SECOND_NS);
        assertTrue(follower.timeNs() >= before + 24 * 3_600 * SECOND_NS);
        assertEquals(0, rehearsed.takeStepNs());
    }

    @Test
    void shouldShowHostTimeAtAnchorAndGoOnWithMonotonicClock() {
        assertEquals(HOST_NS, clock.timeAt(MONOTONIC_NS));
        assertEquals(HOST_NS + SECOND_NS, clock.timeAt(MONOTONIC_NS + SECOND_NS));
    }

    @Test
    void shouldNotGoBackWhenMonotonicClockDoes() {
        clock.timeAt(MONOTONIC_NS + SECOND_NS);

        assertEquals(HOST_NS + SECOND_NS, clock.timeAt(MONOTONIC_NS));
    }

    @Test
    void shouldTakeSmallDifferencesForNoStep() {
        assertEquals(0, step(1, 49 * MILLI_NS));
        assertEquals(0, step(2, -49 * MILLI_NS));
        assertEquals(HOST_NS + 3 * SECOND_NS, clock.timeAt(MONOTONIC_NS + 3 * SECOND_NS));
    }

    @Test
    void shouldFollowStepForwardAndTellItOnce() {
        assertEquals(2 * SECOND_NS, step(1, 2 * SECOND_NS));
        assertEquals(0, step(2, 2 * SECOND_NS));
        assertEquals(HOST_NS + 5 * SECOND_NS, clock.timeAt(MONOTONIC_NS + 3 * SECOND_NS));
    }

    @Test
    void shouldGoOnAsBeforeAfterStepBackAndTellItOnce() {
        assertEquals(-2 * SECOND_NS, step(1, -2 * SECOND_NS));
        assertEquals(0, step(2, -2 * SECOND_NS));
        assertEquals(HOST_NS + 3 * SECOND_NS, clock.timeAt(MONOTONIC_NS + 3 * SECOND_NS));
    }

    @Test
    void shouldTellReturnFromStepBackWithoutMovingTime() {
        step(1, -2 * SECOND_NS);

        assertEquals(2 * SECOND_NS, step(2, 0));
        assertEquals(HOST_NS + 3 * SECOND_NS, clock.timeAt(MONOTONIC_NS + 3 * SECOND_NS));
    }

    @Test
    void shouldFollowOnlyWhatIsAheadAfterStepBack() {
        step(1, -2 * SECOND_NS);

        assertEquals(5 * SECOND_NS, step(2, 3 * SECOND_NS));
        assertEquals(HOST_NS + 6 * SECOND_NS, clock.timeAt(MONOTONIC_NS + 3 * SECOND_NS));
    }

    @Test
    void shouldNotTakePauseBetweenTwoReadingsForStep() {
        final long beforeNs = MONOTONIC_NS + SECOND_NS;
        final long pauseNs = 300 * MILLI_NS;

        assertEquals(0, clock.step(beforeNs, HOST_NS + SECOND_NS + pauseNs, beforeNs + pauseNs));
        assertEquals(0, step(2, 0));
    }

    @Test
    void shouldBeginNearHostTime() {
        final long before = System.currentTimeMillis();
        final long timeNs = new AnchoredClock().timeNs();

        assertTrue(timeNs / MILLI_NS >= before - 60_000, "before " + before + ", clock " + timeNs);
        assertEquals(0, new AnchoredClock().takeStepNs());
    }

    /** The host's clock is read after so many seconds, and is ahead by so much. */
    private long step(final long seconds, final long aheadNs) {
        final long monotonicNs = MONOTONIC_NS + seconds * SECOND_NS;
        return clock.step(monotonicNs, HOST_NS + seconds * SECOND_NS + aheadNs, monotonicNs + 100);
    }
}
