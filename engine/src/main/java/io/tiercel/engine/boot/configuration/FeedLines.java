package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedRecovery;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedType;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.itch.ItchMarket;
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
import org.agrona.BitUtil;

/** The feeds, checked: each has a venue, and each venue without orders of its own has a feed. */
final class FeedLines {
    private static final Pattern SESSION = Pattern.compile("[!-~]{0,10}");
    private static final int MAX_LINES = 8;
    private static final int MAX_USER = 6;
    private static final int MAX_PASSWORD = 10;
    private static final int MAX_REPLAY_NAME = 32;
    /** Without those of passwords, which stand in journals masked. */
    private static final List<String> ITCH_KEYS =
            List.of("session", "requestServer", "snapshotServer", "snapshotUser", "streamServers", "streamUser");

    private static final List<String> MDP3_KEYS =
            List.of("snapshotLines", "definitionLines", "replayServer", "replayUser");

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
        final FeedType type = FeedType.valueOf(text(name, "type").toUpperCase(Locale.ROOT));
        final boolean mdp3 = type == FeedType.MDP3
                || type == FeedType.EXTERNAL && text(name, "protocol").equals("mdp3");
        for (final String foreign : mdp3 ? ITCH_KEYS : MDP3_KEYS) {
            check(
                    name,
                    foreign,
                    text(name, foreign).isEmpty()
                            ? ""
                            : mdp3
                                    ? "is for feeds of ITCH, and this one is of MDP 3.0; leave it out"
                                    : "is for feeds of MDP 3.0, and this one is of ITCH; leave it out");
        }
        check(name, "channel", VenueLines.problem(text(name, "channel")));
        final String lines = lines(name, type);
        final FeedRecovery recovery = recovery(name, mdp3);
        check(
                name,
                "session",
                SESSION.matcher(text(name, "session")).matches()
                        ? ""
                        : "is no session; write at most 10 printable characters without space");
        check(name, "timeZone", zoneProblem(text(name, "timeZone")));
        return new Feed(
                name,
                venueId(name, venues, mdp3),
                type,
                text(name, "channel"),
                FeedAddress.parse(lines),
                text(name, "session"),
                text(name, "timeZone"),
                ItchMarket.valueOf(text(name, "market").toUpperCase(Locale.ROOT)),
                number(name, "receiveBuffer"),
                text(name, "receiveTime").equals("kernel"),
                whole(name, "processor"),
                Idle.valueOf(text(name, "idleStrategy").toUpperCase(Locale.ROOT)),
                recovery,
                capture(name),
                isStream(name) ? stream(name) : null,
                mdp3 ? mdp3(name) : null);
    }

    private boolean isStream(final String name) {
        return !text(name, "streamServers").isEmpty();
    }

    private FeedStream stream(final String name) {
        checkLength(name, "streamUser", MAX_USER);
        checkLength(name, "streamPassword", MAX_PASSWORD);
        check(
                name,
                "requestServer",
                text(name, "requestServer").isEmpty()
                        ? ""
                        : "stands beside feeds." + name + ".streamServers, which are asked themselves; leave it out");
        check(
                name,
                "streamRetry",
                number(name, "streamRetry") > number(name, "streamRetryMost")
                        ? "is more than feeds." + name + ".streamRetryMost; make it less"
                        : "");
        return new FeedStream(
                text(name, "streamUser"),
                text(name, "streamPassword"),
                number(name, "streamTimeout"),
                number(name, "streamRetry"),
                number(name, "streamRetryMost"),
                number(name, "streamBehind"));
    }

    private String streamServers(final String name) {
        final String all = text(name, "streamServers");
        for (final String other : List.of("receive", "lines")) {
            check(
                    name,
                    other,
                    text(name, other).isEmpty()
                            ? ""
                            : "stands beside feeds." + name + ".streamServers; leave one of them");
        }
        check(name, "streamServers", FeedAddress.problem(all));
        final List<FeedAddress> servers = FeedAddress.parse(all);
        check(
                name,
                "streamServers",
                servers.stream().anyMatch(FeedAddress::isGroup) ? "names a group; write HOST:PORT of a server" : "");
        check(
                name,
                "streamServers",
                servers.stream().distinct().count() < servers.size() ? "names a server twice; leave one" : "");
        check(name, "streamServers", servers.size() > MAX_LINES ? "has more than " + MAX_LINES + " servers" : "");
        return all;
    }

    private FeedCapture capture(final String name) {
        final String text = text(name, "capture");
        check(name, "capture", text.isEmpty() ? "is empty; write false, true or a folder" : "");
        final boolean here = text.equals("true");
        return new FeedCapture(
                !text.equals("false"),
                here ? "" : text,
                number(name, "captureFile"),
                number(name, "captureReserve"),
                BitUtil.findNextPositivePowerOfTwo(whole(name, "captureBuffer")));
    }

    private Mdp3Settings mdp3(final String name) {
        checkLength(name, "replayUser", MAX_REPLAY_NAME);
        checkLength(name, "replayPassword", MAX_REPLAY_NAME);
        checkServer(name, "replayServer");
        final boolean replay = !text(name, "replayServer").isEmpty();
        check(
                name,
                "channelId",
                replay && number(name, "channelId") == 0
                        ? "is not what feeds." + name + ".replayServer can be asked for; write the exchange's number of"
                                + " the channel"
                        : "");
        return new Mdp3Settings(
                whole(name, "channelId"),
                moreLines(name, "snapshotLines"),
                moreLines(name, "definitionLines"),
                whole(name, "bookDepth"),
                whole(name, "impliedDepth"),
                whole(name, "bookOrders"),
                whole(name, "pendingEntries"),
                replay ? address(name, "replayServer") : null,
                text(name, "replayUser"),
                text(name, "replayPassword"));
    }

    private List<FeedAddress> moreLines(final String name, final String key) {
        final String all = text(name, key);
        if (all.isEmpty()) {
            return List.of();
        }
        check(name, key, FeedAddress.problem(all));
        return FeedAddress.parse(all);
    }

    private int venueId(final String name, final List<Venue> venues, final boolean mdp3) {
        final Optional<Venue> venue = venues.stream()
                .filter(each -> each.name().equals(text(name, "venue")))
                .findFirst();
        if (venue.isEmpty()) {
            report.problem("is not one of venues; add it there, with type = dataOnly", path(name, "venue"));
        } else if (!venue.get().dataOnly()) {
            checkMarket(name, venue.get(), mdp3);
        }
        return venue.map(Venue::id).orElse(0);
    }

    /** What the built-in market sends itself is the only market data that a venue of it has by a feed. */
    private void checkMarket(final String name, final Venue venue, final boolean mdp3) {
        final MarketItch itch = venue.lines().itch();
        final MarketMdp3 channel = venue.lines().mdp3();
        final String key = "venues." + venue.name();
        if (mdp3 ? channel == null : itch == null) {
            report.problem(
                    "has market data of its own; write " + key + ".type = dataOnly, or " + key
                            + (mdp3
                                    ? ".mdp3.lines, where it sends that as MDP 3.0"
                                    : ".itch.lines, where it sends that as ITCH"),
                    path(name, "venue"));
        } else if (mdp3) {
            check(
                    name,
                    "channelId",
                    number(name, "channelId") == channel.channelId()
                            ? ""
                            : "is not " + key + ".mdp3.channelId = " + channel.channelId() + "; write the same");
        } else {
            check(
                    name,
                    "timeZone",
                    text(name, "timeZone").equals(itch.timeZone())
                            ? ""
                            : "is not " + key + ".itch.timeZone = " + itch.timeZone() + "; write the same");
        }
    }

    private String lines(final String name, final FeedType type) {
        if (isStream(name)) {
            return streamServers(name);
        }
        final boolean one = text(name, "lines").isEmpty();
        final String key = one ? "receive" : "lines";
        final String all = text(name, key);
        if (!one && !text(name, "receive").isEmpty()) {
            check(name, "lines", "stands beside feeds." + name + ".receive; leave one of them");
        } else if (all.isEmpty()) {
            check(
                    name,
                    "receive",
                    type != FeedType.EXTERNAL
                            ? "is empty; write HOST:PORT, where its datagrams come, or feeds." + name
                                    + ".lines for several, or .streamServers for SoupBinTCP"
                            : "");
        } else {
            check(name, key, FeedAddress.problem(all));
            check(name, key, FeedAddress.parse(all).size() > MAX_LINES ? "has more than " + MAX_LINES + " lines" : "");
        }
        return all;
    }

    private void checkServer(final String name, final String key) {
        final String address = text(name, key);
        check(name, key, address.isEmpty() ? "" : FeedAddress.problem(address));
        check(name, key, address.contains(",") ? "names several; write one HOST:PORT" : "");
    }

    private FeedRecovery recovery(final String name, final boolean mdp3) {
        checkServer(name, "requestServer");
        checkServer(name, "snapshotServer");
        checkLength(name, "snapshotUser", MAX_USER);
        checkLength(name, "snapshotPassword", MAX_PASSWORD);
        final boolean requests = !text(name, "requestServer").isEmpty();
        final boolean snapshots = !text(name, "snapshotServer").isEmpty();
        final int held = whole(name, "heldPackets");
        final int reorder = whole(name, "reorderPackets");
        check(
                name,
                "reorderPackets",
                reorder < held
                        ? ""
                        : "has no room in feeds." + name + ".heldPackets = " + held
                                + "; make it smaller, or hold more");
        return new FeedRecovery(
                requests ? address(name, "requestServer") : null,
                snapshots ? address(name, "snapshotServer") : null,
                text(name, "snapshotUser"),
                text(name, "snapshotPassword"),
                new ArbitrationBounds(
                        held,
                        whole(name, "heldBytes"),
                        Math.min(reorder, held - 1),
                        number(name, "reorderTime"),
                        requestMost(name, mdp3, snapshots),
                        whole(name, "requestAttempts"),
                        number(name, mdp3 ? "replayTimeout" : isStream(name) ? "streamTimeout" : "requestTimeout"),
                        // Without snapshots nothing else can be done than to let the server go on.
                        isStream(name) && !snapshots ? Long.MAX_VALUE : number(name, "recoveryTimeout"),
                        snapshots ? whole(name, "snapshotAttempts") : 0,
                        number(name, "snapshotTimeout"),
                        whole(name, "resetPackets"),
                        number(name, "resetTime"),
                        number(name, "silentAfter")));
    }

    /** The greatest gap that somebody is asked for. */
    private int requestMost(final String name, final boolean mdp3, final boolean snapshots) {
        if (mdp3) {
            return text(name, "replayServer").isEmpty() ? 0 : whole(name, "replayPackets");
        }
        if (isStream(name)) {
            return snapshots ? whole(name, "requestMessages") : Integer.MAX_VALUE;
        }
        return text(name, "requestServer").isEmpty() ? 0 : whole(name, "requestMessages");
    }

    private FeedAddress address(final String name, final String key) {
        final List<FeedAddress> addresses = FeedAddress.parse(text(name, key));
        return addresses.isEmpty() ? null : addresses.get(0);
    }

    private void checkLength(final String name, final String key, final int most) {
        final int length = text(name, key).length();
        check(
                name,
                key,
                length > most ? "has " + length + " characters, and at most " + most + " can be sent; correct it" : "");
    }

    static String zoneProblem(final String zone) {
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

    private int whole(final String name, final String key) {
        return Math.toIntExact(number(name, key));
    }

    private long number(final String name, final String key) {
        return number.apply(path(name, key));
    }

    private String text(final String name, final String key) {
        return text.apply(path(name, key));
    }

    private static String[] path(final String name, final String key) {
        return new String[] {"feeds", name, key};
    }
}
