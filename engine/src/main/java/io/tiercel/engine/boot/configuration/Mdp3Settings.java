package io.tiercel.engine.boot.configuration;

import java.util.List;

/**
 * What a feed of MDP 3.0 has beside its incremental lines.
 *
 * @param channelId    the exchange's number of the channel
 * @param replayServer whom packets are asked of; null for nobody
 * @param bookDepth    price levels until a definition says otherwise
 */
public record Mdp3Settings(
        int channelId,
        List<FeedAddress> snapshotLines,
        List<FeedAddress> definitionLines,
        int bookDepth,
        int impliedDepth,
        int bookOrders,
        int pendingEntries,
        FeedAddress replayServer,
        String replayUser,
        String replayPassword) {}
