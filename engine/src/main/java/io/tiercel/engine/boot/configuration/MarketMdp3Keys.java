package io.tiercel.engine.boot.configuration;

/** The keys by which the built-in market sends its market data as MDP 3.0, too, and what they have to hold. */
final class MarketMdp3Keys {
    private static final long MIB = 1L << 20;
    private static final long ONE = 1_000_000_000L;
    private static final long MICROSECOND = 1_000L;
    private static final int MAX_CHANNEL = 32_767;

    private MarketMdp3Keys() {}

    static void addTo(final KeyTable table) {
        table.text(
                "venues.NAME.mdp3.lines",
                "",
                "Where the built-in market sends its market data as a channel of CME MDP 3.0, too: HOST:PORT of the"
                        + " incremental feed, or several that bring the same datagrams, with commas between them; empty"
                        + " for nowhere. An engine that has a feed of this venue takes it from there alone");
        table.text(
                "venues.NAME.mdp3.snapshotLines",
                "",
                "The same of its recovery feed: a snapshot of each book, by level and by order, over and over; empty for"
                        + " none");
        table.text(
                "venues.NAME.mdp3.definitionLines",
                "",
                "The same of its instrument feed: what each instrument is, over and over; empty for none");
        table.text(
                "venues.NAME.mdp3.replay",
                "",
                "HOST:PORT at which it gives packets of the incremental feed again to who asks, as the exchange's TCP"
                        + " replay; anybody may log on; empty for none");
        table.whole(
                "venues.NAME.mdp3.channelId",
                "",
                "1",
                1,
                MAX_CHANNEL,
                "The channel's number; the same as in the feed that takes it");
        table.duration(
                "venues.NAME.mdp3.loop",
                "2ms",
                100 * MICROSECOND,
                ONE,
                "How long after each other packets of snapshots, and of definitions, are sent");
        table.decimal(
                "venues.NAME.mdp3.loss",
                "share",
                "0",
                0,
                ONE,
                "To try what recovers: the datagrams that each line loses, at random by the seed, not the same on each");
        table.size(
                "venues.NAME.mdp3.kept",
                "16MiB",
                MIB,
                1_024 * MIB,
                "Of its newest packets, for who asks for them again");
    }

    /**
     * Of a venue, or null when it sends none.
     *
     * @param itch those by which it sends its market data as ITCH
     */
    static MarketMdp3 read(final MarketFeedKeys keys, final MarketFeedKeys itch) {
        keys.checkAddresses("lines", "lines", "snapshotLines", "definitionLines", "replay");
        if (keys.text("lines").isEmpty()) {
            return null;
        }
        keys.refuse(
                "lines",
                itch.text("lines").isEmpty() ? "" : "stands beside " + itch.name("lines") + "; leave one of them");
        return new MarketMdp3(
                (int) keys.number("channelId"),
                keys.all("lines"),
                keys.all("snapshotLines"),
                keys.all("definitionLines"),
                keys.one("replay"),
                keys.number("loop"),
                keys.number("loss"),
                keys.number("kept"));
    }
}
