package io.tiercel.engine.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.LaneState;
import org.junit.jupiter.api.Test;

/**
 * A channel on two lines that lose 30 % of the packets each, repeat 10 % and reorder over 50 packets, and recovery
 * lines that are as bad: each book is the exchange's, or is not live. {@code -Dtiercel.test.packets=1000000} is the
 * long form.
 */
final class Mdp3FeedModelTest {
    private static final int PACKETS = Integer.getInteger("tiercel.test.packets", 100_000);
    private static final long SEED = Long.getLong("tiercel.seed", 41);

    @Test
    void shouldNeverBeWrongAndLiveOnBadLines() {
        final LossyChannel channel = new LossyChannel(SEED, false, false);
        channel.run(PACKETS);

        assertTrue(channel.liveChecks > PACKETS / 50, channel::text);
        assertTrue(channel.tradingChecks > PACKETS / 500, channel::text);
        assertTrue(channel.packets.get(FeedCount.GAPS) > PACKETS / 50, channel::text);
        assertTrue(channel.counts.get(FeedCount.SNAPSHOTS_REFUSED) > PACKETS / 200, channel::text);
        channel.assertBad();
        atRest(channel);
    }

    @Test
    void shouldStayLiveByReplayOnBadLines() {
        final LossyChannel channel = new LossyChannel(SEED + 1, true, true);
        channel.run(PACKETS);

        assertTrue(channel.liveShare() > 0.2, channel::text);
        assertTrue(channel.tradingChecks > channel.liveChecks / 10, channel::text);
        assertEquals(0, channel.packets.get(FeedCount.REPLAYS_FAILED), channel::text);
        atRest(channel);
    }

    @Test
    void shouldRecoverBySnapshotsWhenReplayRefuses() {
        final LossyChannel channel = new LossyChannel(SEED + 2, true, true);
        channel.replayRefuses = true;
        channel.loss = 0.02;
        channel.run(PACKETS / 10);

        assertTrue(channel.packets.get(FeedCount.REPLAYS_FAILED) > 0, channel::text);
        assertTrue(channel.liveShare() > 0.1, channel::text);
        atRest(channel);
    }

    @Test
    void shouldRecoverBySnapshotsWhenReplayIsSilent() {
        final LossyChannel channel = new LossyChannel(SEED + 3, true, false);
        channel.loss = 0.1;
        channel.run(PACKETS / 10);

        assertTrue(channel.packets.get(FeedCount.REQUESTS) > 3, channel::text);
        assertTrue(channel.liveShare() > 0.1, channel::text);
        atRest(channel);
    }

    @Test
    void shouldRecoverOnlyWhenLateSnapshotsCome() {
        for (int seed = 0; seed < 5; seed++) {
            final LossyChannel channel = new LossyChannel(SEED + 50 + seed, false, false);
            channel.withoutResets();
            channel.snapshotsAreLate = true;
            channel.run(2_000);
            final long before = channel.liveChecks;
            channel.run(2_000);
            assertEquals(before, channel.liveChecks, channel::text);

            channel.snapshotsAreLate = false;
            channel.run(4_000);

            assertTrue(channel.liveChecks > before, channel::text);
            atRest(channel);
        }
    }

    @Test
    void shouldJoinLate() {
        final LossyChannel channel = new LossyChannel(SEED + 4, false, false);
        channel.trade(10_000);
        channel.run(PACKETS / 10);

        assertTrue(channel.liveChecks > 0, channel::text);
        atRest(channel);
    }

    @Test
    void shouldBeStaleWhileLinesAreDead() {
        final LossyChannel channel = new LossyChannel(SEED + 5, false, false);
        channel.run(1_000);
        channel.rest();
        assertEquals(LaneState.LIVE, channel.feed.state(), channel::text);
        channel.trade(500);
        channel.advance(300_000_000L);
        assertEquals(LaneState.STALE, channel.feed.state(), channel::text);
        assertEquals("all lines are silent", channel.feed.reason());

        channel.loss = 0.3;
        channel.run(PACKETS / 50);

        atRest(channel);
    }

    @Test
    void shouldFollowNewWeek() {
        for (int seed = 0; seed < 5; seed++) {
            final LossyChannel channel = new LossyChannel(SEED + 10 + seed, seed % 2 == 0, true);
            channel.run(PACKETS / 50);
            channel.advance(2_000_000_000L);
            channel.newWeek();
            channel.run(PACKETS / 50);

            assertEquals(1, channel.packets.get(FeedCount.RESETS), channel::text);
            atRest(channel);
        }
    }

    /** Without a pause: what comes is behind the count, or says something else. */
    @Test
    void shouldFollowCountThatBeginsAnewAtOnce() {
        for (int seed = 0; seed < 5; seed++) {
            final LossyChannel channel = new LossyChannel(SEED + 20 + seed, seed % 2 == 0, true);
            channel.run(PACKETS / 50 + seed * PACKETS / 50);
            channel.newWeek();
            channel.run(PACKETS / 50);

            assertEquals(1, channel.packets.get(FeedCount.RESETS), channel::text);
            atRest(channel);
        }
    }

    /** Line A is dead meanwhile: what the other one says is old, and begins no other count. */
    @Test
    void shouldNotLiveByALineThatIsStuck() {
        for (final int packets : new int[] {1, 100, Integer.MAX_VALUE}) {
            final LossyChannel channel = new LossyChannel(SEED + 30 + packets % 7, false, false);
            channel.wrongTimes = 0;
            channel.run(3_000);
            channel.deadA = true;
            channel.stuckPackets = packets;
            channel.run(4_000);
            assertEquals(LaneState.STALE, channel.feed.state(), channel::text);
            assertEquals(0, channel.packets.get(FeedCount.RESETS), channel::text);
            channel.deadA = false;
            channel.run(2_000);
            channel.stuckPackets = 0;

            assertEquals(0, channel.packets.get(FeedCount.RESETS), channel::text);
            atRest(channel);
        }
    }

    /** By more than a line may: what it brings of the week before is not of this one. */
    @Test
    void shouldTakeNothingOfTheWeekBeforeFromALineThatLags() {
        for (int seed = 0; seed < 5; seed++) {
            final LossyChannel channel = new LossyChannel(SEED + 40 + seed, false, false);
            channel.wrongTimes = 0;
            channel.lagNs = 3_000_000_000L;
            channel.run(10_000);
            channel.advance(2_000_000_000L);
            channel.newWeek();
            channel.run(30_000);
            channel.deadA = seed % 2 == 0;
            channel.run(10_000);
            channel.deadA = false;
            channel.run(1_000);

            assertEquals(1, channel.packets.get(FeedCount.RESETS), channel::text);
            channel.advance(channel.lagNs);
            channel.lagNs = 0;
            atRest(channel);
        }
    }

    private static void atRest(final LossyChannel channel) {
        channel.rest();
        assertTrue(channel.allLive(), channel::text);
    }
}
