package io.tiercel.engine.feed.arbitration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import org.junit.jupiter.api.Test;

/**
 * Two lines that lose 30 % of the packets each, repeat 10 % and reorder over 50 packets, against what was really sent.
 * {@code -Dtiercel.test.packets=1000000} is the long form.
 */
final class ArbiterModelTest {
    private static final int PACKETS = Integer.getInteger("tiercel.test.packets", 100_000);
    private static final long MILLISECOND = 1_000_000L;

    @Test
    void shouldMissNothingWhenServersAnswer() {
        final LossyLines feed = new LossyLines(11);
        feed.run(PACKETS);

        assertEquals(ArbiterState.ENDED, feed.state(), feed::text);
        assertEquals(feed.sentMessages() + 1, feed.expected(), feed::text);
        assertTrue(feed.counts.get(FeedCount.GAPS) > PACKETS / 20, feed::text);
        assertTrue(feed.liveShare() > 0.2, feed::text);
        feed.assertBad();
    }

    @Test
    void shouldHealBySnapshotsWhenRequestServerIsDown() {
        final LossyLines feed = new LossyLines(12);
        feed.foreign = true;
        feed.requestServer = false;
        feed.loss = 0.02;
        feed.run(PACKETS);

        assertAtRest(feed);
        assertTrue(feed.counts.get(FeedCount.SNAPSHOTS) > 3, feed::text);
        assertTrue(feed.snapshotsTaken > 2, feed::text);
        assertTrue(feed.foreignSnapshots > 0, feed::text);
        assertTrue(feed.liveShare() > 0.02, feed::text);
    }

    @Test
    void shouldBecomeStaleWhenNobodyAnswers() {
        final LossyLines feed = new LossyLines(13);
        feed.requestServer = false;
        feed.snapshotServer = false;
        feed.run(PACKETS / 10);

        assertEquals(ArbiterState.STALE, feed.state(), feed::text);
    }

    @Test
    void shouldHealByALateSnapshot() {
        final LossyLines feed = new LossyLines(14);
        feed.requestServer = false;
        feed.loss = 0.01;
        // Beyond both attempts.
        feed.snapshotNs = 300 * MILLISECOND;
        feed.run(PACKETS / 2);

        assertTrue(feed.counts.get(FeedCount.SNAPSHOTS) > 1, feed::text);
        assertTrue(feed.staleCount > 0, feed::text);
        assertTrue(feed.snapshotsTaken > 0, feed::text);
    }

    @Test
    void shouldBeStaleWhileBothLinesAreDead() {
        final LossyLines feed = new LossyLines(15);
        feed.dieFrom = PACKETS / 20;
        feed.dieTo = feed.dieFrom + 10_000;
        feed.run(Math.max(PACKETS / 5, feed.dieTo + 10_000));

        assertTrue(feed.silences > 0, feed::text);
        assertEquals(ArbiterState.ENDED, feed.state(), feed::text);
        assertEquals(feed.sentMessages() + 1, feed.expected(), feed::text);
    }

    /** Where packets say when they were sent: nothing else tells a sequence that begins anew from a line that lags. */
    @Test
    void shouldFollowSessionChangeAndSequenceReset() {
        for (int seed = 20; seed < 32; seed += 2) {
            final LossyLines feed = new LossyLines(seed);
            // One that says an old time would be taken for one of the sequence before, by whomever it comes.
            feed.wrongTimes = 0;
            feed.sessionChangeAt = PACKETS / 50;
            feed.resetAt = PACKETS / 50 + PACKETS / 40;
            feed.run(PACKETS / 10);

            assertTrue(feed.counts.get(FeedCount.RESETS) >= 1, feed::text);
            assertEquals(2, feed.counts.get(FeedCount.SESSIONS), feed::text);
            assertEquals(ArbiterState.ENDED, feed.state(), feed::text);
            assertEquals(feed.sentMessages() + 1, feed.expected(), feed::text);
        }
    }

