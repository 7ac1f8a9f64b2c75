package io.tiercel.engine.boot.configuration;

import java.util.List;

/**
 * How the built-in market sends its market data as MDP 3.0.
 *
 * @param channelId       the channel's number
 * @param lines           where each packet of the incremental feed goes
 * @param snapshotLines   of the recovery feed; empty for nowhere
 * @param definitionLines of the instrument feed; empty for nowhere
 * @param replay          where it gives packets again to who asks; null for nowhere
 * @param loopNs          how long after each other packets of snapshots, and of definitions, are sent
 * @param lossNanos       share of datagrams that each line loses, in 1e-9
 * @param keptBytes       of the newest packets, for those who ask
 */
public record MarketMdp3(
        int channelId,
        List<FeedAddress> lines,
        List<FeedAddress> snapshotLines,
        List<FeedAddress> definitionLines,
        FeedAddress replay,
        long loopNs,
        long lossNanos,
        long keptBytes) {}
