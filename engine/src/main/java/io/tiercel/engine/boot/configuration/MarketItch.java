package io.tiercel.engine.boot.configuration;

import java.util.List;

/**
 * How the built-in market sends its market data as ITCH.
 *
 * @param lines     where each datagram goes
 * @param requests  where it answers who asks for messages again; null for nowhere
 * @param snapshots where it gives the books to who asks; null for nowhere
 * @param timeZone  whose midnight times are counted from
 * @param lossNanos share of datagrams that each line loses, in 1e-9
 * @param keptBytes of the newest messages, for those who ask
 */
public record MarketItch(
        List<FeedAddress> lines,
        FeedAddress requests,
        FeedAddress snapshots,
        String timeZone,
        long lossNanos,
        long keptBytes) {}
