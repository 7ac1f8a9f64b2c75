package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.risk.RiskLimits;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every key there is, declared once. Reading, the search for unknown keys, range checks, {@code config explain} and the
 * reference in docs/configuration.md all follow from this table.
 */
public final class Keys {
    private static final long BILLION = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long HOUR = 3_600 * BILLION;

    private static final List<Key> ALL = Stream.of(
                    new EngineKeys(), new Table(), new FeedKeys(), new StreamKeys(), new Mdp3Keys())
            .flatMap(table -> table.keys().stream())
            .toList();

    private Keys() {}

    /** In the order of the reference. A key that takes its default from another one comes after it. */
    public static List<Key> all() {
        return ALL;
    }

    /** The key with this concrete path, or null. */
    static Key find(final List<String> segments) {
        for (final Key key : ALL) {
            if (key.matches(segments)) {
                return key;
            }
        }
        return null;
    }

    /** Whether this path is the begin of some key's path. */
    static boolean section(final List<String> segments) {
        return ALL.stream().anyMatch(key -> key.startsWith(segments) && !key.matches(segments));
    }

    private static final class Table extends KeyTable {
        Table() {
            venues();
            risk("risk.", false);
            strategies();
            lanes();
            reference();
            duration("stop.timeout", "5s", MILLISECOND, HOUR, "How long a stop waits for the ends of open orders");
        }

        private void venues() {
            choice(
                    "venues.NAME.type",
                    "builtIn",
                    "builtIn: the built-in market, a thread of the engine's process; external: a process of its own, such"
                            + " as tiercel market serve, which the engine connects to; dataOnly: takes no orders, its market"
                            + " data comes by one of feeds",
                    "builtIn",
                    "external",
                    "dataOnly");
            whole("venues.NAME.id", "", null, 1, 254, "The venue's id in orders and executions; never changes");
            whole(
                    "venues.NAME.seed",
                    "",
                    "1",
                    0,
                    Long.MAX_VALUE,
                    "Everything random in the built-in market comes from it");
            whole(
                    "venues.NAME.eventsPerSecond",
                    "events/s",
                    "2000",
                    0,
                    1_000_000,
                    "Decisions of the background traders per instrument, on average; 0 is a market without them");
            decimal(
                    "venues.NAME.volatilityTicks",
                    "ticks",
                    "2",
                    0,
                    10_000 * BILLION,
                    "How far the fundamental price goes in a second: standard deviation in a middling regime");
            whole(
                    "venues.NAME.backgroundOrders",
                    "orders",
                    "400",
                    20,
                    4_000,
                    "Orders the background traders have in each book, about");
            venueEdges();
            venueLines();
            MarketItchKeys.addTo(this);
            MarketMdp3Keys.addTo(this);
        }

        private void venueLines() {
            text(
                    "venues.NAME.feedChannel",
                    Lines.IPC,
                    "Aeron channel of its market data: aeron:ipc, or aeron:udp with the endpoint where the engine listens");
            text(
                    "venues.NAME.executionChannel",
                    Lines.IPC,
                    "Aeron channel of its executions; the endpoint is where the engine listens");
            text(
                    "venues.NAME.orderChannel",
                    Lines.IPC,
                    "Aeron channel of the orders; the endpoint is where the venue listens");
            duration(
                    "venues.NAME.connectTimeout",
                    "10s",
                    100 * MILLISECOND,
                    HOUR,
                    "How long the start waits for an external venue");
            duration(
                    "venues.NAME.silentAfter",
                    "2s",
                    1_000 * MILLISECOND,
                    HOUR,
                    "A venue that gives no sign on its executions for this long is down, until it does again");
            text(
                    "venues.NAME.log",
                    "",
                    "Log of an external venue, of no other: market serve adds to it, a run compares its fills with it;"
                            + " relative to the folder of the start; empty for none, then fills are not compared");
        }

        private void venueEdges() {
            duration("venues.NAME.latencyBase", "20us", 0, 10 * BILLION, "The least time a message takes, each way");
            duration("venues.NAME.latencyJitter", "10us", 0, 10 * BILLION, "At most this much comes on top, at random");
            decimal(
                    "venues.NAME.makerFeeBasisPoints",
                    "basis points",
                    "-0.1",
                    -100 * BILLION,
                    100 * BILLION,
                    "Fee of the notional for an order that stood in the book; below 0 it is paid out");
            decimal(
                    "venues.NAME.takerFeeBasisPoints",
                    "basis points",
                    "0.3",
                    -100 * BILLION,
                    100 * BILLION,
                    "Fee of the notional for an order that traded on arrival");
            processor("venues.NAME.core", "Processor the market's thread is pinned to; -1 for none");
            idle("venues.NAME.idleStrategy", "backoff", "How the market's thread waits when nothing is due");
            decimal(
                    "venues.NAME.instruments.SYMBOL.startPrice",
                    "currency",
                    null,
                    1,
                    BILLION * 1_000_000,
                    "Where the built-in market begins");
        }

