package io.tiercel.engine.feed.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Two lines; a reorder window of 3 packets or 100 ns; a message is its sequence. Times are ns. */
final class ArbiterTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int SERVER = LinePacket.RETRANSMITTED;
    private static final ArbitrationBounds NOTHING_TO_ASK =
            new ArbitrationBounds(8, 64, 3, 100, 0, 2, 50, 400, 0, 1_000, 4, 5_000, 10_000);
    private static final ArbitrationBounds REQUESTS = NOTHING_TO_ASK.withRequests(6);
    private static final ArbitrationBounds ALL = REQUESTS.withSnapshots(2);

    private final List<String> events = new ArrayList<>();
    private final List<Long> receivedNs = new ArrayList<>();
    private final FeedCounts counts = new FeedCounts();
    private final LineStatistics lines = new LineStatistics(2);
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[256]);
    private final LinePacket packet = new LinePacket();
    private Arbiter arbiter = new Arbiter(ALL, lines, counts, new Recorder());
    private long loseAt;
    private boolean again;
    private boolean comesAlready;
    private boolean asks = true;

    @Test
    void shouldTakeEachMessageOnceFromWhicheverLineIsFirst() {
        begin(ALL, 0);
        give(A, 1, 2, 10);
        give(B, 1, 2, 17);
        give(B, 3, 1, 20);
        give(A, 3, 1, 24);
        give(A, 2, 3, 30);

        assertEquals(List.of("session", "1 2", "live", "3", "4"), take());
        assertEquals(5, counts.get(FeedCount.LATE));
        assertEquals(4, counts.get(FeedCount.MESSAGES));
        assertEquals(2, lines.get(A, LineStatistics.Count.FIRST));
        assertEquals(1, lines.get(B, LineStatistics.Count.FIRST));
        // 7 and 4 ns are leads of 3 bits.
        assertEquals(1, lines.lead(A, 3, false));
        assertEquals(1, lines.lead(B, 3, false));
    }

    @Test
    void shouldPutInOrderWhatComesWithinTheWindow() {
        begin(ALL, 0);
        give(A, 1, 1, 10);
        give(A, 4, 2, 20);
        give(A, 3, 1, 30);
        give(B, 2, 1, 40);

        assertEquals(List.of("session", "1", "live", "2", "3", "4 5"), take());
        assertEquals(0, counts.get(FeedCount.GAPS));
        assertEquals(0, lines.get(A, LineStatistics.Count.LOST) - 1);
        assertEquals(1, lines.get(A, LineStatistics.Count.REORDERED));
    }

    @Test
    void shouldKeepWhenEachPacketWasReceived() {
        begin(ALL, 0);
        arbiter.onPacket(filled(A, 1, 1, 10).received(7));
        arbiter.onPacket(filled(A, 3, 1, 20).received(18));
        arbiter.onPacket(filled(A, 2, 1, 30).received(29));
        advance(30);

        assertEquals(List.of("session", "1", "live", "2", "3"), take());
        assertEquals(List.of(7L, 29L, 18L), receivedNs);
    }

    @Test
    void shouldAskWhenTheWindowIsOverInPackets() {
        live();
        give(A, 4, 1, 20);
        give(A, 5, 1, 21);
        assertEquals(List.of(), take());
        give(A, 6, 1, 22);

        assertEquals(List.of("gap 2 2", "recovering GAP", "request 2 2"), take());
        assertEquals(ArbiterState.REQUESTING, arbiter.state());

        give(SERVER, 2, 2, 40);
        assertEquals(List.of("2 3", "4", "5", "6", "live"), take());
        assertEquals(2, counts.get(FeedCount.MISSING));
    }

    @Test
    void shouldAskWhenTheWindowIsOverInTime() {
        live();
        give(A, 3, 1, 20);
        time(119);
        assertEquals(List.of(), take());
        time(120);
        assertEquals(List.of("gap 2 1", "recovering GAP", "request 2 1"), take());
        // The other line has it after all.
        give(B, 2, 1, 130);
        assertEquals(List.of("2", "3", "live"), take());
    }

    @Test
    void shouldSeeGapByHeartbeat() {
        live();
        give(A, 4, 0, 20);
        time(120);
        assertEquals(List.of("gap 2 2", "recovering GAP", "request 2 2"), take());
    }

    /** Its number is spoilt: all that comes behind it would look late. */
    @Test
    void shouldNotFollowOnePacketThatIsFarAhead() {
        live();
        give(A, 1_000_000, 1, 20);
        assertEquals(List.of("recovering LEAP"), take());
        time(10_000);
        assertEquals(List.of(), take());

        give(B, 2, 1, 10_001);
        give(A, 3, 1, 10_002);

        assertEquals(List.of("2", "live", "3"), take());
        assertEquals(1, counts.get(FeedCount.LEAPS));
        assertEquals(0, counts.get(FeedCount.GAPS));
        assertEquals(0, lines.get(A, LineStatistics.Count.LOST) - 1, "of its own: message 2");
        assertEquals(4, arbiter.expected());
    }

    @Test
    void shouldBeLiveAgainByAHeartbeatWhereTheLinesWere() {
        live();
        give(A, 1_000_000, 1, 20);
        give(A, 2, 0, 30);
        assertEquals(List.of("recovering LEAP", "live"), take());
        assertFalse(arbiter.isDoubtful());
    }

    @Test
    void shouldFollowAPacketFarAheadWhenAnotherOneConfirmsIt() {
        live();
        give(A, 1_000_000, 1, 20);
        give(A, 1_000_000, 1, 21);
        assertEquals(List.of("recovering LEAP"), take(), "the same again is as spoilt");

        give(A, 1_000_001, 1, 30);
        time(130);
        assertEquals(List.of("gap 2 999999", "snapshot"), take());
    }

    @Test
    void shouldFollowAPacketFarAheadThatBothLinesBring() {
        live();
        give(A, 1_000_000, 1, 20);
        give(B, 1_000_000, 1, 30);
        time(130);

        assertEquals(List.of("recovering LEAP", "gap 2 999998", "snapshot"), take());
        assertEquals(1, counts.get(FeedCount.LEAPS));
    }

    /** Nothing is missing any more: what is far ahead is no reason to ask, nor to void the books. */
    @Test
    void shouldAskForNothingWhereOnlyAPacketFarAheadIsInDoubt() {
        live();
        give(A, 4, 1, 20);
        time(120);
        give(A, 1_000_000, 1, 121);
        assertEquals(List.of("gap 2 2", "recovering GAP", "request 2 2", "recovering LEAP"), take());
        give(SERVER, 2, 2, 130);
        assertEquals(List.of("2 3", "4"), take());

        time(300);
        assertEquals(List.of(), take());
        assertEquals(ArbiterState.LIVE, arbiter.state());
        assertFalse(arbiter.isLive());

        give(B, 5, 1, 301);
        assertEquals(List.of("5", "live"), take());
        assertEquals(0, counts.get(FeedCount.LATE), "a packet far ahead did not come before");
    }

    /** Who listens may have gone on without the lines' word. */
    @Test
    void shouldSayOfAPacketFarAheadAlsoWhereBooksWereNotSaidLive() {
        begin(ALL, 0);
        give(A, 3, 1, 10);
        take();

        give(A, 1_000_000, 1, 20);
        give(A, 1_000_000, 1, 21);

        assertEquals(List.of("recovering LEAP"), take());
    }

    /** It is live by its own word alone, and old. */
    @Test
    void shouldFollowTheLineThatIsFarAheadOfOneThatLags() {
        live();
        give(A, 1_000_000, 1, 20);
        give(B, 2, 1, 21);
        give(A, 1_000_001, 1, 22);
        give(B, 3, 1, 23);
        time(122);

        assertEquals(
                List.of("recovering LEAP", "2", "live", "3", "gap 4 999997", "recovering TOO_MANY", "snapshot"),
                take());
    }

    /** With it, and with what the lines announced at their begin, nothing is known to be spoilt. */
    @Test
    void shouldBelieveTheFirstPacketWhereverItIs() {
        begin(ALL, 0);
        give(A, 1_000_000, 1, 10);
        time(110);

        assertEquals(List.of("session", "gap 1 999999", "snapshot"), take());
        assertEquals(0, counts.get(FeedCount.LEAPS));
    }

    @Test
    void shouldGoOnAskingForTheRestOfAGap() {
        live();
        give(A, 6, 1, 20);
        time(120);
        give(SERVER, 2, 2, 130);
        assertEquals(List.of("gap 2 4", "recovering GAP", "request 2 4", "2 3", "request 4 2"), take());
        // Of the second part one comes by a line, of the first gap's last message the server knows.
        give(B, 4, 1, 140);
        give(SERVER, 5, 1, 150);
        assertEquals(List.of("4", "request 5 1", "5", "6", "live"), take());
    }

    @Test
    void shouldCountRequestsThatWereMade() {
        live();
        give(A, 6, 1, 20);
        time(120);
        comesAlready = true;
        give(SERVER, 2, 1, 130);
        give(SERVER, 3, 1, 140);
        comesAlready = false;
        time(190);

        assertEquals(
                List.of(
                        "gap 2 4",
                        "recovering GAP",
                        "request 2 4",
                        "2",
                        "request 3 3",
                        "3",
                        "request 4 2",
                        "request 4 2"),
                take());
        assertEquals(2, counts.get(FeedCount.REQUESTS));
    }

    @Test
    void shouldTakeWhatWasSentBeforeForLateHoweverMuchItIs() {
        live();
        arbiter.onPacket(filled(SERVER, 2, 8, 20).sent(100));
        for (int i = 2; i < 10; i++) {
            arbiter.onPacket(filled(B, i, 1, 20 + 1_000L * i).sent(90 + i));
        }

        assertEquals(List.of("2 3 4 5 6 7 8 9"), take());
        assertEquals(8, counts.get(FeedCount.LATE));
        assertEquals(0, counts.get(FeedCount.RESETS));
        // The sequence has not begun anew by one that says nothing of it.
        give(B, 2, 1, 9_000);
        assertEquals(0, counts.get(FeedCount.RESETS));
    }

    @Test
    void shouldBeginAnewByOneThatWasSentLongAfter() {
        live();
        give(A, 10, 0, 15);
        arbiter.onPacket(filled(SERVER, 2, 8, 20).sent(100));

        arbiter.onPacket(filled(A, 3, 1, 30).sent(100 + SendingTimes.LINES_NS));
        assertEquals(0, counts.get(FeedCount.RESETS));
        arbiter.onPacket(filled(A, 4, 1, 40).sent(101 + SendingTimes.LINES_NS));
        assertEquals(1, counts.get(FeedCount.RESETS));
    }

    /** A packet that says that it is of a far future hides no other sequence, and is none itself. */
    @Test
    void shouldNotBelieveASingleTimeOfSending() {
        final long wrong = 1_000 * SendingTimes.LINES_NS;
        live();
        give(A, 7, 0, 15);
        for (int i = 2; i < 7; i++) {
            arbiter.onPacket(filled(SERVER, i, 1, 20).sent(i == 4 ? wrong : 100 + i));
        }
        arbiter.onPacket(filled(B, 4, 1, 30).sent(wrong));
        assertEquals(0, counts.get(FeedCount.RESETS), "a copy");
        arbiter.onPacket(filled(B, 2, 1, 40).sent(102));
        assertEquals(0, counts.get(FeedCount.RESETS), "late");
        assertEquals(7, arbiter.expected());

        epoch = 77;
        arbiter.onPacket(filled(B, 2, 1, 50).sent(10 * SendingTimes.LINES_NS));
        assertEquals(1, counts.get(FeedCount.RESETS), "another sequence");
    }

    @Test
    void shouldForgetAWrongTimeOfSendingWithThoseThatComeAfter() {
        final long wrong = 1_000 * SendingTimes.LINES_NS;
        live();
        give(A, 20, 0, 15);
        for (int i = 2; i < 20; i++) {
            arbiter.onPacket(filled(SERVER, i, 1, 20).sent(i > 5 && i < 12 ? wrong + i : 100 + i));
        }

        arbiter.onPacket(filled(B, 2, 1, 30).sent(10 * SendingTimes.LINES_NS));

        assertEquals(1, counts.get(FeedCount.RESETS));
    }

    @Test
    void shouldPassOverWhatIsStillOfTheSequenceThatIsOver() {
        live();
        arbiter.onPacket(filled(SERVER, 2, 1, 20).sent(100));
        // It waits for another one, and was sent after what came.
        arbiter.onPacket(filled(A, 4, 1, 30).sent(200));
        epoch = 77;
        arbiter.onPacket(filled(B, 1, 1, 40).sent(300));
        assertEquals(1, counts.get(FeedCount.RESETS));
        take();

        // When it is not too early for any more
        arbiter.onPacket(filled(B, 4, 1, 1_000).sent(200));
        arbiter.onPacket(filled(SERVER, 3, 1, 1_000).sent(150));
        assertEquals(0, arbiter.holeEnd(), "nothing is known to exist");
        arbiter.onPacket(filled(B, 1, 1, 1_000).sent(301));

        assertEquals(List.of("1", "live"), take());
        assertEquals(2, arbiter.expected());
    }

    @Test
    void shouldBeLiveBetweenGapsWhoseWindowsAreNotOver() {
        live();
        give(A, 3, 1, 20);
        time(120);
        give(A, 5, 1, 121);
        take();
        give(SERVER, 2, 1, 130);
        assertEquals(List.of("2", "3", "live"), take());
        time(221);
        assertEquals(List.of("gap 4 1", "recovering GAP", "request 4 1"), take());
    }

    @Test
    void shouldBecomeStaleWhenNobodyCanBeAsked() {
        begin(NOTHING_TO_ASK, 0);
        give(A, 1, 1, 10);
        give(A, 3, 1, 20);
        time(120);

        assertEquals(List.of("session", "1", "live", "gap 2 1", "stale GAP"), take());
        assertEquals(ArbiterState.STALE, arbiter.state());
        // What comes very late heals it.
        give(B, 2, 1, 9_000);
        assertEquals(List.of("2", "3", "live"), take());
    }

    @Test
    void shouldTurnToSnapshotWhenRequestServerIsDown() {
        live();
        give(A, 3, 1, 20);
        time(120);
        time(170);
        take();
        time(220);

        assertEquals(List.of("snapshot"), take());
        assertEquals(3, counts.get(FeedCount.REQUESTS) + counts.get(FeedCount.SNAPSHOTS));
    }

    @Test
    void shouldTurnToSnapshotWhenRecoveryTakesTooLong() {
        begin(new ArbitrationBounds(8, 64, 3, 100, 6, 100, 50, 400, 1, 1_000, 4, 5_000, 10_000), 0);
        give(A, 1, 1, 10);
        give(A, 3, 1, 20);
        for (long now = 120; now < 520; now += 20) {
            time(now);
        }
        take();
        time(520);
        assertEquals(List.of("snapshot"), take());
    }

    @Test
    void shouldNotAskForMoreThanIsAllowed() {
        live();
        give(A, 9, 1, 20);
        time(120);
        assertEquals(List.of("gap 2 7", "recovering TOO_MANY", "snapshot"), take());
    }

    @Test
    void shouldGoOnFromSnapshotWithPacketsThatWereHeld() {
        live();
        give(A, 9, 2, 20);
        give(A, 11, 2, 30);
        give(A, 13, 1, 40);
        take();

        assertTrue(arbiter.snapshotBegins());
        // Too late: the books are the snapshot's now.
        give(B, 2, 1, 50);
        assertEquals(List.of(), take());
        assertTrue(arbiter.snapshotComplete(12, 60));
        advance(60);
        assertEquals(List.of("12", "13", "live"), take());
    }

    @Test
    void shouldAskForWhatLiesBetweenSnapshotAndHeldPackets() {
        live();
        give(A, 12, 1, 20);
        time(120);
        take();

        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(10, 130));
        time(140);

        assertEquals(List.of("gap 10 2", "request 10 2"), take());
        give(SERVER, 10, 2, 150);
        assertEquals(List.of("10 11", "12", "live"), take());
    }

    @Test
    void shouldEndAsStaleWhenSnapshotDoesNotComeAndHealWhenItComesLate() {
        live();
        give(A, 9, 1, 20);
        time(120);
        time(1_120);
        assertEquals(List.of("gap 2 7", "recovering TOO_MANY", "snapshot", "snapshot"), take());
        give(A, 10, 1, 2_000);
        time(2_120);
        assertEquals(List.of("stale NO_SNAPSHOT"), take());

        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(10, 9_000));
        advance(9_000);
        assertEquals(List.of("10", "live"), take());
    }

    @Test
    void shouldAskOnceMoreForSnapshotThatBrokeOff() {
        live();
        give(A, 9, 1, 20);
        time(120);
        take();
        assertTrue(arbiter.snapshotBegins());
        arbiter.snapshotFailed(130);
        assertEquals(List.of("snapshot"), take());
        arbiter.snapshotFailed(140);
        assertEquals(List.of("stale NO_SNAPSHOT"), take());
        assertFalse(arbiter.snapshotComplete(0, 150), "no sequence");
    }

    @Test
    void shouldRefuseSnapshotThatNobodyWants() {
        live();
        assertFalse(arbiter.snapshotBegins());
        assertFalse(arbiter.snapshotComplete(5, 20));
        give(A, 2, 1, 30);
        assertEquals(List.of("2"), take());
    }

    @Test
    void shouldKeepTheNewestForTheSnapshotWhenThereIsNoRoom() {
        live();
        for (int i = 0; i < 8; i++) {
            give(A, 10 + i, 1, 20);
        }
        take();
        give(A, 18, 1, 30);
        give(A, 19, 1, 30);
        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(12, 40));
        advance(40);
        assertEquals(List.of("12", "13", "14", "15", "16", "17", "18", "19", "live"), take());
    }

    @Test
    void shouldGiveUpRequestsWhenThereIsNoRoomForWhatComesMeanwhile() {
        live();
        for (int i = 0; i < 9; i++) {
            give(A, 3 + i, 1, 20 + i);
        }
        assertEquals(List.of("gap 2 1", "recovering GAP", "request 2 1", "snapshot"), take());
    }

    @Test
    void shouldMissPacketThatIsTooLongToBeHeld() {
        live();
        give(A, 3, 9, 20);
        give(A, 12, 1, 30);
        time(130);
        assertEquals(1, counts.get(FeedCount.TOO_LONG));
        assertEquals(List.of("gap 2 10", "recovering TOO_MANY", "snapshot"), take());
    }

    @Test
    void shouldBeStaleWhileAllLinesAreSilent() {
        live();
        give(A, 2, 0, 20);
        time(10_019);
        assertEquals(List.of(), take());
        time(10_020);
        assertEquals(List.of("stale SILENCE"), take());
        assertEquals(ArbiterState.SILENT, arbiter.state());
        // A server's answer is no sign of a line.
        give(SERVER, 2, 1, 10_030);
        assertEquals(List.of("2"), take());
        give(B, 3, 0, 10_040);
        assertEquals(List.of("live"), take());
    }

    @Test
    void shouldRecoverWhatWasLostInSilence() {
        live();
        time(20_000);
        take();
        give(B, 4, 1, 20_010);
        time(20_110);
        give(SERVER, 2, 2, 20_120);
        assertEquals(List.of("gap 2 2", "recovering GAP", "request 2 2", "2 3", "4", "live"), take());
    }

    @Test
    void shouldCloseBooksAtOnceWhenNoLineIsThere() {
        live();
        arbiter.disconnect();
        assertEquals(List.of("stale UNCONNECTED"), take());
        arbiter.disconnect();
        assertEquals(List.of(), take());
        // One is back, and nothing was sent meanwhile.
        give(B, 2, 0, 30);
        assertEquals(List.of("live"), take());

        arbiter.disconnect();
        give(B, 4, 1, 40);
        time(140);
        give(SERVER, 2, 2, 150);
        assertEquals(
                List.of("stale UNCONNECTED", "gap 2 2", "recovering GAP", "request 2 2", "2 3", "4", "live"), take());
    }

    /** Nothing is asked for any more; but a line that begins anew is another matter. */
    @Test
    void shouldAskAnewWhenALineComesBack() {
        begin(REQUESTS, 0);
        give(A, 1, 1, 10);
        give(A, 3, 1, 20);
        time(120);
        time(170);
        time(220);
        assertEquals(ArbiterState.STALE, arbiter.state());
        take();
        arbiter.disconnect();
        give(A, 4, 0, 300);
        assertEquals(List.of("gap 2 1", "recovering GAP", "request 2 1"), take());
    }

    @Test
    void shouldNotHearOfLinesBeforeAndAfterASession() {
        arbiter.disconnect();
        assertEquals(ArbiterState.WAITING, arbiter.state());
        live();
        arbiter.onEnd(filled(A, 2, 0, 20));
        take();
        arbiter.disconnect();
        assertEquals(ArbiterState.ENDED, arbiter.state());
        assertEquals(List.of(), take());
    }

    @Test
    void shouldCountOnlyRequestsThatWereSent() {
        live();
        give(A, 6, 1, 20);
        time(120);
        asks = false;
        give(SERVER, 2, 1, 130);
        give(SERVER, 3, 1, 140);
        assertEquals(
                List.of("gap 2 4", "recovering GAP", "request 2 4", "2", "request 3 3", "3", "request 4 2"), take());
        assertEquals(1, counts.get(FeedCount.REQUESTS));
    }

    @Test
    void shouldNotBeLiveByAnswersAlone() {
        live();
        give(A, 3, 1, 20);
        time(120);
        time(160);
        take();
        arbiter.onPacket(filled(SERVER, 2, 1, 10_021));
        advance(10_021);
        assertEquals(List.of("2", "3", "stale SILENCE"), take());
    }

    @Test
    void shouldBeginAnewWithAnotherSession() {
        live();
        give(A, 3, 1, 20);
        arbiter.begin(30);
        give(B, 1, 1, 30);

        assertEquals(List.of("session", "1", "live"), take());
        assertEquals(2, arbiter.expected());
    }

    @Test
    void shouldSeeSequenceThatBeginsAnewByItsContentAndTime() {
        live();
        arbiter.onPacket(filled(A, 2, 1, 15).sent(100));
        epoch = 7;
        arbiter.onPacket(filled(A, 1, 1, 20).sent(200));
        assertEquals(List.of("2", "reset"), take());
        assertEquals(ArbiterState.JOINING, arbiter.state());
        // The slower line still sends what was before, the server answers what was asked before.
        epoch = 0;
        arbiter.onPacket(filled(B, 2, 1, 30).sent(100));
        arbiter.onPacket(filled(SERVER, 2, 1, 40).sent(100));
        time(100);
        assertEquals(List.of(), take());
        epoch = 7;
        arbiter.onPacket(filled(A, 3, 1, 180).sent(300));
        time(280);
        assertEquals(List.of("gap 1 2", "recovering GAP", "request 1 2"), takeAfterRecovering());
        arbiter.onPacket(filled(SERVER, 1, 2, 290).sent(250));
        advance(290);
        assertEquals(List.of("1 2", "3", "live"), take());
        assertEquals(1, counts.get(FeedCount.RESETS));

        // However late: it is of the sequence that is over.
        epoch = 0;
        arbiter.onPacket(filled(B, 4, 1, 5_000_000_000L).sent(100));
        assertEquals(List.of(), take());
        assertEquals(4, arbiter.expected());
    }

    /** The first packet of the new sequence says a far future: what follows is no older for that. */
    @Test
    void shouldTakeWhatFollowsAWrongTimeAfterTheSequenceBeganAnew() {
        live();
        arbiter.onPacket(filled(A, 2, 1, 15).sent(100));
        epoch = 7;
        arbiter.onPacket(filled(A, 1, 1, 20).sent(101 + SendingTimes.LINES_NS));
        take();
        arbiter.onPacket(filled(B, 1, 1, 200).sent(1_000 * SendingTimes.LINES_NS));
        for (int i = 2; i < 5; i++) {
            arbiter.onPacket(filled(B, i, 1, 200).sent(300 + SendingTimes.LINES_NS));
        }

        assertEquals(List.of("1", "live", "2", "3", "4"), take());
    }

    /** A session that says no times counts once: who says something else is of another one. */
    @Test
    void shouldTakeNoContradictionForANewSequence() {
        live();
        give(A, 2, 2, 15);
        take();
        epoch = 7;
        give(B, 1, 1, 20);

        assertEquals(List.of("recovering CONTRADICTION", "snapshot"), take());
        assertEquals(0, counts.get(FeedCount.RESETS));
        assertEquals(1, counts.get(FeedCount.CONTRADICTIONS));
        give(B, 4, 1, 30);
        give(B, 5, 1, 180);
        assertTrue(arbiter.snapshotBegins());
        assertFalse(arbiter.snapshotComplete(3, 190), "it may be of either");
        assertEquals(ArbiterState.SNAPSHOT, arbiter.state());
        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(5, 200));
        advance(200);
        assertEquals(List.of("5", "live"), take());
        give(B, 2, 2, 210);
        assertEquals(List.of(), take(), "that is none of the books' any more");
    }

    @Test
    void shouldStayStaleByContradictionWhenThereAreNoSnapshots() {
        begin(REQUESTS, 0);
        give(A, 1, 1, 10);
        epoch = 7;
        give(A, 1, 1, 20);
        epoch = 0;
        give(A, 2, 1, 30);
        arbiter.lose(true, 40);
        time(500);

        assertEquals(List.of("session", "1", "live", "stale CONTRADICTION"), take());
        arbiter.begin(600);
        give(A, 1, 1, 610);
        assertEquals(List.of("session", "1", "live"), take());
    }

    @Test
    void shouldTakeNoPacketsBehindForANewSequence() {
        begin(ALL, 0);
        give(A, 1, 30, 10);
        take();
        for (int i = 2; i < 5; i++) {
            give(A, i, 1, 20 + i);
        }
        assertEquals(List.of(), take());
        // One in order says that the others were late.
        give(A, 31, 1, 30);
        give(A, 5, 1, 40);
        give(A, 6, 1, 41);
        give(A, 7, 1, 42);
        assertEquals(List.of("31"), take());
        assertTrue(arbiter.isDoubtful());
        give(A, 8, 1, 43);
        assertEquals(List.of("stale OLD"), take());
        give(A, 9, 1, 44);
        assertEquals(List.of(), take());
        give(B, 32, 1, 50);
        assertEquals(List.of("32", "live"), take());
        assertFalse(arbiter.isDoubtful());
        assertEquals(0, counts.get(FeedCount.RESETS));
    }

    /** What it brings last is behind, and like no packet of the other one: but it goes on where it was. */
    @Test
    void shouldNotDoubtALineThatPacksMessagesInItsOwnWay() {
        begin(ALL, 0);
        give(A, 1, 1, 10);
        give(B, 1, 1, 11);
        give(A, 2, 8, 20);
        give(B, 2, 8, 21);
        give(A, 10, 8, 30);
        give(B, 10, 8, 31);
        give(A, 18, 6, 40);
        take();
        give(B, 18, 2, 41);
        give(B, 20, 4, 42);

        assertEquals(List.of(), take());
        assertFalse(arbiter.isDoubtful());
        give(B, 5, 1, 43);
        assertTrue(arbiter.isDoubtful(), "nobody knows where that comes from");
    }

    @Test
    void shouldTakeNoHeartbeatsBehindForANewSequence() {
        begin(ALL, 0);
        give(A, 1, 30, 10);
        take();
        give(A, 1, 0, 1_000);
        give(A, 1, 0, 4_000);
        give(A, 1, 0, 5_999);
        assertEquals(List.of(), take());
        give(A, 1, 0, 6_000);
        assertEquals(List.of("stale OLD"), take());
    }

    /** It repeats what it said last, or goes on with what the other one said long ago. */
    @Test
    void shouldNotHearALineThatIsStuckOrLags() {
        live();
        give(A, 2, 1, 20);
        give(B, 1, 1, 30);
        take();
        for (int i = 1; i < 10; i++) {
            give(B, 1, 1, 20 + i * 1_000);
            time(20 + i * 1_000);
        }
        assertEquals(List.of(), take());
        give(B, 2, 0, 10_019);
        time(10_020);
        assertEquals(List.of("stale SILENCE"), take());
        give(B, 2, 1, 10_030);
        assertEquals(List.of(), take(), "it comes up to where the other one was");
        give(B, 3, 0, 10_040);
        assertEquals(List.of("live"), take());
        assertEquals(0, counts.get(FeedCount.RESETS));
    }

    /** The server was faster than the line, which has nothing to say after it. */
    @Test
    void shouldBeSilentAfterLatePacketThatIsTheLast() {
        live();
        give(A, 3, 1, 20);
        time(120);
        give(SERVER, 2, 1, 130);
        give(B, 2, 1, 140);
        assertEquals(List.of("gap 2 1", "recovering GAP", "request 2 1", "2", "3", "live"), take());

        time(10_019);
        assertEquals(List.of(), take());
        time(10_020);
        assertEquals(List.of("stale SILENCE"), take());
        give(B, 4, 1, 20_000);
        assertEquals(List.of("4", "live"), take());
    }

    @Test
    void shouldEndWhenAllOfTheSessionCame() {
        live();
        give(A, 3, 1, 20);
        arbiter.onEnd(filled(A, 4, 0, 30));
        assertEquals(List.of(), take());
        give(B, 2, 1, 40);
        assertEquals(List.of("2", "3", "end"), take());
        give(A, 9, 1, 50);
        time(90_000);
        assertEquals(List.of(), take());
        assertEquals(ArbiterState.ENDED, arbiter.state());
    }

    @Test
    void shouldAskForTheEndOfTheSession() {
        live();
        arbiter.onEnd(filled(A, 4, 0, 30));
        time(130);
        assertEquals(List.of("gap 2 2", "recovering GAP", "request 2 2"), take());
        give(SERVER, 2, 2, 140);
        assertEquals(List.of("2 3", "end"), take());
    }

    @Test
    void shouldTakeAllAgainWhenTheListenerLostItsBooks() {
        live();
        give(A, 2, 1, 20);
        take();
        arbiter.lose(true, 30);
        give(A, 3, 1, 40);
        time(140);
        assertEquals(List.of("gap 1 2", "request 1 2"), take());
        give(SERVER, 1, 2, 150);
        assertEquals(List.of("1 2", "3", "live"), take());
    }

    @Test
    void shouldTakeOnlySnapshotWhenTheMessagesCannotMakeTheBooks() {
        begin(ALL, 0);
        loseAt = 2;
        give(A, 2, 1, 10);
        give(A, 3, 1, 10);
        give(A, 1, 1, 20);
        assertEquals(List.of("session", "1", "2", "snapshot"), take());
        give(SERVER, 1, 2, 150);
        assertEquals(List.of(), take());
        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(4, 160));
        assertEquals(List.of(), take(), "it may be behind, or of another day");
        give(A, 3, 0, 165);
        assertEquals(List.of(), take(), "no line has said that there is so much");
        give(A, 4, 0, 170);
        assertEquals(List.of("live"), take());
    }

    @Test
    void shouldNotBeLiveBySnapshotThatIsBehind() {
        live();
        give(A, 9, 0, 20);
        time(120);
        take();

        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(7, 130));
        assertEquals(List.of(), take());
        give(A, 9, 0, 140);
        time(240);
        assertEquals("gap 7 2", take().get(0));
    }

    /** What was said of the sequence before it was complete holds on. */
    @Test
    void shouldAskForWhatWasAnnouncedWhileASnapshotWasTaken() {
        live();
        give(A, 9, 0, 20);
        time(120);
        assertTrue(arbiter.snapshotBegins());
        give(A, 12, 0, 125);
        take();
        assertTrue(arbiter.snapshotComplete(10, 130));
        time(229);
        assertEquals(List.of(), take());
        time(230);

        assertEquals(List.of("gap 10 2", "request 10 2"), take());
        give(SERVER, 10, 2, 240);
        assertEquals(List.of("10 11", "live"), take());
    }

    @Test
    void shouldEndWithTheEndThatWasSaidWhileASnapshotWasTaken() {
        live();
        give(A, 9, 0, 20);
        time(120);
        assertTrue(arbiter.snapshotBegins());
        arbiter.onEnd(filled(A, 12, 0, 125));
        take();
        assertTrue(arbiter.snapshotComplete(12, 130));

        assertEquals(List.of("end"), take());
    }

    /** As a lane does whose packets wait in their socket while it takes a snapshot. */
    @Test
    void shouldTakeForNoOtherSequenceWhatComesUpToASnapshot() {
        snapshotOf(40);
        for (int i = 20; i < 40; i++) {
            assertEquals(List.of(), take(), "before packet " + i);
            give(A, i, 1, 120 + i);
        }

        assertEquals(List.of("live"), take());
        give(A, 40, 1, 170);
        assertEquals(List.of("40"), take());
        for (int i = 1; i < 5; i++) {
            give(B, 1 + i, 1, 200);
        }
        assertEquals(List.of("stale OLD"), take(), "no line goes on by those");
    }

    @Test
    void shouldAskForAnotherSnapshotWhereLinesDoNotComeUpToIt() {
        snapshotOf(1_000);
        give(A, 20, 1, 140);
        time(1_129);
        assertEquals(List.of(), take());
        time(1_130);
        assertEquals(List.of("snapshot"), take());

        give(A, 21, 1, 1_140);
        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(21, 1_150));
        advance(1_150);
        assertEquals(List.of("21", "live"), take());
    }

    private void snapshotOf(final long sequence) {
        live();
        give(A, 20, 0, 20);
        time(120);
        assertEquals(List.of("gap 2 18", "recovering TOO_MANY", "snapshot"), take());
        assertTrue(arbiter.snapshotBegins());
        assertTrue(arbiter.snapshotComplete(sequence, 130));
    }

    @Test
    void shouldCountWhatLinesLoseAndRepeat() {
        begin(ALL, 0);
        give(A, 1, 1, 10);
        give(B, 1, 1, 20);
        give(A, 1, 1, 30);
        give(A, 2, 1, 40);
        give(B, 4, 1, 50);
        give(B, 3, 1, 50);

        assertEquals(1, lines.get(A, LineStatistics.Count.REPEATED));
        assertEquals(1, lines.get(B, LineStatistics.Count.LOST));
        assertEquals(1, lines.get(B, LineStatistics.Count.REORDERED));
        assertTrue(
                lines.text().startsWith("line A: 3 packets, 2 first, 0 lost, 1 repeated, 0 reordered, leads by 15 ns"));
    }

    @Test
    void shouldRefuseWindowThatHasNoRoom() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ArbitrationBounds(8, 64, 8, 100, 0, 2, 50, 400, 0, 1_000, 4, 5_000, 10_000));
        assertThrows(IllegalArgumentException.class, () -> new LineStatistics(9));
    }

    @Test
    void shouldAllocateNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        arbiter = new Arbiter(ALL, lines, counts, new Silent());
        arbiter.begin(0);
        lossy(1, 200_000);
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        final long before = threads.getThreadAllocatedBytes(thread);
        lossy(200_000, 300_000);

        assertEquals(0, threads.getThreadAllocatedBytes(thread) - before);
        assertTrue(counts.get(FeedCount.GAPS) > 1_000);
    }

    private void lossy(final int from, final int to) {
        for (int i = from; i < to; i++) {
            if (i % 7 != 0) {
                arbiter.onPacket(filled(i & 1, i, 1, i * 10L));
            } else {
                arbiter.onPacket(filled(SERVER, i - 7, 1, i * 10L));
            }
            while (arbiter.advance(i * 10L)) {
                Thread.onSpinWait();
            }
            arbiter.onTime(i * 10L);
        }
    }

    private long epoch;

    private void begin(final ArbitrationBounds bounds, final long timeNs) {
        arbiter = new Arbiter(bounds, lines, counts, new Recorder());
        arbiter.begin(timeNs);
    }

    private void live() {
        begin(ALL, 0);
        give(A, 1, 1, 10);
        take();
    }

    private void give(final int line, final long sequence, final int count, final long timeNs) {
        arbiter.onPacket(filled(line, sequence, count, timeNs));
        advance(timeNs);
    }

    private LinePacket filled(final int line, final long sequence, final int count, final long timeNs) {
        for (int i = 0; i < count; i++) {
            bytes.putLong(i * Long.BYTES, sequence + i);
        }
        return packet.from(line, timeNs)
                .numbered(sequence, count, sequence * 31 + epoch)
                .bytes(bytes, 0, count * Long.BYTES);
    }

    private void advance(final long timeNs) {
        while (arbiter.advance(timeNs)) {
            Thread.onSpinWait();
        }
    }

    private void time(final long timeNs) {
        arbiter.onTime(timeNs);
        advance(timeNs);
    }

    private List<String> take() {
        final List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** The reset itself said that nothing is live. */
    private List<String> takeAfterRecovering() {
        final List<String> taken = new ArrayList<>(take());
        if (!taken.contains("recovering GAP")) {
            taken.add(1, "recovering GAP");
        }
        return taken;
    }

    private final class Recorder implements ArbiterListener {
        @Override
        public void onSession() {
            events.add("session");
        }

        @Override
        public void onReset() {
            events.add("reset");
        }

        @Override
        public void onPacket(
                final long sequence,
                final int known,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timeNs) {
            receivedNs.add(timeNs);
            final StringBuilder text = new StringBuilder();
            for (int i = known; i < length / Long.BYTES; i++) {
                final long message = buffer.getLong(offset + i * Long.BYTES);
                assertEquals(sequence + i, message);
                text.append(text.length() == 0 ? "" : " ").append(message);
                if (message == loseAt) {
                    events.add(text.toString());
                    arbiter.lose(again, timeNs);
                    return;
                }
            }
            events.add(text.toString());
        }

        @Override
        public void onGap(final long from, final long count) {
            events.add("gap " + from + " " + count);
        }

        @Override
        public boolean onRequest(final long from, final int count) {
            events.add("request " + from + " " + count);
            return asks && !comesAlready;
        }

        @Override
        public void onSnapshotWanted() {
            events.add("snapshot");
        }

        @Override
        public void onLive() {
            events.add("live");
        }

        @Override
        public void onRecovering(final LossReason reason) {
            events.add("recovering " + reason);
        }

        @Override
        public void onStale(final LossReason reason) {
            events.add("stale " + reason);
        }

        @Override
        public void onEnd() {
            events.add("end");
        }
    }

    private static final class Silent implements ArbiterListener {
        @Override
        public void onSession() {}

        @Override
        public void onReset() {}

        @Override
        public void onPacket(
                final long sequence,
                final int known,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long timeNs) {}

        @Override
        public void onGap(final long from, final long count) {}

        @Override
        public boolean onRequest(final long from, final int count) {
            return true;
        }

        @Override
        public void onSnapshotWanted() {}

        @Override
        public void onLive() {}

        @Override
        public void onRecovering(final LossReason reason) {}

        @Override
        public void onStale(final LossReason reason) {}

        @Override
        public void onEnd() {}
    }
}
