package io.tiercel.bench.suite;

import java.util.List;
import java.util.stream.Stream;

/** Which measurements are run in one go, and which of their figures are looked at. */
public record Suite(List<Run> runs, List<Line> lines) {
    static final String FUSED = "tick-to-trade-fused";
    /** The engine's five and the rig's, of which one sleeps. */
    private static final int FUSED_PROCESSORS = 6;

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
                        Run.of(
                                "tick-to-trade",
                                "tick-to-trade",
                                "--starts",
                                "3",
                                "--pairs",
                                "240",
                                "--pings",
                                "500",
                                "--warm-up",
                                "200"),
                        udp("--pairs", "12", "--pings", "2000", "--warm-up", "10"),
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
                        appendTouched("64", "--rounds", "20"),
                        appendTouched("256", "--rounds", "20"),
                        Run.of("replay", "replay", "--events", "2000000", "--rounds", "10"),
                        Run.of("book", "book", "--events", "500000", "--rounds", "10", "--warm-up", "2"),
                        Run.of("matcher", "matcher", "--operations", "500000", "--rounds", "10", "--warm-up", "3"),
                        Run.of("allocation", "engine-allocation", "--events", "1000000"),
                        Run.of("start", "start", "--runs", "4", "--duration", "3s", "--no-cold")),
                Lines.CORE);
    }

    /** As long as it takes for a spread that means something. */
    public static Suite full() {
        return new Suite(
                List.of(
                        Run.of(
                                "tick-to-trade",
                                "tick-to-trade",
                                "--starts",
                                "10",
                                "--pairs",
                                "1000",
                                "--pings",
                                "500",
                                "--warm-up",
                                "200"),
                        udp("--starts", "5", "--pairs", "30"),
                        fused("--starts", "3", "--pairs", "30", "--pings", "2000"),
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
                        liveAllocation("live-allocation"),
                        liveAllocation("live-allocation-fused", inFusedLayout()),
                        Run.of("start", "start", "--runs", "10"),
                        Run.of("recovery", "recovery", "--rounds", "10"),
                        Run.of("floors", "floors", "--windows", "50"),
                        Run.of("micro", "micro"),
                        Run.of("feeds", "feeds"),
                        Run.of("udp-to-order", "udp-to-order")),
                concat(concat(Lines.CORE, Lines.FEEDS), Lines.LONG));
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
                Lines.CORE.stream()
                        .filter(line -> runs.stream().anyMatch(run -> run.name().equals(line.run())))
                        .toList());
    }

    private static Run udp(final String... arguments) {
        return extended(Run.of("tick-to-trade-udp", "tick-to-trade", "--line", "udp"), arguments);
    }

    /** Most of what is counted are the bursts, at a rate that either layout holds. */
    private static Run liveAllocation(final String name, final String... more) {
        return extended(Run.of(name, "load", "--allocation", "--rates", "50000", "--seconds", "20"), more);
    }

    private static Run fused(final String... arguments) {
        return extended(extended(Run.of(FUSED, "tick-to-trade"), inFusedLayout()), arguments);
    }

    /** On a host without a processor for each of its threads they have to sleep while they wait. */
    private static String[] inFusedLayout() {
        final boolean spins = Runtime.getRuntime().availableProcessors() >= FUSED_PROCESSORS;
        return new String[] {
            "--set", "engine.layout=fused", "--set", "engine.idleStrategy=" + (spins ? "spin" : "backoff")
        };
    }

    private static Run append(final String bytes, final String... arguments) {
        return extended(Run.of("append-" + bytes, "journal-append", "--message-bytes", bytes), arguments);
    }

    /** So short a window that its pages are those that the journal's keeper has there. */
    private static Run appendTouched(final String bytes, final String... arguments) {
        final Run run = append(bytes, "--touched", "--appends", "12000", "--pause", "20", "--warm-up", "60");
        return extended(new Run(run.name() + "-touched", run.arguments()), arguments);
    }

    private static Run extended(final Run run, final String... more) {
        return new Run(run.name(), concat(run.arguments(), List.of(more)));
    }

    private static <T> List<T> concat(final List<T> first, final List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
