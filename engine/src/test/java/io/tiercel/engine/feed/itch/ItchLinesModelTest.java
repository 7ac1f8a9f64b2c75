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
