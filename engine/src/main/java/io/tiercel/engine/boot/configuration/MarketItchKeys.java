package io.tiercel.engine.boot.configuration;

/** The keys by which the built-in market sends its market data as ITCH, too, and what they have to hold. */
final class MarketItchKeys {
    private static final long MIB = 1L << 20;
    private static final long ONE = 1_000_000_000L;

    private MarketItchKeys() {}

    static void addTo(final KeyTable table) {
        table.text(
                "venues.NAME.itch.lines",
                "",
                "Where the built-in market sends its market data as TotalView-ITCH 5.0 over MoldUDP64, too: HOST:PORT, or"
                        + " several that bring the same datagrams, with commas between them; empty for nowhere. An engine"
                        + " that has a feed of this venue takes it from there alone");
        table.text(
                "venues.NAME.itch.requests",
                "",
                "HOST:PORT at which it answers who asks for messages again, as a MoldUDP64 request server; empty for none");
        table.text(
                "venues.NAME.itch.snapshots",
                "",
                "HOST:PORT at which it gives the books to who asks, as a GLIMPSE server; anybody may log in; empty for"
                        + " none");
        table.text(
                "venues.NAME.itch.timeZone",
                "America/New_York",
                "Whose midnight its times are counted from; the same as in the feed that takes them");
        table.decimal(
                "venues.NAME.itch.loss",
                "share",
                "0",
                0,
                ONE,
                "To try what recovers: the datagrams that each line loses, at random by the seed, not the same on each");
        table.size(
                "venues.NAME.itch.kept",
                "16MiB",
                MIB,
                1_024 * MIB,
                "Of its newest messages, for who asks for them again");
    }

    /** Of a venue, or null when it sends none. */
    static MarketItch read(final MarketFeedKeys keys) {
        keys.checkAddresses("lines", "lines", "requests", "snapshots");
        keys.refuse("timeZone", FeedLines.zoneProblem(keys.text("timeZone")));
        return keys.text("lines").isEmpty()
                ? null
                : new MarketItch(
                        keys.all("lines"),
                        keys.one("requests"),
                        keys.one("snapshots"),
                        keys.text("timeZone"),
                        keys.number("loss"),
                        keys.number("kept"));
    }
}
