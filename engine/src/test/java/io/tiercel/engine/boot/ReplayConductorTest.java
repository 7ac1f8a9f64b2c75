package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.journal.JournalSpan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReplayConductorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final JournalSpan SPAN = new JournalSpan(101, 1_100, 0, 1_000 * SECOND);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nowNs = 77;
    private int sleeps;

    @Test
    void shouldRunTheRangeAtItsRecordedTimes() {
        final ReplayConductor conductor = conductor(1, ReplayRange.ALL, SPAN);

        assertTrue(conductor.await(101, 5 * SECOND, true));
        assertEquals(77, nowNs);
        assertTrue(conductor.await(102, 6 * SECOND, true));
        assertEquals(77 + SECOND, nowNs);
        assertTrue(conductor.await(103, 6 * SECOND, true));
        assertEquals(77 + SECOND, nowNs);
        assertEquals(103, conductor.sequence());
    }

    @Test
    void shouldRunManyTimesFasterOrSlower() {
        final ReplayConductor fast = conductor(10, ReplayRange.ALL, SPAN);
        fast.await(101, 0, true);
        fast.await(102, 10 * SECOND, true);
        assertEquals(77 + SECOND, nowNs);

        final ReplayConductor slow = conductor(0.5, ReplayRange.ALL, SPAN);
        slow.await(101, 0, true);
        slow.await(102, SECOND, true);
        assertEquals(77 + 3 * SECOND, nowNs);
    }

    @Test
    void shouldNotWaitBeforeTheRangeNorAtMaximumSpeed() {
        final ReplayConductor conductor = conductor(1, ReplayRange.ALL, SPAN);
        conductor.await(101, 0, false);
        conductor.await(102, 500 * SECOND, false);
        conductor.await(103, 900 * SECOND, true);
        assertEquals(77, nowNs);

        final ReplayConductor free = conductor(ReplayConductor.MAX_SPEED, ReplayRange.ALL, SPAN);
        free.await(101, 0, true);
        free.await(102, 900 * SECOND, true);
        assertEquals(0, sleeps);
    }

    @Test
    void shouldNotMakeUpForLostTimeByRunningLate() {
        final ReplayConductor conductor = conductor(1, ReplayRange.ALL, SPAN);
        conductor.await(101, 0, true);
        nowNs += 3 * SECOND;

        conductor.await(102, 2 * SECOND, true);
        conductor.await(103, 4 * SECOND, true);

        assertEquals(77 + 4 * SECOND, nowNs);
    }

    @Test
    void shouldEndAWaitWhenStopped() {
        final ReplayConductor[] conductor = new ReplayConductor[1];
        conductor[0] = new ReplayConductor(1, ReplayRange.ALL, SPAN, bar(), () -> nowNs, ns -> {
            nowNs += ns;
            conductor[0].stop();
        });
        conductor[0].await(101, 0, true);

        assertFalse(conductor[0].await(102, 900 * SECOND, true));

        assertTrue(nowNs < SECOND, () -> "waited " + nowNs + " ns");
        assertFalse(conductor[0].await(103, 900 * SECOND, true));
    }

    @Test
    void shouldSayNothingOfShortOnes() {
        final ReplayConductor conductor = conductor(1, ReplayRange.ALL, SPAN);
        conductor.await(101, 0, true);
        conductor.await(102, 1_900_000_000L, true);

        assertEquals("", err());
    }

    @Test
    void shouldTellRateAndRemainingTimeInPlainLines() {
        final ReplayConductor conductor = conductor(ReplayConductor.MAX_SPEED, ReplayRange.ALL, SPAN);
        conductor.await(101, 0, true);
        for (int i = 0; i < 4_094; i++) {
            conductor.await(600, 0, true);
        }
        nowNs += 5 * SECOND;
        conductor.await(601, 0, true);

        assertEquals("50 % input 601 of 101 to 1,100, 100/s, 5 s left\n", err());
    }

    @Test
    void shouldCountFromTheInputAtWhichAReplayBegins() {
        final ReplayConductor conductor = conductor(ReplayConductor.MAX_SPEED, ReplayRange.ALL, SPAN);
        for (int i = 0; i < 4_095; i++) {
            conductor.await(901, 0, true);
        }
        nowNs += 5 * SECOND;
        conductor.await(951, 0, true);

        assertEquals("25 % input 951 of 101 to 1,100, 10/s, 15 s left\n", err());
    }

    @Test
    void shouldTellTheRemainingTimeOfAPacedRange() {
        final ReplayConductor conductor =
                conductor(10, new ReplayRange(0, Long.MIN_VALUE, Long.MAX_VALUE, 400 * SECOND), SPAN);
        conductor.await(101, 0, true);
        conductor.await(102, 20 * SECOND, true);

        assertEquals("5 % input 102 of 101 to 1,100, 1/s, 38 s left\n", err());
    }

    @Test
    void shouldTellTheInputOnlyWhenTheEndIsNotKnown() {
        final ReplayConductor conductor = conductor(1, ReplayRange.ALL, null);
        conductor.await(101, 0, true);
        conductor.await(102, 3 * SECOND, true);

        assertEquals("input 102\n", err());
    }

    private ReplayConductor conductor(final double speed, final ReplayRange range, final JournalSpan span) {
        return new ReplayConductor(speed, range, span, bar(), () -> nowNs, ns -> {
            sleeps++;
            nowNs += ns;
        });
    }

    private ProgressBar bar() {
        return new ProgressBar(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