        private void strategies() {
            add("strategies.NAME.enabled", KeyType.FLAG, "", "true", null, 0, 0, "Whether it runs", "true", "false");
            add(
                    "strategies.NAME.class",
                    KeyType.CLASS_NAME,
                    "",
                    null,
                    null,
                    0,
                    0,
                    "Name of a shipped strategy, or of one in the jar");
            text(
                    "strategies.NAME.jar",
                    "",
                    "Jar with its class; relative to the configuration file; empty for a shipped one");
            risk("strategies.NAME.risk.", true);
            add("strategies.NAME.parameters.PARAMETER", KeyType.FREE, "", null, null, 0, 0, "Its own; it checks them");
        }

        private void lanes() {
            choice(
                    "lanes.NAME.calculation",
                    null,
                    "What the analytics lane calculates, on a thread of its own: realisedCovariance of mids",
                    "realisedCovariance");
            add(
                    "lanes.NAME.instruments",
                    KeyType.FREE,
                    "",
                    "",
                    null,
                    0,
                    0,
                    "Symbols of its instruments, a list, at most 500; empty for all of the reference data");
            duration("lanes.NAME.sampleInterval", "1s", MILLISECOND, HOUR, "The grid of time on which it takes mids");
            whole("lanes.NAME.samples", "returns", "300", 2, 10_000, "Returns in its window");
            whole("lanes.NAME.resultEvery", "samples", "1", 1, 10_000, "A result comes after every so many samples");
            duration(
                    "lanes.NAME.staleAfter",
                    "10s",
                    0,
                    24 * HOUR,
                    "Without a new result for this long strategies see the last one as stale; 0 for never");
            duration(
                    "lanes.NAME.virtualDelay",
                    "1ms",
                    0,
                    10 * BILLION,
                    "On virtual time a result takes this long to calculate");
            processor("lanes.NAME.processor", "Processor the lane's thread is pinned to; -1 for none");
            idle("lanes.NAME.idleStrategy", "backoff", "How the lane's thread waits when no quote came");
        }

        private void reference() {
            text(
                    "reference.instruments",
                    "reference/instruments.csv",
                    "Instruments; relative to the configuration file");
            text("reference.ticks", "reference/ticks.csv", "Tick tables; relative to the configuration file");
            text("reference.calendar", "reference/calendar.csv", "Trading hours; relative to the configuration file");
            text(
                    "reference.positions",
                    "",
                    "Positions at the start; relative to the configuration file; empty for none");
            whole("reference.daysAhead", "days", "7", 1, 366, "Trading days are resolved this far beyond the start");
        }

        /** The limits, once as defaults and once per strategy. */
        private void risk(final String prefix, final boolean perStrategy) {
            limit(
                    prefix,
                    perStrategy,
                    KeyType.WHOLE,
                    "maxOrderQuantity",
                    "units",
                    "1000",
                    9 * BILLION,
                    "Quantity of one order");
            limit(
                    prefix,
                    perStrategy,
                    KeyType.DECIMAL,
                    "maxOrderNotional",
                    "currency",
                    "1000000",
                    9 * BILLION * BILLION,
                    "Price × quantity × multiplier of one order");
            limit(
                    prefix,
                    perStrategy,
                    KeyType.WHOLE,
                    "priceCollarBasisPoints",
                    "basis points",
                    "500",
                    10_000,
                    "How far beyond the reference price an order may be priced, on the side that costs");
            limit(
                    prefix,
                    perStrategy,
                    KeyType.WHOLE,
                    "maxPosition",
                    "units",
                    "10000",
                    9 * BILLION,
                    "Position in one instrument, open orders counted as if filled");
            limit(
                    prefix,
                    perStrategy,
                    KeyType.WHOLE,
                    "maxOpenOrders",
                    "orders",
                    "100",
                    1_000_000,
                    "Open orders of one strategy");
            limit(
                    prefix,
                    perStrategy,
                    KeyType.WHOLE,
                    "maxMessagesPerSecond",
                    "messages/s",
                    "1000",
                    RiskLimits.MAX_MESSAGES_PER_SECOND,
                    "New orders and replaces of one strategy within any second; cancels are never refused");
        }

        private void limit(
                final String prefix,
                final boolean perStrategy,
                final KeyType type,
                final String name,
                final String unit,
                final String defaultText,
                final long max,
                final String meaning) {
            if (perStrategy) {
                inherited(type, prefix + name, unit, "risk." + name, 0, max, meaning + ", for this strategy");
            } else {
                add(prefix + name, type, unit, defaultText, null, 0, max, meaning);
            }
        }
    }
}
