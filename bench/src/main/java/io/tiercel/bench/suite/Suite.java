package io.tiercel.bench.suite;

import java.util.List;

/** Which measurements are run in one go, and which of their figures are looked at. */
public record Suite(List<Run> runs, List<Line> lines) {
    private static final String ECHO = "bare Aeron IPC echo";
    private static final String UDP_ECHO = "bare Aeron UDP echo";
    private static final String QUEUE = "bare Chronicle append";
    private static final String JUNCTURE_BOOK = "juncture-nasdaq and parity-book";
    private static final String ENDS = "10x50000,10000x5000000";

    /** A measurement with its options. */
    public record Run(String name, List<String> arguments) {
        static Run of(final String name, final String... arguments) {
            return new Run(name, List.of(arguments));
        }
    }

    /** The measurements that figures are taken from. */
    public List<String> runNames() {
        return lines.stream().map(Line::run).distinct().toList();
    }

    /** Some minutes in all. */
    public static Suite quick() {
        return new Suite(
                List.of(
                        Run.of("tick-to-trade", "tick-to-trade", "--pairs", "12"),
                        Run.of(
                                "tick-to-trade-udp",
                                "tick-to-trade",
                                "--line",
                                "udp",
                                "--pairs",
                                "12",
                                "--pings",
                                "3000"),
                        Run.of("core", "core-throughput", "--events", "1000000"),
                        Run.of("core-journaled", "core-throughput", "--events", "1000000", "--journal"),
                        Run.of("scaling", "scaling", "--sizes", ENDS, "--windows", "4", "--rounds", "1"),
                        Run.of("append-64", "journal-append", "--rounds", "12"),
                        Run.of("append-256", "journal-append", "--rounds", "12", "--message-bytes", "256"),
                        Run.of("replay", "replay", "--rounds", "5"),
                        Run.of("book", "book", "--rounds", "4"),
                        Run.of("matcher", "matcher", "--rounds", "4"),
                        Run.of("allocation", "engine-allocation"),
                        Run.of("start", "start", "--runs", "3", "--duration", "8s", "--no-cold"),
                        Run.of("feeds", "feeds", "--rounds", "4", "--warm-up", "2"),
                        Run.of("udp-to-order", "udp-to-order", "--pairs", "12", "--warm-up", "8")),
                concat(LINES, FEED_LINES));
    }

    /** As long as it takes for a spread that means something. */
    public static Suite full() {
        return new Suite(
                List.of(
                        Run.of("tick-to-trade", "tick-to-trade", "--pairs", "60"),
                        Run.of("tick-to-trade-udp", "tick-to-trade", "--line", "udp", "--pairs", "30"),
                        Run.of("core", "core-throughput", "--rounds", "20"),
                        Run.of("core-journaled", "core-throughput", "--rounds", "20", "--journal"),
                        Run.of("scaling", "scaling", "--rounds", "6"),
                        Run.of("append-64", "journal-append", "--rounds", "40"),
                        Run.of("append-256", "journal-append", "--rounds", "40", "--message-bytes", "256"),
                        Run.of("replay", "replay", "--rounds", "20"),
                        Run.of("book", "book"),
                        Run.of("matcher", "matcher"),
                        Run.of("allocation", "engine-allocation"),
                        Run.of("start", "start", "--runs", "10"),
                        Run.of("recovery", "recovery"),
                        Run.of("feeds", "feeds"),
                        Run.of("udp-to-order", "udp-to-order")),
                concat(concat(LINES, FEED_LINES), FULL_LINES));
    }

