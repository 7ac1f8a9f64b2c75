package io.tiercel.bench;

import io.tiercel.bench.compared.Contest;
import io.tiercel.bench.compared.EngineMatcher;
import io.tiercel.bench.compared.Figures;
import io.tiercel.bench.compared.MatcherOperations;
import io.tiercel.bench.compared.MatcherOperations.Mix;
import io.tiercel.bench.compared.PlainMatcher;
import io.tiercel.bench.compared.Subject;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.PeerLibraries;
import io.tiercel.bench.peers.Peers;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The built-in market's matcher beside those of other projects: the same orders, trades and best prices compared first,
 * then operations per second, and the time of each, in alternating rounds on one pinned thread.
 */
@Command(name = "matcher", description = "The built-in market's matcher beside those of other projects.")
final class MatcherComparison extends Bench.Measurement {
    private static final double GOAL_RATIO_TO_EXCHANGE_CORE = 1.5;
    private static final double GOAL_RATIO_TO_PARITY_MATCH = 4;
    /** Theirs has to be the longer one. */
    private static final double GOAL_P99_RATIO = 1;

    @Option(names = "--live-orders", defaultValue = "1000", description = "About so many rest (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(names = "--operations", defaultValue = "1000000", description = "Of a round (${DEFAULT-VALUE}).")
    private int operations;

    @Option(
            names = "--checked-operations",
            defaultValue = "100000",
            description = "Of these, after each of which all matchers are compared (${DEFAULT-VALUE}).")
    private int checkedOperations;

    @Option(names = "--rounds", defaultValue = "10", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "7", description = "Of the orders (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private boolean equal = true;
    private boolean goalsMet = true;

    @Override
    int measure(final Report report) throws InterruptedException {
        if (operations < 1 || checkedOperations < 0 || rounds < 1 || warmUp < 0) {
            throw new IllegalArgumentException("--operations " + operations + ", --checked-operations "
                    + checkedOperations + ", --rounds " + rounds + ", --warm-up " + warmUp
                    + ": operations and rounds are at least 1, the others at least 0");
        }
        final Peers peers = PeerLibraries.load();
        report.put("benchmark", "matcher");
        PinnedThread.run("bench-matcher", processor, () -> {
            for (final Mix mix : Mix.values()) {
                measure(report, mix, peers);
            }
        });
        report.put("resultsEqual", equal)
                .put("goalRatioToExchangeCore", GOAL_RATIO_TO_EXCHANGE_CORE)
                .put("goalRatioToParityMatch", GOAL_RATIO_TO_PARITY_MATCH)
                .put("goalRatioOfP99", GOAL_P99_RATIO)
                .put("goalsMet", equal && goalsMet)
                .put("operations", operations)
                .put("checkedOperations", Math.min(checkedOperations, operations))
                .put("rounds", rounds)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        return equal ? Bench.OK : Bench.MISSED;
    }

    private void measure(final Report report, final Mix mix, final Peers peers) {
        final MatcherOperations source = new MatcherOperations(seed, mix, liveOrders);
        final Operations fill = source.fill();
        final Operations tape = source.record(operations);
        final String name = mix.name().toLowerCase(Locale.ROOT);
        final Report figures = new Report();
        report.put(name, figures);
        figures.put("liveOrdersAtEnd", source.liveOrders()).put("trades", source.tradeCount());
        final Contest contest = new Contest(subjects(peers), 0, fill, tape);
        progress(name + ": comparing trades and best prices");
        final Optional<String> difference = contest.firstDifference(Math.min(checkedOperations, operations));
        if (difference.isPresent()) {
            equal = false;
            figures.put("difference", difference.get());
            return;
        }
        final Contest clock =
                new Contest(List.of(new Subject("clock", (trades, shows) -> new Nothing())), 0, fill, tape);
        final RunDelay delay = RunDelay.ofCurrentThread();
        for (int i = -warmUp; i < rounds; i++) {
            contest.round(i, delay, Bench.Measurement::progress);
            contest.timedRound(i, delay, Bench.Measurement::progress);
            clock.timedRound(i, delay, Bench.Measurement::progress);
        }
        equal &= contest.sameEndings();
        fill(figures, contest.figures());
        figures.put("clock", clock.figures().get(0).report());
    }

    private static List<Subject> subjects(final Peers peers) {
        return List.of(
                new Subject("tiercel", (trades, shows) -> new EngineMatcher(trades)),
                new Subject("exchangeCore", (trades, shows) -> peers.exchangeCoreMatcher(trades)),
                new Subject("parityMatch", peers::parityMatcher),
                new Subject("plain", (trades, shows) -> new PlainMatcher(trades)));
    }

    private void fill(final Report report, final List<Figures> figures) {
        final Figures ours = figures.get(0);
        final Figures exchangeCore = figures.get(1);
        final Figures parityMatch = figures.get(2);
        final Percentiles toExchangeCore = ours.rateRatio(exchangeCore);
        final Percentiles toParityMatch = ours.rateRatio(parityMatch);
        final Percentiles p99ToExchangeCore = ours.p99Ratio(exchangeCore);
        final Percentiles p99ToParityMatch = ours.p99Ratio(parityMatch);
        goalsMet &= toExchangeCore.median() >= GOAL_RATIO_TO_EXCHANGE_CORE
                && toParityMatch.median() >= GOAL_RATIO_TO_PARITY_MATCH
                && p99ToExchangeCore.median() < GOAL_P99_RATIO
                && p99ToParityMatch.median() < GOAL_P99_RATIO;
        report.put("ratioToExchangeCore", toExchangeCore)
                .put("ratioToParityMatch", toParityMatch)
                .put("ratioToExchangeCoreByProcessorTime", ours.processorRateRatio(exchangeCore))
                .put("ratioToParityMatchByProcessorTime", ours.processorRateRatio(parityMatch))
                .put("ratioToPlain", ours.rateRatio(figures.get(figures.size() - 1)))
                .put("ratioOfP99ToExchangeCore", p99ToExchangeCore)
                .put("ratioOfP99ToParityMatch", p99ToParityMatch);
        figures.forEach(each -> report.put(each.name(), each.report()));
    }

    /** Does nothing: what its operations take is the clock's and the call's. */
    private static final class Nothing implements Peer {
        @Override
        public void apply(final Operations given, final int from, final int to) {}

        @Override
        public long bestPrice(final int instrument, final boolean buy) {
            return 0;
        }

        @Override
        public long bestQuantity(final int instrument, final boolean buy) {
            return 0;
        }
    }
}
