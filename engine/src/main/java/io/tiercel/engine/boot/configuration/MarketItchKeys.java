package io.tiercel.engine.boot.configuration;

import java.util.List;
import java.util.function.Function;

/** The keys by which the built-in market sends its market data as ITCH, too, and what they have to hold. */
final class MarketItchKeys {
    private static final long MIB = 1L << 20;
    private static final long ONE = 1_000_000_000L;
    private static final int MAX_LINES = 8;
    private static final List<String> ADDRESSES = List.of("lines", "requests", "snapshots");

    private final Function<String[], String> text;
    private final VenueLines.Report report;
    private final String venue;

    private MarketItchKeys(final Function<String[], String> text, final VenueLines.Report report, final String venue) {
        this.text = text;
        this.report = report;
        this.venue = venue;
    }

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
    static MarketItch read(
            final Function<String[], String> text,
            final Function<String[], Long> number,
            final VenueLines.Report report,
            final String venue) {
        final MarketItchKeys keys = new MarketItchKeys(text, report, venue);
        keys.check();
        if (keys.text("lines").isEmpty()) {
            return null;
        }
        return new MarketItch(
                FeedAddress.parse(keys.text("lines")),
                keys.one("requests"),
                keys.one("snapshots"),
                keys.text("timeZone"),
                number.apply(keys.path("loss")),
                number.apply(keys.path("kept")));
    }

    private void check() {
        final boolean dataOnly =
                text.apply(new String[] {"venues", venue, "type"}).equals("dataOnly");
        for (final String key : ADDRESSES) {
            final String value = text(key);
            if (!value.isEmpty()) {
                refuse(key, FeedAddress.problem(value));
                final List<FeedAddress> addresses = FeedAddress.parse(value);
                refuse(
                        key,
                        addresses.stream().anyMatch(FeedAddress::isGroup)
                                ? "names a group; write HOST:PORT of one who listens"
                                : "");
                final int most = key.equals("lines") ? MAX_LINES : 1;
                refuse(
                        key,
                        addresses.size() > most ? "has " + addresses.size() + " addresses; leave at most " + most : "");
                refuse(
                        key,
                        addresses.stream().distinct().count() < addresses.size()
                                ? "names an address twice; leave one"
                                : "");
                refuse(
                        key,
                        dataOnly ? "is for venues of the built-in market, and this one is dataOnly; leave it out" : "");
                refuse(
                        key,
                        text("lines").isEmpty()
                                ? "is of no use without venues." + venue + ".itch.lines; add them, or leave it out"
                                : "");
            }
        }
        refuse("timeZone", FeedLines.zoneProblem(text("timeZone")));
    }

    private FeedAddress one(final String key) {
        final List<FeedAddress> addresses = FeedAddress.parse(text(key));
        return addresses.isEmpty() ? null : addresses.get(0);
    }

    private void refuse(final String key, final String problem) {
        if (!problem.isEmpty()) {
            report.problem(problem, path(key));
        }
    }

    private String text(final String key) {
        return text.apply(path(key));
    }

    private String[] path(final String key) {
        return new String[] {"venues", venue, "itch", key};
    }
}
