package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import io.tiercel.engine.feed.mdp3.PacketReplay;

/** The keys that feeds of MDP 3.0 have beside those of {@link FeedKeys}. */
final class Mdp3Keys extends KeyTable {
    private static final long MILLISECOND = 1_000_000L;
    private static final long BILLION = 1_000_000_000L;
    private static final int MAX_CHANNEL = 65_534;

    Mdp3Keys() {
        whole(
                "feeds.NAME.channelId",
                "",
                "0",
                0,
                MAX_CHANNEL,
                "mdp3: the exchange's number of the channel, such as 310; what why names, and what a replay server is"
                        + " asked for");
        text(
                "feeds.NAME.snapshotLines",
                "",
                "mdp3: the sockets of the channel's market recovery feed, as in lines; empty where there is none: then"
                        + " books recover by a replay, or when they begin anew");
        text(
                "feeds.NAME.definitionLines",
                "",
                "mdp3: the sockets of its instrument feed, which says what number each venueSymbol has; empty where the"
                        + " incremental feed says so");
        whole(
                "feeds.NAME.bookDepth",
                "levels",
                "10",
                1,
                Mdp3Instrument.MAX_DEPTH,
                "mdp3: price levels of a side, until its definition says otherwise");
        whole(
                "feeds.NAME.impliedDepth",
                "levels",
                "2",
                0,
                Mdp3Instrument.MAX_DEPTH,
                "mdp3: the same of implied prices; 0 leaves these out");
        whole(
                "feeds.NAME.bookOrders",
                "orders",
                "20000",
                1,
                1 << 22,
                "mdp3: in one book by order; one that has more is closed until it has fewer");
        whole(
                "feeds.NAME.pendingEntries",
                "entries",
                "65536",
                1,
                1 << 24,
                "mdp3: changes of books, of all together, that can wait for snapshots; what is more waits for a newer"
                        + " snapshot");
        replay();
    }

    private void replay() {
        text(
                "feeds.NAME.replayServer",
                "",
                "mdp3: HOST:PORT of the exchange's TCP replay, which is asked for packets that are missing; empty for"
                        + " none: what is missing is given up after the reorder window, and books recover by snapshots");
        text("feeds.NAME.replayUser", "", "mdp3: who logs on there, at most 32 characters");
        text("feeds.NAME.replayPassword", "", "mdp3: at most 32 characters");
        whole(
                "feeds.NAME.replayPackets",
                "packets",
                "2000",
                1,
                PacketReplay.MAX_PACKETS,
                "mdp3: the greatest gap that it is asked for; a greater one is given up");
        duration(
                "feeds.NAME.replayTimeout",
                "1s",
                MILLISECOND,
                60 * BILLION,
                "mdp3: how long a replay may bring nothing until it is asked for again");
    }
}