    private static final List<Line> LINES = List.of(
            new Line(
                    "tick-to-trade p50",
                    "tick-to-trade",
                    "tickToTradeNs.p50|disturbed.tickToTradeNs.p50",
                    "ns",
                    ECHO,
                    "ratioOfMedians.median|disturbed.ratioOfMediansOfAllPairs.median",
                    "ratioOfMedians|disturbed.ratioOfMediansOfAllPairs",
                    Goal.ratioAtMost(1.5)),
            new Line(
                    "tick-to-trade p99",
                    "tick-to-trade",
                    "tickToTradeNs.p99|disturbed.tickToTradeNs.p99",
                    "ns",
                    ECHO,
                    "ratioOfP99.median|disturbed.ratioOfP99OfAllPairs.median",
                    "ratioOfP99|disturbed.ratioOfP99OfAllPairs",
                    Goal.ratioAtMost(2)),
            new Line(
                    "tick-to-trade over UDP p50",
                    "tick-to-trade-udp",
                    "tickToTradeNs.p50|disturbed.tickToTradeNs.p50",
                    "ns",
                    UDP_ECHO,
                    "ratioOfMedians.median|disturbed.ratioOfMediansOfAllPairs.median",
                    "ratioOfMedians|disturbed.ratioOfMediansOfAllPairs",
                    Goal.ratioAtMost(1.15)),
            new Line(
                    "core from memory",
                    "core",
                    "eventsPerSecond.median",
                    "events/s",
                    "",
                    "",
                    "eventsPerSecond",
                    Goal.valueAtLeast(8e6)),
            new Line(
                    "core with journal",
                    "core-journaled",
                    "eventsPerSecond.median",
                    "events/s",
                    "",
                    "",
                    "eventsPerSecond",
                    Goal.valueAtLeast(3e6)),
            scaling("uniform", 4),
            scaling("zipf", 2),
            append("64"),
            append("256"),
            new Line(
                    "append of 64 bytes p99",
                    "append-64",
                    "journal.latencyNs.p99",
                    "ns",
                    QUEUE,
                    "ratioOfP99",
                    "",
                    Goal.ratioAtMost(1.5)),
            new Line(
                    "replay with verification",
                    "replay",
                    "eventsPerSecond.median",
                    "events/s",
                    "",
                    "",
                    "eventsPerSecond",
                    Goal.valueAtLeast(3e6)),
            new Line(
                    "replay beside the tailer",
                    "replay",
                    "eventsPerSecond.median",
                    "events/s",
                    "bare Chronicle tailer",
                    "ratio.median",
                    "ratio",
                    Goal.ratioAtLeast(0.25)),
            book("instruments1", "book, 1 instrument"),
            book("instruments1000", "book, 1,000 instruments"),
            matcher("moves", "ExchangeCore", "exchange-core", 1.5),
            matcher("moves", "ParityMatch", "parity-match", 4),
            matcher("adds", "ExchangeCore", "exchange-core", 1.5),
            matcher("adds", "ParityMatch", "parity-match", 4),
            new Line(
                    "allocation, journal off",
                    "allocation",
                    "journalOff.allocatedBytes",
                    "bytes",
                    "",
                    "",
                    "",
                    Goal.valueAtMost(0)),
            new Line(
                    "allocation, journal on",
                    "allocation",
                    "journalOn.allocatedBytes",
                    "bytes",
                    "what its blocks and index pages take",
                    "journalOn.ratioToAllowed",
                    "",
                    Goal.ratioAtMost(1)),
            new Line(
                    "start to ready",
                    "start",
                    "warm.toReadyMs.max",
                    "ms",
                    "",
                    "",
                    "warm.toReadyMs",
                    Goal.valueAtMost(5_000)),
            new Line(
                    "first 1,000 orders p99",
                    "start",
                    "warm.firstP99Ns.median",
                    "ns",
                    "later orders",
                    "warm.ratioOfP99.median",
                    "warm.ratioOfP99",
                    Goal.ratioAtMost(2)));

    private static final List<Line> FEED_LINES = List.of(
            feed("ITCH to books, 1 instrument", "books_1", "messages/s", JUNCTURE_BOOK, 2.5),
            feed("ITCH to books, 1,000 instruments", "books_1000", "messages/s", JUNCTURE_BOOK, 2.5),
            feed("ITCH decoding", "decode", "messages/s", "juncture-nasdaq", 1),
            feed("MDP 3.0 to books", "mdp3", "entries/s", "generated decoder alone", 0.08),
            feed("DBN decoding", "dbn", "records/s", "reading the same file", 0.33),
            new Line("feeds, allocation", "feeds", "allocatedBytes", "bytes", "", "", "", Goal.valueAtMost(0)),
            new Line(
                    "UDP to order p50",
                    "udp-to-order",
                    "udpToOrderNs.p50|disturbed.udpToOrderNs.p50",
                    "ns",
                    "bare UDP echo",
                    "ratioOfMedians.median|disturbed.ratioOfMediansOfAllPairs.median",
                    "ratioOfMedians|disturbed.ratioOfMediansOfAllPairs",
                    Goal.ratioAtMost(2)));

    private static final List<Line> FULL_LINES = List.of(
            new Line(
                    "recovery of 10 M inputs",
                    "recovery",
                    "recoveryMs.median",
                    "ms",
                    "",
                    "",
                    "recoveryMs",
                    Goal.valueAtMost(5_000)),
            new Line(
                    "recovery from a snapshot",
                    "recovery",
                    "recoveryWithSnapshotMs.median",
                    "ms",
                    "",
                    "",
                    "recoveryWithSnapshotMs",
                    Goal.valueAtMost(1_000)));

    private static Line feed(
            final String name, final String place, final String unit, final String against, final double goal) {
        return new Line(
                name,
                "feeds",
                place + ".tiercel.perSecond.median",
                unit,
                against,
                place + ".ratio.median",
                place + ".ratio",
                Goal.ratioAtLeast(goal));
    }

    private static Line scaling(final String access, final double goal) {
        return new Line(
                "10,000 instruments, " + access,
                "scaling",
                access + ".nsPerEventOfLast.median",
                "ns/event",
                "10 instruments with 50,000 orders",
                access + ".ratioLastToFirst.median",
                access + ".ratioLastToFirst",
                Goal.ratioAtMost(goal));
    }

    private static Line append(final String bytes) {
        return new Line(
                "append of " + bytes + " bytes",
                "append-" + bytes,
                "journal.perSecond.median",
                "appends/s",
                QUEUE,
                "ratioOfRates.median",
                "ratioOfRates",
                Goal.ratioAtLeast(0.7));
    }

    private static Line book(final String place, final String name) {
        return new Line(
                name,
                "book",
                place + ".tiercel.perSecond.median",
                "events/s",
                "faster book of parity-book and exchange-core",
                place + ".ratioToFastestPeer.median",
                place + ".ratioToFastestPeer",
                Goal.ratioAtLeast(1.5));
    }

    private static Line matcher(final String mix, final String place, final String peer, final double goal) {
        return new Line(
                "matcher, " + mix + ", " + peer,
                "matcher",
                mix + ".tiercel.perSecond.median",
                "ops/s",
                peer,
                mix + ".ratioTo" + place + ".median",
                mix + ".ratioTo" + place,
                Goal.ratioAtLeast(goal));
    }

    private static List<Line> concat(final List<Line> first, final List<Line> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