    @Test
    void shouldBeStaleByASequenceThatBeginsAnewWithoutTimes() {
        for (int seed = 21; seed < 33; seed += 2) {
            final LossyLines feed = new LossyLines(seed);
            // Nobody could tell answers of the one from those of the other.
            feed.requestServer = false;
            feed.loss = 0.02;
            feed.snapshotServer = seed % 4 == 1;
            feed.sessionChangeAt = PACKETS / 50;
            feed.resetAt = PACKETS / 50 + PACKETS / 40;
            // The new sequence does not come as far as the old one.
            feed.run(PACKETS / 50 + PACKETS / 40 + PACKETS / 50);

            assertEquals(0, feed.counts.get(FeedCount.RESETS), feed::text);
            assertTrue(feed.counts.get(FeedCount.CONTRADICTIONS) > 0, feed::text);
            assertTrue(feed.state() == ArbiterState.STALE || feed.state() == ArbiterState.SILENT, feed::text);
        }
    }

    /** The other one is dead meanwhile: no books are live by what it repeats, and no sequence begins. */
    @Test
    void shouldNotLiveByALineThatIsStuck() {
        for (int seed = 40; seed < 60; seed++) {
            final LossyLines feed = new LossyLines(seed);
            feed.stuckFrom = 1_000 + 500 * (seed % 5);
            feed.stuckPackets = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 100 : Integer.MAX_VALUE;
            feed.dieAFrom = feed.stuckFrom + 1_000;
            feed.dieATo = feed.dieAFrom + 6_000;
            feed.stuckTo = feed.dieATo + 1_000;
            feed.run(feed.stuckTo + 2_000);

            assertTrue(feed.staleCount > 0, feed::text);
            assertTrue(feed.liveShare() > 0.01, feed::text);
            assertAtRest(feed);
        }
    }

    /** Each closes the books until the next packet, and leads nobody ahead: there is no snapshot that would mend it. */
    @Test
    void shouldNotBeLedAheadByNumbersThatAreSpoilt() {
        for (int seed = 80; seed < 90; seed++) {
            final LossyLines feed = new LossyLines(seed);
            feed.snapshotServer = false;
            feed.spoilt = 0.002;
            feed.run(PACKETS / 10);

            assertTrue(feed.counts.get(FeedCount.LEAPS) > PACKETS / 10_000, feed::text);
            assertEquals(ArbiterState.ENDED, feed.state(), feed::text);
            assertEquals(feed.sentMessages() + 1, feed.expected(), feed::text);
            assertTrue(feed.liveShare() > 0.1, feed::text);
        }
    }

    /** Behind by a little, or by so much that nothing is remembered of what it brings. */
    @Test
    void shouldNotLiveByALineThatLags() {
        for (int seed = 60; seed < 80; seed++) {
            final LossyLines feed = new LossyLines(seed);
            feed.lagNs = (20L + 250 * (seed % 4)) * MILLISECOND;
            feed.dieAFrom = 12_000;
            feed.dieATo = feed.dieAFrom + 12_000;
            feed.run(feed.dieATo + 4_000);

            assertTrue(feed.liveShare() > 0.01, feed::text);
            assertAtRest(feed);
        }
    }

    /**
     * The sequence begins anew not long after it began: the two can only be told apart by what they say. Before that a
     * packet of the one could be the next of the other, for all that anybody can know; so could all without times.
     */
    @Test
    void shouldFollowEarlyReset() {
        for (int seed = 0; seed < 800; seed += 2) {
            final LossyLines feed = new LossyLines(1_000 + seed);
            feed.foreign = true;
            feed.resetAt = 100 + seed;
            feed.run(1_000 + seed);

            assertAtRest(feed);
        }
    }

    /** Where the last snapshot was of another day, nothing is heard any more before there is another one. */
    private static void assertAtRest(final LossyLines feed) {
        final ArbiterState state = feed.state();
        assertTrue(
                state == ArbiterState.ENDED
                        || state == ArbiterState.STALE
                        || state == ArbiterState.SILENT
                                && (feed.foreignSnapshots > 0 || feed.counts.get(FeedCount.CONTRADICTIONS) > 0),
                feed::text);
    }
}
