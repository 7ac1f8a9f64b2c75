package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.risk.RiskLimits;
import java.util.List;

/**
 * Every key there is, declared once. Reading, the search for unknown keys, range checks, {@code config explain} and the
 * reference in docs/configuration.md all follow from this table.
 */
public final class Keys {
    private static final long BILLION = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long HOUR = 3_600 * BILLION;
    private static final long MEBIBYTE = 1L << 20;

    private static final List<Key> ALL = new Table().keys();

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
            engine();
            capacities();
            journalAndAeron();
            venues();
            risk("risk.", false);
            strategies();
            reference();
            duration("stop.timeout", "5s", MILLISECOND, HOUR, "How long a stop waits for the ends of open orders");
        }

        private void engine() {
            whole("engine.id", "", "1", 0, 127, "Part of every order id; two engines at one venue need two ids");
            whole("engine.firm", "", "1", 0, Integer.MAX_VALUE, "The firm that every order names");
            whole("engine.account", "", "1", 0, Integer.MAX_VALUE, "The account that every order names");
            threads();
            duration(
                    "engine.orderAnswerTimeout",
                    "2s",
                    MILLISECOND,
                    HOUR,
                    "An order the venue has not answered for this long is in doubt and asked about");
            duration(
                    "engine.feedStaleAfter",
                    "5s",
                    0,
                    HOUR,
                    "No orders on a feed that is silent for this long, until it speaks again; 0 for never");
            duration(
                    "engine.packetEndTimeout",
                    "5ms",
                    MILLISECOND / 10,
                    100 * MILLISECOND,
                    "How long the end of a packet is waited for before its feed's books are closed. Nothing else is"
                            + " handled meanwhile, so that nothing acts on half a packet; a feed's thread that shares its"
                            + " processor can be off it for some milliseconds");
            duration(
                    "engine.silenceTick",
                    "1ms",
                    MILLISECOND / 10,
                    10 * BILLION,
                    "After this long without an input the core is told the time");
            duration(
                    "engine.hangTimeout",
                    "1s",
                    50 * MILLISECOND,
                    5 * BILLION,
                    "When the engine's thread makes no round for this long, the supervisor latches the gate, cancels"
                            + " everything at the venues and ends the run. Longer than any stall that is to be survived:"
                            + " a new journal file takes up to 10 ms, a slow disk or a busy host far more");
        }

        private void threads() {
            choice(
                    "engine.layout",
                    "auto",
                    "inline: ingress, journal, core and gate share the engine's thread; fused: journal, core and gate"
                            + " have a thread each, behind a ring; auto: fused where enough processors are free. A run on"
                            + " virtual time is always inline",
                    "auto",
                    "inline",
                    "fused");
            processor(
                    "engine.core",
                    "Processor the engine's thread is pinned to, in the fused layout ingress; -1 for none");
            choice(
                    "engine.idleStrategy",
                    "auto",
                    "How the engine's thread waits when nothing came; auto: spin where a processor is free for it,"
                            + " else backoff",
                    "auto",
                    "spin",
                    "yield",
                    "backoff",
                    "sleep");
            fused();
        }

        private void fused() {
            choice(
                    "engine.fused.waitStrategy",
                    "auto",
                    "How the threads of the fused layout wait for each other; auto: spin where a processor is free for"
                            + " each of them, else park",
                    "auto",
                    "spin",
                    "yield",
                    "park");
            whole(
                    "engine.fused.ringSlots",
                    "inputs",
                    "4096",
                    512,
                    1 << 20,
                    "Inputs between ingress and gate at a time, at least; a power of two is taken");
            processor("engine.fused.journalProcessor", "Processor the journal's thread is pinned to; -1 for none");
            processor("engine.fused.coreProcessor", "Processor the core's thread is pinned to; -1 for none");
            processor("engine.fused.gateProcessor", "Processor the gate's thread is pinned to; -1 for none");
        }

        private void capacities() {
            whole("engine.maxInstruments", "instruments", "1000", 1, 100_000, "The greatest instrument id");
            whole("engine.maxBookOrders", "orders", "1000000", 1, 100_000_000, "Orders in all order books together");
            whole("engine.maxBookLevels", "levels", "100000", 2, 100_000_000, "Price levels in all books together");
            whole("engine.maxOpenOrders", "orders", "10000", 1, 1_000_000, "Own orders open at a time");
            whole(
                    "engine.maxClosedOrders",
                    "orders",
                    "10000",
                    1,
                    10_000_000,
                    "Own orders that are over and still remembered, for executions that come late");
            whole("engine.maxParentOrders", "orders", "1000", 1, 1_000_000, "Parent orders being worked at a time");
            whole("engine.maxStrategies", "strategies", "64", 1, 1_000, "The greatest strategy id");
            whole("engine.maxTimers", "timers", "100000", 1, 10_000_000, "Timers running at a time");
            whole(
                    "engine.maxOutputsPerInput",
                    "messages",
                    "1024",
                    16,
                    4_096,
                    "Outputs of one input; what is beyond them follows with the next one");
        }

        private void journalAndAeron() {
            text(
                    "journal.folder",
                    "var/journal",
                    "Where each run makes a folder of its own, unless --journal names one");
            text(
                    "journal.ledgerFolder",
                    "",
                    "Where the ledger of the engine id is kept, one for all its runs; empty for journal.folder");
            size(
                    "journal.blockBytes",
                    "256MiB",
                    MEBIBYTE,
                    1_024 * MEBIBYTE,
                    "How much of a journal file is mapped at a time");
            choice(
                    "journal.durability",
                    "process",
                    "What a record survives: process is a kill of the process, not a loss of power",
                    "process");
            choice(
                    "aeron.driver",
                    "embedded",
                    "Whether the media driver is part of this process",
                    "embedded",
                    "external");
            text("aeron.directory", "", "The media driver's folder; empty for one of this process's own");
        }

        private void venues() {
            choice(
                    "venues.NAME.type",
                    "builtIn",
                    "builtIn: the built-in market, a thread of the engine's process; external: a process of its own, such"
                            + " as tiercel market serve, which the engine connects to",
                    "builtIn",
                    "external");
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
        }

        private void venueLines() {
            text(
                    "venues.NAME.feedChannel",
                    EngineConfiguration.Lines.IPC,
                    "Aeron channel of its market data: aeron:ipc, or aeron:udp with the endpoint where the engine listens");
            text(
                    "venues.NAME.executionChannel",
                    EngineConfiguration.Lines.IPC,
                    "Aeron channel of its executions; the endpoint is where the engine listens");
            text(
                    "venues.NAME.orderChannel",
                    EngineConfiguration.Lines.IPC,
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
                    "An external venue that gives no sign on its executions for this long is down, until it does again");
            text(
                    "venues.NAME.log",
                    "",
                    "Log of an external venue: market serve adds to it, a run compares its fills with it; relative to"
                            + " the folder of the start; empty for none, then fills are not compared");
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
