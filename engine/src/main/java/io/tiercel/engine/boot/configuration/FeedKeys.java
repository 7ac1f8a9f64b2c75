package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.feed.capture.CaptureRing;

/** The keys of feeds in an exchange's own form. */
final class FeedKeys extends KeyTable {
    private static final long MILLISECOND = 1_000_000L;
    private static final long BILLION = 1_000_000_000L;

    FeedKeys() {
        choice(
                "feeds.NAME.type",
                null,
                "itch: a lane of the engine's process, on a thread of its own, decodes TotalView-ITCH 5.0 over MoldUDP64,"
                        + " or with streamServers over SoupBinTCP;"
                        + " mdp3: such a lane decodes a channel of CME MDP 3.0; external: another process publishes it,"
                        + " such as tiercel feed serve, which decodes the same",
                "itch",
                "mdp3",
                "external");
        choice(
                "feeds.NAME.protocol",
                "itch",
                "Where the type is external: what tiercel feed serve decodes",
                "itch",
                "mdp3");
        text(
                "feeds.NAME.venue",
                null,
                "The venue whose instruments it brings, all of them; a venue of type dataOnly has one feed");
        text(
                "feeds.NAME.channel",
                Lines.IPC,
                "Aeron channel between lane and engine: aeron:ipc, or aeron:udp with the endpoint where the engine"
                        + " listens");
        text(
                "feeds.NAME.receive",
                "",
                "HOST:PORT, the socket where its lane receives datagrams, of a feed with one line; empty where another"
                        + " program than tiercel publishes it");
        text(
                "feeds.NAME.lines",
                "",
                "In place of receive: the sockets of lines that bring the same datagrams, with commas between them. A"
                        + " group is joined by an interface, and may be heard from one sender only:"
                        + " GROUP:PORT|interface=NAME|source=ADDRESS");
        text(
                "feeds.NAME.session",
                "",
                "itch: the only MoldUDP64 session that is taken, at most 10 characters; empty for any");
        text("feeds.NAME.timeZone", "America/New_York", "itch: where the exchange counts the time from midnight");
        choice(
                "feeds.NAME.market",
                "nasdaq",
                "itch: whose feed it is; operational halts of that market close books, those of the others do not",
                "nasdaq",
                "bx",
                "psx");
        receiving();
        recovery();
        capture();
        processor("feeds.NAME.processor", "Processor the lane's thread is pinned to; -1 for none");
        idle("feeds.NAME.idleStrategy", "backoff", "How the lane's thread waits when nothing came");
    }

    private void receiving() {
        size(
                "feeds.NAME.receiveBuffer",
                "4MiB",
                1L << 16,
                1L << 30,
                "Datagrams that the host is to keep for the lane; it may give less, and the start says so");
        choice(
                "feeds.NAME.receiveTime",
                "lane",
                "When a datagram was received, for its PacketReference and captures: lane: when the lane had read it;"
                        + " kernel: when the host's kernel got it, where that says so (Linux), for two more calls of the"
                        + " system for each",
                "lane",
                "kernel");
    }

    private void capture() {
        text(
                "feeds.NAME.capture",
                "false",
                "Whether each datagram, and what a TCP replay sends, is kept as it was received, in pcapng files: false;"
                        + " true: beside the session's journal, of tiercel feed serve in captures below journal.folder;"
                        + " or a folder");
        size(
                "feeds.NAME.captureFile",
                "1GiB",
                1L << 20,
                1L << 40,
                "A capture of this size is followed by the next file");
        size(
                "feeds.NAME.captureReserve",
                "4GiB",
                0,
                1L << 50,
                "Room that captures leave free on their disk: with less nothing is captured, which is said; more than"
                        + " the journal needs");
        size(
                "feeds.NAME.captureBuffer",
                "16MiB",
                CaptureRing.LEAST_BYTES,
                1L << 29,
                "Memory between the lane and the thread that writes, up to the next power of two; what finds no room"
                        + " there is not captured, and counted");
    }

    private void recovery() {
        text(
                "feeds.NAME.requestServer",
                "",
                "itch: HOST:PORT of a MoldUDP64 request server, which is asked for messages that are missing; empty for"
                        + " none");
        text(
                "feeds.NAME.snapshotServer",
                "",
                "itch: HOST:PORT of a GLIMPSE server, which is asked for the books when messages cannot be had; empty"
                        + " for none");
        text("feeds.NAME.snapshotUser", "", "itch: who logs in there, at most 6 characters");
        text("feeds.NAME.snapshotPassword", "", "itch: at most 10 characters");
        whole(
                "feeds.NAME.reorderPackets",
                "packets",
                "64",
                1,
                65_536,
                "Packets that wait for one before them, after which that one is missing");
        duration("feeds.NAME.reorderTime", "2ms", 0, BILLION, "How long they wait at most");
        whole(
                "feeds.NAME.heldPackets",
                "packets",
                "4096",
                2,
                1 << 20,
                "Packets that can wait while what is missing is asked for; more than reorderPackets");
        size("feeds.NAME.heldBytes", "2KiB", 64, 1L << 16, "Of one packet that waits; a longer one is missing");
        whole(
                "feeds.NAME.requestMessages",
                "messages",
                "100000",
                1,
                Integer.MAX_VALUE,
                "itch: the greatest gap that the request server is asked for; for a greater one a snapshot is");
        whole(
                "feeds.NAME.requestAttempts",
                "",
                "5",
                1,
                1_000,
                "Requests without any answer, after which there is none");
        duration(
                "feeds.NAME.requestTimeout",
                "20ms",
                MILLISECOND,
                60 * BILLION,
                "itch: how long each waits for its answer");
        duration(
                "feeds.NAME.recoveryTimeout",
                "2s",
                MILLISECOND,
                3_600 * BILLION,
                "How long all requests for one gap may take");
        giveUp();
    }

    private void giveUp() {
        whole(
                "feeds.NAME.snapshotAttempts",
                "",
                "3",
                1,
                1_000,
                "itch: snapshots that fail, after which the books are stale");
        duration("feeds.NAME.snapshotTimeout", "30s", MILLISECOND, 3_600 * BILLION, "itch: how long each may take");
        whole(
                "feeds.NAME.resetPackets",
                "packets",
                "64",
                1,
                65_536,
                "Unknown packets behind the sequence, one after the other, after which it has begun anew (mdp3), or lines"
                        + " are stuck (itch)");
        duration(
                "feeds.NAME.resetTime",
                "3s",
                MILLISECOND,
                3_600 * BILLION,
                "From the first to the last of such packets, with nothing in order between, after which it has, or they"
                        + " are");
        duration(
                "feeds.NAME.silentAfter",
                "5s",
                MILLISECOND,
                24 * 3_600 * BILLION,
                "Without a packet on any line that is not behind, heartbeats included, for this long the books are stale; it must be longer"
                        + " than the exchange's interval of heartbeats");
    }
}
