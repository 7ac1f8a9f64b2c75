package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedType;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The feeds, checked: each has a venue, and each venue without orders of its own has a feed. */
final class FeedLines {
    private static final Pattern HOST_AND_PORT = Pattern.compile(".+:([1-9][0-9]{0,4})");
    private static final Pattern SESSION = Pattern.compile("[!-~]{0,10}");
    private static final int MAX_PORT = 65_535;

    private final Function<String[], String> text;
    private final Function<String[], Long> number;
    private final VenueLines.Report report;

    private FeedLines(
            final Function<String[], String> text,
            final Function<String[], Long> number,
            final VenueLines.Report report) {
        this.text = text;
        this.number = number;
        this.report = report;
    }

    static List<Feed> read(
            final Collection<String> names,
            final List<Venue> venues,
            final Function<String[], String> text,
            final Function<String[], Long> number,
            final VenueLines.Report report,
            final Problems problems) {
        final FeedLines lines = new FeedLines(text, number, report);
        final List<Feed> feeds = new ArrayList<>();
        for (final String name : names) {
            final Feed feed = lines.feed(name, venues);
            for (final Feed other : feeds) {
                if (other.venueId() == feed.venueId() && feed.venueId() > 0) {
                    report.problem("has the feed " + other.name() + " already; leave one of them", path(name, "venue"));
                }
            }
            feeds.add(feed);
        }
        for (final Venue venue : venues) {
            if (venue.dataOnly() && feeds.stream().noneMatch(feed -> feed.venueId() == venue.id())) {
                problems.add(
                        "configuration",
                        "venues." + venue.name() + ".type = dataOnly, but none of feeds has venue = " + venue.name()
                                + "; add the feed, or write another type");
            }
        }
        feeds.sort(Comparator.comparingInt(Feed::venueId));
        return List.copyOf(feeds);
    }

    private Feed feed(final String name, final List<Venue> venues) {
        final FeedType type = text(name, "type").equals("external") ? FeedType.EXTERNAL : FeedType.ITCH;
        check(name, "channel", VenueLines.problem(text(name, "channel")));
        check(name, "receive", receiveProblem(text(name, "receive"), type));
        check(
                name,
                "session",
                SESSION.matcher(text(name, "session")).matches()
                        ? ""
                        : "is no session; write at most 10 printable characters without space");
        check(name, "timeZone", zoneProblem(text(name, "timeZone")));
        return new Feed(
                name,
                venueId(name, venues),
                type,
                text(name, "channel"),
                text(name, "receive"),
                text(name, "session"),
                text(name, "timeZone"),
                number.apply(path(name, "receiveBuffer")),
                Math.toIntExact(number.apply(path(name, "processor"))),
                Idle.valueOf(text(name, "idleStrategy").toUpperCase(Locale.ROOT)));
    }

    private int venueId(final String name, final List<Venue> venues) {
        final Optional<Venue> venue = venues.stream()
                .filter(each -> each.name().equals(text(name, "venue")))
                .findFirst();
        if (venue.isEmpty()) {
            report.problem("is not one of venues; add it there, with type = dataOnly", path(name, "venue"));
        } else if (!venue.get().dataOnly()) {
            report.problem(
                    "has market data of its own; write venues." + venue.get().name() + ".type = dataOnly",
                    path(name, "venue"));
        }
        return venue.map(Venue::id).orElse(0);
    }

    private static String receiveProblem(final String receive, final FeedType type) {
        if (receive.isEmpty()) {
            return type == FeedType.ITCH ? "is empty; write HOST:PORT, where its datagrams come" : "";
        }
        final var matcher = HOST_AND_PORT.matcher(receive);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= MAX_PORT
                ? ""
                : "is no address; write HOST:PORT, the port from 1 to " + MAX_PORT;
    }

    private static String zoneProblem(final String zone) {
        try {
            ZoneId.of(zone);
            return "";
        } catch (final DateTimeException unknown) {
            return "is no time zone; write one such as America/New_York";
        }
    }

    private void check(final String name, final String key, final String problem) {
        if (!problem.isEmpty()) {
            report.problem(problem, path(name, key));
        }
    }

    private String text(final String name, final String key) {
        return text.apply(path(name, key));
    }

    private static String[] path(final String name, final String key) {
        return new String[] {"feeds", name, key};
    }
}
