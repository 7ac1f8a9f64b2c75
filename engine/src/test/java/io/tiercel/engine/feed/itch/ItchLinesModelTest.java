package io.tiercel.engine.feed.itch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.LaneState;
import org.junit.jupiter.api.Test;

/**
 * TotalView-ITCH on two lines that lose 30 % of the packets each, repeat 10 % and reorder over 50 packets, through a
 * lane: while its books are live they are those that were sent, order by order. {@code -Dtiercel.test.packets=1000000}
 * is the long form.
 */
final class ItchLinesModelTest {
    private static final int PACKETS = Integer.getInteger("tiercel.test.packets", 50_000);
    /** Of these a market without a request server sends in one session. */
    private static final int RUN_PACKETS = 5_000;

    private static final int RUNS = PACKETS / RUN_PACKETS;
    private static final long SEED = Long.getLong("tiercel.seed", 51);

    @Test
    void shouldHaveTheBooksThatWereSent() {
        final LossyMarket market = new LossyMarket(SEED);
        market.run(PACKETS);
        market.rest();

        assertEquals(LaneState.LIVE, market.state(), market::text);
        assertEquals(market.sentMessages(), market.counts.get(FeedCount.MESSAGES), market::text);
        assertTrue(market.counts.get(FeedCount.GAPS) > PACKETS / 20, market::text);
        assertTrue(market.liveChecks > PACKETS / 5, market::text);
        market.assertBad();
    }

    @Test
    void shouldBeStaleWhenTheRequestServerIsDown() {
        final LossyMarket market = new LossyMarket(SEED + 1);
        market.serverIsDown = true;
        market.run(Math.min(PACKETS, 20_000));
        market.rest();

        assertEquals(LaneState.STALE, market.state(), market::text);
    }

    /** Nobody is asked, and there are no snapshots: what both lines lose is lost for good. */
    @Test
    void shouldBeStaleForGoodWithoutServers() {
        int stale = 0;
        long live = 0;
        for (int run = 0; run < RUNS; run++) {
            final LossyMarket market = new LossyMarket(SEED + 100 + run);
            market.serverIsDown = true;
            market.loss = 0.02;
            market.run(RUN_PACKETS);
            market.rest();

            final boolean whole = market.sentMessages() == market.counts.get(FeedCount.MESSAGES);
            assertEquals(whole ? LaneState.LIVE : LaneState.STALE, market.state(), market::text);
            stale += whole ? 0 : 1;
            live += market.liveChecks;
        }
        assertTrue(stale > 0 && live > 0, stale + " stale, " + live + " checks while live, seed " + SEED);
    }

    /** What both lines lose only a snapshot mends, of which not all come, and not all that come are whole. */
    @Test
    void shouldHaveTheBooksThatWereSentBySnapshotsAlone() {
        long snapshots = 0;
        for (int run = 0; run < RUNS; run++) {
            final LossyMarket market = new LossyMarket(SEED + 200 + run, 1_000);
            market.serverIsDown = true;
            market.loss = 0.05;
            market.run(RUN_PACKETS);
            market.rest();

            assertEquals(LaneState.LIVE, market.state(), market::text);
            assertTrue(market.liveChecks > RUN_PACKETS / 5, market::text);
            snapshots += market.counts.get(FeedCount.SNAPSHOTS);
        }
        assertTrue(snapshots > RUNS, "seed " + SEED);
    }

    /** Nobody answers for longer than all attempts take: stale, and right when there is a snapshot at last. */
    @Test
    void shouldBeStaleUntilALateSnapshotComes() {
        for (int run = 0; run < 5; run++) {
            final LossyMarket market = new LossyMarket(SEED + 300 + run, 2);
            market.serverIsDown = true;
            market.snapshotsAreLate = true;
            market.run(RUN_PACKETS);
            assertEquals(LaneState.STALE, market.state(), market::text);
            final long before = market.liveChecks;
            market.run(1_000);
            assertEquals(before, market.liveChecks, market::text);

            market.snapshotsAreLate = false;
            market.loss = 0;
            market.run(RUN_PACKETS);
            market.rest();

            assertEquals(LaneState.LIVE, market.state(), market::text);
            assertTrue(market.liveChecks > before + RUN_PACKETS / 5, market::text);
        }
    }

    /** Stale while nothing comes; what was said meanwhile is asked for, and books are right again. */
    @Test
    void shouldBeStaleWhileBothLinesAreDead() {
        for (int run = 0; run < 5; run++) {
            final LossyMarket market = new LossyMarket(SEED + 400 + run);
            market.run(2_000);
            market.deadLines = true;
            market.run(4_000);
            assertEquals(LaneState.STALE, market.state(), market::text);
            final long before = market.liveChecks;
            market.run(2_000);
            assertEquals(before, market.liveChecks, market::text);

            market.deadLines = false;
            market.run(2_000);
            market.rest();

            assertEquals(LaneState.LIVE, market.state(), market::text);
            assertEquals(market.sentMessages(), market.counts.get(FeedCount.MESSAGES), market::text);
        }
    }

    /** Line A is dead, and line B repeats what it has sent: stale, and right again when line A is back. */
    @Test
    void shouldBeStaleByALineThatIsStuck() {
        for (int newest = 1; newest <= 10_000; newest *= 100) {
            final LossyMarket market = new LossyMarket(SEED + 1 + newest);
            market.run(2_000);
            market.stuckPackets = newest;
            market.run(10_000);
            assertEquals(LaneState.STALE, market.state(), market::text);
            market.stuckPackets = 0;
            market.run(2_000);
            market.rest();

            assertEquals(LaneState.LIVE, market.state(), market::text);
            assertEquals(market.sentMessages(), market.counts.get(FeedCount.MESSAGES), market::text);
        }
    }
}
