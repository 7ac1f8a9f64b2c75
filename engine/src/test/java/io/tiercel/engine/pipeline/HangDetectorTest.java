package io.tiercel.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class HangDetectorTest {
    private static final long TIMEOUT_NS = 1_000;
    private static final long INTERVAL_NS = 10;

    private final HangDetector detector = new HangDetector(TIMEOUT_NS, INTERVAL_NS);
    private long nowNs = Long.MAX_VALUE - 5_000;

    @Test
    void shouldStayEndedWhenBeatComesLate() {
        final Heartbeat heartbeat = new Heartbeat();
        heartbeat.beat();
        heartbeat.end();

        heartbeat.beat();

        assertEquals(Heartbeat.ENDED, heartbeat.rounds());
    }

    @Test
    void shouldSeeHangWhenRoundsStandStillForTheTimeout() {
        assertFalse(look(INTERVAL_NS, 7));

        assertEquals(100, looksUntilHang(7));

        assertEquals(TIMEOUT_NS, detector.standstillNs());
    }

    @Test
    void shouldNotSeeHangWhileRoundsAreMadeHoweverFew() {
        for (int i = 0; i < 10_000; i++) {
            assertFalse(look(INTERVAL_NS, 1 + i / 99), "look " + i);
        }
    }

    @Test
    void shouldBeginAnewWithEachRound() {
        look(INTERVAL_NS, 7);
        for (int i = 0; i < 99; i++) {
            assertFalse(look(INTERVAL_NS, 7));
        }
        assertFalse(look(INTERVAL_NS, 8));

        assertEquals(100, looksUntilHang(8));
    }

    @Test
    void shouldNotTakeItsOwnAbsenceForHang() {
        look(INTERVAL_NS, 7);

        assertFalse(look(100 * TIMEOUT_NS, 7));
        assertEquals(2 * INTERVAL_NS, detector.standstillNs());
        assertFalse(look(INTERVAL_NS, 8));

        assertEquals(0, detector.standstillNs());
    }

    @Test
    void shouldSeeHangThroughLooksThatComeLate() {
        look(INTERVAL_NS, 7);

        int looks = 0;
        while (!look(50 * INTERVAL_NS, 7)) {
            looks++;
        }

        assertEquals(49, looks);
    }

    @Test
    void shouldNotWatchWhatHasNotBegunOrHasEnded() {
        for (int i = 0; i < 1_000; i++) {
            assertFalse(look(INTERVAL_NS, Heartbeat.NOT_BEGUN));
        }
        for (int i = 0; i < 1_000; i++) {
            assertFalse(look(INTERVAL_NS, Heartbeat.ENDED));
        }
        assertFalse(look(INTERVAL_NS, 1));
        assertEquals(100, looksUntilHang(1));
    }

    @Test
    void shouldRefuseIntervalThatLeavesTooFewLooks() {
        assertThrows(IllegalArgumentException.class, () -> new HangDetector(100, 50));
        assertThrows(IllegalArgumentException.class, () -> new HangDetector(100, 0));
    }

    @Test
    void shouldCountRoundsUntilTheyEnd() {
        final Heartbeat heartbeat = new Heartbeat();
        assertEquals(Heartbeat.NOT_BEGUN, heartbeat.rounds());

        heartbeat.beat();
        heartbeat.beat();
        assertEquals(2, heartbeat.rounds());

        heartbeat.end();
        assertEquals(Heartbeat.ENDED, heartbeat.rounds());
        assertTrue(Heartbeat.ENDED < Heartbeat.NOT_BEGUN);
    }

    private boolean look(final long laterNs, final long rounds) {
        nowNs += laterNs;
        return detector.look(nowNs, rounds);
    }

    private int looksUntilHang(final long rounds) {
        int looks = 1;
        while (!look(INTERVAL_NS, rounds)) {
            looks++;
        }
        return looks;
    }
}
