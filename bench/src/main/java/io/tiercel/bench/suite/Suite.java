package io.tiercel.bench.suite;

import java.util.List;
import java.util.stream.Stream;

/** Which measurements are run in one go, and which of their figures are looked at. */
public record Suite(List<Run> runs, List<Line> lines) {
    private static final String ECHO = "bare Aeron IPC echo";
    private static final String UDP_ECHO = "bare Aeron UDP echo";
    private static final String QUEUE = "bare Chronicle append";
    private static final String FUSED = "tick-to-trade-fused";
    /** The engine's five and the rig's, of which one sleeps. */
    private static final int FUSED_PROCESSORS = 6;

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

    /**
     * A part of it.
     *
     * @param names of measurements
     * @throws IllegalArgumentException when one of them is none
     */
    public Suite only(final List<String> names) {
        final List<String> known = runs.stream().map(Run::name).toList();
        for (final String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "--only " + name + ": there is no such measurement, but " + String.join(", ", known));
            }
        }
        return new Suite(
                runs.stream().filter(run -> names.contains(run.name())).toList(),
                lines.stream().filter(line -> names.contains(line.run())).toList());
    }

    /** Some minutes in all; ten windows or more for each ratio, so they are short. */
    public static Suite quick() {
        return new Suite(
                List.of(
                        Run.of("tick-to-trade", "tick-to-trade", "--pairs", "30", "--pings", "5000"),
                        udp("--pairs", "20", "--pings", "2000"),
                        fused("--pairs", "12", "--pings", "1000", "--warm-up", "10"),
                        Run.of("load", "load", "--rates", "50000,200000", "--seconds", "1"),
                        Run.of("core", "core-throughput", "--events", "1000000"),
                        Run.of("core-seven", "core-throughput", "--events", "1000000", "--signals", "seven"),
                        Run.of("core-journaled", "core-throughput", "--events", "1000000", "--journal"),
                        Run.of(
                                "scaling",
                                "scaling",
                                "--sizes",
                                ENDS,
                                "--events",
                                "100000",
                                "--windows",
                                "10",
                                "--rounds",
                                "1"),
                        append("64", "--rounds", "12", "--pause", "120"),
                        append("256", "--rounds", "12", "--pause", "120"),
                        appendTouched("64", "--rounds", "20", "--pause", "50"),
                        appendTouched("256", "--rounds", "20", "--pause", "50"),
                        Run.of("replay", "replay", "--events", "2000000", "--rounds", "10"),
                        Run.of("book", "book", "--events", "500000", "--rounds", "10", "--warm-up", "3"),
                        Run.of("matcher", "matcher", "--operations", "500000", "--rounds", "10", "--warm-up", "3"),
                        Run.of("allocation", "engine-allocation", "--events", "2000000"),
                        Run.of("start", "start", "--runs", "5", "--duration", "3s", "--no-cold"),
                        Run.of("feeds", "feeds", "--rounds", "4", "--warm-up", "2"),
                        Run.of("udp-to-order", "udp-to-order", "--pairs", "12", "--warm-up", "8")),
                concat(LINES, FEED_LINES));
    }

    /** As long as it takes for a spread that means something. */
    public static Suite full() {
        return new Suite(
                List.of(
                        Run.of("tick-to-trade", "tick-to-trade", "--pairs", "60"),
                        udp("--pairs", "30"),
                        fused("--pairs", "30", "--pings", "2000"),
                        Run.of("load", "load"),
                        Run.of("core", "core-throughput", "--rounds", "20"),
                        Run.of("core-seven", "core-throughput", "--rounds", "20", "--signals", "seven"),
                        Run.of("core-journaled", "core-throughput", "--rounds", "20", "--journal"),
                        Run.of("scaling", "scaling", "--rounds", "6"),
                        append("64", "--rounds", "40"),
                        append("256", "--rounds", "40"),
                        appendTouched("64", "--rounds", "60"),
                        appendTouched("256", "--rounds", "60"),
                        Run.of("replay", "replay", "--rounds", "20"),
                        Run.of("book", "book", "--rounds", "20"),
                        Run.of("matcher", "matcher", "--rounds", "20"),
                        Run.of("allocation", "engine-allocation"),
                        Run.of("start", "start", "--runs", "10"),
                        Run.of("recovery", "recovery", "--rounds", "10"),
                        Run.of("floors", "floors", "--windows", "50"),
                        Run.of("micro", "micro"),
                        Run.of("feeds", "feeds"),
                        Run.of("udp-to-order", "udp-to-order")),
                concat(concat(LINES, FEED_LINES), FULL_LINES));
    }

    /** Less than a minute: enough to see that a change made something several times slower. */
    public static Suite brief() {
        final List<Run> runs = List.of(
                Run.of("tick-to-trade", "tick-to-trade", "--pairs", "10", "--pings", "2000", "--warm-up", "10"),
                append("64", "--rounds", "10", "--appends", "20000", "--pause", "20"),
                Run.of("replay", "replay", "--events", "300000", "--rounds", "10"),
                Run.of("matcher", "matcher", "--operations", "100000", "--rounds", "10", "--warm-up", "4"));
        return new Suite(
                runs,
                LINES.stream()
                        .filter(line -> runs.stream().anyMatch(run -> run.name().equals(line.run())))
                        .toList());
    }

    private static Run udp(final String... arguments) {
        return extended(Run.of("tick-to-trade-udp", "tick-to-trade", "--line", "udp"), arguments);
    }

    /** On a host without a processor for each of its threads they have to sleep while they wait. */
    private static Run fused(final String... arguments) {
        final boolean spins = Runtime.getRuntime().availableProcessors() >= FUSED_PROCESSORS;
        return extended(
                Run.of(
                        FUSED,
                        "tick-to-trade",
                        "--set",
                        "engine.layout=fused",
                        "--set",
                        "engine.idleStrategy=" + (spins ? "spin" : "backoff")),
                arguments);
    }

    private static Run append(final String bytes, final String... arguments) {
        return extended(Run.of("append-" + bytes, "journal-append", "--message-bytes", bytes), arguments);
    }

    /** So short a window that its pages are those that the journal's keeper has there. */
    private static Run appendTouched(final String bytes, final String... arguments) {
        final Run run = append(bytes, "--touched", "--appends", "12000");
        return extended(new Run(run.name() + "-touched", run.arguments()), arguments);
    }

    private static Run extended(final Run run, final String... more) {
        return new Run(run.name(), concat(run.arguments(), List.of(more)));
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
                    "tick-to-trade, fused, p50",
                    FUSED,
                    "tickToTradeNs.p50|disturbed.tickToTradeNs.p50",
                    "ns",
                    "inline, each by its echo",
                    "ratioOfMedians.median|disturbed.ratioOfMediansOfAllPairs.median",
                    "ratioOfMedians|disturbed.ratioOfMediansOfAllPairs",
                    Goal.NONE,
                    "tick-to-trade"),
            load("50,000/s", "rate50000"),
            load("200,000/s", "rate200000"),
            load("bursts", "bursts"),
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
                    "core from memory, 7 signals",
                    "core-seven",
                    "eventsPerSecond.median",
                    "events/s",
                    "",
                    "",
                    "eventsPerSecond",
                    Goal.NONE),
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
            appends("64", ""),
            appends("256", ""),
            appends("64", "-touched"),
            appends("256", "-touched"),
            new Line(
                    "append of 64 bytes p99",
                    "append-64",
                    "journal.latencyNs.p99",
                    "ns",
                    QUEUE,
                    "ratioOfP99.median|disturbed.ratioOfP99OfAllRounds.median",
                    "ratioOfP99|disturbed.ratioOfP99OfAllRounds",
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
                    "ratio.median|disturbed.ratioOfAllRounds.median",
                    "ratio|disturbed.ratioOfAllRounds",
                    Goal.ratioAtLeast(0.25)),
            book("instruments1", "book, 1 instrument"),
            book("instruments1000", "book, 1,000 instruments"),
            matcher("moves", "ExchangeCore", "exchange-core", 1.5),
            matcher("moves", "ParityMatch", "parity-match", 4),
            matcher("adds", "ExchangeCore", "exchange-core", 1.5),
            matcher("adds", "ParityMatch", "parity-match", 4),
            matcherP99("moves", "ExchangeCore", "exchange-core"),
            matcherP99("moves", "ParityMatch", "parity-match"),
            matcherP99("adds", "ExchangeCore", "exchange-core"),
            matcherP99("adds", "ParityMatch", "parity-match"),
            allocationOff("allocation, journal off", "journalOff"),
            allocationOn("allocation, journal on", "journalOn"),
            allocationOff("allocation, fused, journal off", "fusedJournalOff"),
            allocationOn("allocation, fused, journal on", "fusedJournalOn"),
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

    private static Line appends(final String bytes, final String touched) {
        return new Line(
                "append of " + bytes + " bytes" + (touched.isEmpty() ? "" : ", pages there"),
                "append-" + bytes + touched,
                "journal.perSecond.median",
                "appends/s",
                QUEUE,
                "ratioOfRates.median|disturbed.ratioOfRatesOfAllRounds.median",
                "ratioOfRates|disturbed.ratioOfRatesOfAllRounds",
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

    private static Line matcherP99(final String mix, final String place, final String peer) {
        return new Line(
                "matcher, " + mix + ", p99, " + peer,
                "matcher",
                mix + ".tiercel.p99Ns.median",
                "ns",
                peer,
                mix + ".ratioOfP99To" + place + ".median",
                mix + ".ratioOfP99To" + place,
                Goal.ratioBelow(1));
    }

    /** A rate that was not held has a figure of disturbed windows: what queues without end has no percentile. */
    private static Line load(final String shown, final String place) {
        return new Line(
                "load, " + shown + ", p99",
                "load",
                place + ".p99NsOfHeldRate|" + place + ".p99Ns",
                "ns",
                "",
                "",
                "",
                Goal.NONE);
    }

    private static Line allocationOff(final String name, final String place) {
        return new Line(name, "allocation", place + ".allocatedBytes", "bytes", "", "", "", Goal.valueAtMost(0));
    }

    private static Line allocationOn(final String name, final String place) {
        return new Line(
                name,
                "allocation",
                place + ".allocatedBytes",
                "bytes",
                "what its blocks and index pages take",
                place + ".ratioToAllowed",
                "",
                Goal.ratioAtMost(1));
    }

    private static <T> List<T> concat(final List<T> first, final List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
