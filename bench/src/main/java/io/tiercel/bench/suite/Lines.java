package io.tiercel.bench.suite;

import java.util.List;

/** All figures that suites look at, with their goals. */
final class Lines {
    private static final String ECHO = "bare Aeron IPC echo";
    private static final String UDP_ECHO = "bare Aeron UDP echo";
    private static final String QUEUE = "bare Chronicle append";
    private static final String JUNCTURE_BOOK = "juncture-nasdaq and parity-book";

    static final List<Line> CORE = List.of(
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
                    Suite.FUSED,
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

    static final List<Line> FEEDS = List.of(
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

    static final List<Line> LONG = List.of(
            liveAllocation("allocation, running engine", "live-allocation"),
            liveAllocation("allocation, running engine, fused", "live-allocation-fused"),
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

    private static Line liveAllocation(final String name, final String run) {
        return new Line(
                name,
                run,
                "allocation.allocatedBytes",
                "bytes",
                "what its blocks and index pages take",
                "allocation.ratioToAllowed",
                "",
                Goal.ratioAtMost(1));
    }

    private Lines() {}
}
