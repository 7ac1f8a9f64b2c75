package io.tiercel.bench.compared;

import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import io.tiercel.bench.report.RunDelay;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Gives all subjects the same operations: once to hold what they show against each other, then in rounds, each with a
 * new subject that is filled outside the measured time. In each round all have their turn, another one first.
 */
public final class Contest {
    /** So few at a call that the compiler's code for a call is measured, not that for a loop it was found in. */
    private static final int BATCH = 1_000;

    private static final long LONGEST_NS = 10_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final List<Subject> subjects;
    private final int instruments;
    private final Operations fill;
    private final Operations tape;
    private final List<Figures> figures = new ArrayList<>();

    /** A subject that is made, and its trades. */
    private static final class Run {
        private final String name;
        private final Trades trades = new Trades();
        private final Peer peer;

        Run(final Subject subject, final boolean shows) {
            name = subject.name();
            peer = subject.maker().make(trades, shows);
        }
    }

    public Contest(final List<Subject> subjects, final int instruments, final Operations fill, final Operations tape) {
        this.subjects = subjects;
        this.instruments = instruments;
        this.fill = fill;
        this.tape = tape;
        subjects.forEach(subject -> figures.add(new Figures(subject.name())));
    }

    /** Of the subjects, in their order. */
    public List<Figures> figures() {
        return figures;
    }

    /** What differs first, among best prices, their quantities and trades, while the books fill and then so long. */
    public Optional<String> firstDifference(final int operations) {
        final List<Run> runs =
                subjects.stream().map(each -> new Run(each, true)).toList();
        for (int i = 0; i < fill.count() + operations; i++) {
            final boolean filling = i < fill.count();
            final Operations from = filling ? fill : tape;
            final int index = filling ? i : i - fill.count();
            for (final Run run : runs) {
                run.peer.apply(from, index, index + 1);
            }
            final Run first = runs.get(0);
            for (final Run other : runs) {
                if (!same(first, other, from.instrument(index))) {
                    return Optional.of("after operation " + (i + 1) + ", " + from.describe(index) + ": "
                            + show(first, from.instrument(index)) + "; " + show(other, from.instrument(index)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(final Run one, final Run other, final int instrument) {
        return one.peer.bestPrice(instrument, true) == other.peer.bestPrice(instrument, true)
                && one.peer.bestPrice(instrument, false) == other.peer.bestPrice(instrument, false)
                && one.peer.bestQuantity(instrument, true) == other.peer.bestQuantity(instrument, true)
                && one.peer.bestQuantity(instrument, false) == other.peer.bestQuantity(instrument, false)
                && one.trades.count() == other.trades.count()
                && one.trades.chain() == other.trades.chain();
    }

    private static String show(final Run run, final int instrument) {
        return run.name + " has bid " + run.peer.bestPrice(instrument, true) + " x "
                + run.peer.bestQuantity(instrument, true) + ", ask " + run.peer.bestPrice(instrument, false) + " x "
                + run.peer.bestQuantity(instrument, false) + ", " + run.trades.describe();
    }

    /** Rounds below 0 warm up. */
    public void round(final int round, final RunDelay delay, final Consumer<String> progress) {
        for (int i = 0; i < subjects.size(); i++) {
            final int turn = Math.floorMod(i + round, subjects.size());
            final Run run = filled(subjects.get(turn));
            final long delayBefore = delay.totalNs();
            final long processorBeginNs = THREADS.getCurrentThreadCpuTime();
            final long beginNs = System.nanoTime();
            apply(run, tape);
            final double rate = tape.count() * NANOS_PER_SECOND / (System.nanoTime() - beginNs);
            final double processorRate =
                    tape.count() * NANOS_PER_SECOND / (THREADS.getCurrentThreadCpuTime() - processorBeginNs);
            final boolean disturbed = delay.grewSince(delayBefore);
            progress.accept((round < 0 ? "warm-up, " : "round, ") + run.name + " " + (long) rate + "/s");
            if (round >= 0) {
                figures.get(turn).add(rate, processorRate, disturbed, ending(run));
            }
        }
    }

    /** The same with a look at the clock before and after each operation. */
    public void timedRound(final int round, final RunDelay delay, final Consumer<String> progress) {
        for (int i = 0; i < subjects.size(); i++) {
            final int turn = Math.floorMod(i + round, subjects.size());
            final Run run = filled(subjects.get(turn));
            final Histogram histogram = new Histogram(LONGEST_NS, DIGITS);
            final long delayBefore = delay.totalNs();
            for (int index = 0; index < tape.count(); index++) {
                final long beginNs = System.nanoTime();
                run.peer.apply(tape, index, index + 1);
                histogram.recordValue(Math.min(System.nanoTime() - beginNs, LONGEST_NS));
            }
            final boolean disturbed = delay.grewSince(delayBefore);
            progress.accept((round < 0 ? "warm-up, " : "timed, ") + run.name + " p99 "
                    + histogram.getValueAtPercentile(Figures.P99) + " ns");
            if (round >= 0) {
                figures.get(turn).addTimed(histogram, disturbed, ending(run));
            }
        }
    }

    /** Whether all subjects ended all their rounds with the same best prices and trades. */
    public boolean sameEndings() {
        return figures.stream()
                        .flatMap(each -> each.endings().stream())
                        .distinct()
                        .count()
                <= 1;
    }

    private Run filled(final Subject subject) {
        final Run run = new Run(subject, instruments > 0);
        apply(run, fill);
        // What filling leaves behind is not collected at the cost of what comes
        System.gc();
        return run;
    }

    private static void apply(final Run run, final Operations operations) {
        for (int from = 0; from < operations.count(); from += BATCH) {
            run.peer.apply(operations, from, Math.min(from + BATCH, operations.count()));
        }
    }

    private long ending(final Run run) {
        long chain = run.trades.chain();
        for (int id = 1; id <= instruments; id++) {
            chain = chain * FACTOR + run.peer.bestPrice(id, true);
            chain = chain * FACTOR + run.peer.bestQuantity(id, true);
            chain = chain * FACTOR + run.peer.bestPrice(id, false);
            chain = chain * FACTOR + run.peer.bestQuantity(id, false);
        }
        return chain;
    }
}
