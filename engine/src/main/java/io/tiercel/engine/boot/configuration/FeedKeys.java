package io.tiercel.engine.boot.configuration;

/** The keys of feeds in an exchange's own form. */
final class FeedKeys extends KeyTable {
    FeedKeys() {
        choice(
                "feeds.NAME.type",
                null,
                "itch: a lane of the engine's process, on a thread of its own, decodes TotalView-ITCH 5.0 over MoldUDP64;"
                        + " external: another process publishes it, such as tiercel feed serve, which decodes the same",
                "itch",
                "external");
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
                "HOST:PORT, the socket where its lane receives datagrams; empty where another program than tiercel"
                        + " publishes it");
        text(
                "feeds.NAME.session",
                "",
                "The only MoldUDP64 session that is taken, at most 10 characters; empty for any");
        text("feeds.NAME.timeZone", "America/New_York", "Where the exchange counts the time from midnight");
        size(
                "feeds.NAME.receiveBuffer",
                "4MiB",
                1L << 16,
                1L << 30,
                "Datagrams that the host is to keep for the lane; it may give less, and the start says so");
        processor("feeds.NAME.processor", "Processor the lane's thread is pinned to; -1 for none");
        idle("feeds.NAME.idleStrategy", "backoff", "How the lane's thread waits when nothing came");
    }
}
