package io.tiercel.bench;

import io.tiercel.bench.floor.BareQueue;
import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.Rounds;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Roll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the journal's record costs beyond a bare append of as many bytes to the same kind of queue, and what a roll
 * costs: in a segment that was made ahead, and as the queue does it. All in turn on one pinned thread, in windows.
 */
@Command(name = "journal-append", description = "Appends to the journal, to a bare queue, and over rolls of both.")
final class JournalAppend extends Bench.Measurement {
    private static final double NANOS = 1e9;
    private static final double GOAL_RATE_RATIO = 0.7;
    private static final double GOAL_P99_RATIO = 1.5;
    private static final long BLOCK_BYTES = 64L << 20;
    private static final long RESERVE_BYTES = 64L << 20;
    /** Its place among the targets. */
    private static final int ROLLING = 3;

    @Option(names = "--rounds", defaultValue = "20", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "5", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--appends", defaultValue = "100000", description = "In a window (${DEFAULT-VALUE}).")
    private int appends;

    @Option(names = "--message-bytes", defaultValue = "64", description = "Of each message (${DEFAULT-VALUE}).")
    private int messageBytes;

    @Option(
            names = "--pause",
            defaultValue = "200",
            description = "Ms between windows, in which the next segment is made (${DEFAULT-VALUE}).")
    private long pauseMs;

    @Option(
            names = "--touched",
            description = "Has the bare queue's pages there before each window, as the journal's keeper has its own,"
                    + " as far as 4 MiB. Else the queue finds its pages when it comes to them, as it is made.")
    private boolean touched;

    @Option(names = "--folder", description = "Where the files are made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private Throwable failure;

    /** Something to append to. */
    private abstract static class Target implements AutoCloseable {
        private double[] rates;
        private boolean[] rateDisturbed;
        private long[] samples;
        private boolean[] timedDisturbed;
        private int count;

        abstract void append();

        /** Before a window: what it will write to is there. */
        void prepare() {}

        /** Once a window: a roll is due in it. */
        void rollSoon() {}

        @Override
        public abstract void close();
    }

    @Override
    int measure(final Report report) throws IOException, InterruptedException {
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        try {
            measureIn(made, report);
        } finally {
            Folders.remove(made);
        }
        return Bench.OK;
    }

    /** Here, not on the pinned thread, the targets are made: threads that they begin inherit its processor. */
    private void measureIn(final Path made, final Report report) throws InterruptedException {
        final JournalTarget journal = new JournalTarget(made.resolve("journal"), Roll.NEVER);
        final int documentBytes = journal.documentBytes();
        final long windowBytes = (long) documentBytes * appends;
        final JournalTarget rolling = new JournalTarget(made.resolve("rolling"), new Roll(2 * windowBytes, 0));
        final QueueTarget bare =
                new QueueTarget(made.resolve("bare"), documentBytes, false, touched ? 2 * windowBytes : 0);
        final QueueTarget queueRolls = new QueueTarget(made.resolve("queue-rolls"), documentBytes, true, 0);
        final Target[] targets = {bare, journal, queueRolls, rolling};
        try {
            final Thread thread = new Thread(() -> measurePinned(targets), "bench-journal-append");
            thread.start();
            thread.join();
            if (failure != null) {
                throw new IllegalStateException("the measured thread ended: " + Failure.text(failure), failure);
            }
            report(report, documentBytes, bare, journal, rolling, queueRolls);
        } finally {
            for (final Target target : targets) {
                target.close();
            }
        }
    }

    private void measurePinned(final Target[] targets) {
        try {
            Pinning.pin(processor, System.err);
            for (final Target target : targets) {
                target.rates = new double[rounds];
                target.rateDisturbed = new boolean[rounds];
                target.timedDisturbed = new boolean[rounds];
                target.samples = new long[rounds * appends];
            }
            final RunDelay delay = RunDelay.ofCurrentThread();
            // A segment holds two windows: so it rolls in the middle of each timed one.
            for (int i = 0; i < appends / 2; i++) {
                targets[ROLLING].append();
            }
            for (int round = -warmUp; round < rounds; round++) {
                for (int i = 0; i < targets.length; i++) {
                    // Each stands in each place as often.
                    round(targets[Math.floorMod(i + round, targets.length)], round, delay);
                }
            }
        } catch (final InterruptedException | RuntimeException | Error broken) {
            failure = broken;
        }
    }

    private void round(final Target target, final int round, final RunDelay delay) throws InterruptedException {
        target.prepare();
        final long delayBefore = delay.totalNs();
        final long beginNs = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            target.append();
        }
        final double rate = appends * NANOS / (System.nanoTime() - beginNs);
        final boolean rateDisturbed = delay.grewSince(delayBefore);
        target.rollSoon();
        TimeUnit.MILLISECONDS.sleep(pauseMs);
        target.prepare();
        final long delayBeforeTimed = delay.totalNs();
        for (int i = 0; i < appends; i++) {
            final long startNs = System.nanoTime();
            target.append();
            final long tookNs = System.nanoTime() - startNs;
            if (round >= 0) {
                target.samples[target.count++] = tookNs;
            }
        }
        if (round >= 0) {
            target.rates[round] = rate;
            target.rateDisturbed[round] = rateDisturbed;
            target.timedDisturbed[round] = delay.grewSince(delayBeforeTimed);
        }
    }

    private void report(
            final Report report,
            final int documentBytes,
            final Target bare,
            final Target journal,
            final JournalTarget rolling,
            final Target queueRolls) {
        final Rounds rateRatios = new Rounds();
        final Rounds p99Ratios = new Rounds();
        for (int i = 0; i < rounds; i++) {
            rateRatios.add(journal.rates[i] / bare.rates[i], journal.rateDisturbed[i] || bare.rateDisturbed[i]);
            p99Ratios.add(p99(journal, i) / p99(bare, i), journal.timedDisturbed[i] || bare.timedDisturbed[i]);
        }
        final boolean goalsMet =
                rateRatios.all().median() >= GOAL_RATE_RATIO && p99Ratios.all().median() <= GOAL_P99_RATIO;
        report.put("benchmark", "journal-append")
                .put("documentBytes", documentBytes)
                .put("ratioOfRates", rateRatios.clean())
                .put("ratioOfP99", p99Ratios.clean())
                .put(
                        "disturbed",
                        new Report()
                                .put("rounds", rateRatios.disturbedCount())
                                .put("timedRounds", p99Ratios.disturbedCount())
                                .put("ratioOfRatesOfAllRounds", rateRatios.all())
                                .put("ratioOfP99OfAllRounds", p99Ratios.all()))
                .put("touched", touched)
                .put("goalRatioOfRates", GOAL_RATE_RATIO)
                .put("goalRatioOfP99", GOAL_P99_RATIO)
                .put("goalsMet", goalsMet)
                .put("bare", figures(bare))
                .put("journal", figures(journal))
                .put("journalRolling", figures(rolling))
                .put("bareRolling", figures(queueRolls))
                .put("segmentsMadeAhead", rolling.writer.rolls().done())
                .put("segmentsLate", rolling.writer.rolls().late())
                .put("rounds", rounds)
                .put("appendsPerWindow", appends)
                .put("processor", processor)
                .put("machine", Machine.describe());
    }

    private double p99(final Target target, final int round) {
        final long[] ofRound = Arrays.copyOfRange(target.samples, round * appends, (round + 1) * appends);
        return Percentiles.of(ofRound, appends).at(99);
    }

    private static Percentiles latency(final Target target) {
        return Percentiles.of(target.samples, target.count);
    }

    private Report figures(final Target target) {
        final Percentiles latency = latency(target);
        // As many as there were rounds: with one roll in a round these are the rolls.
        final long[] sorted = target.samples.clone();
        Arrays.sort(sorted);
        final long[] slowest = Arrays.copyOfRange(sorted, sorted.length - rounds, sorted.length);
        return new Report()
                .put("perSecond", Percentiles.of(target.rates))
                .put(
                        "latencyNs",
                        new Report()
                                .put("p50", latency.at(50))
                                .put("p99", latency.at(99))
                                .put("p999", latency.at(99.9))
                                .put("max", latency.max()))
                .put("slowestNs", Percentiles.of(slowest, slowest.length))
                .put("disturbedWindows", count(target.rateDisturbed) + count(target.timedDisturbed));
    }

    private static int count(final boolean[] truths) {
        int count = 0;
        for (final boolean truth : truths) {
            count += truth ? 1 : 0;
        }
        return count;
    }

    /** The engine's own writer. */
    private final class JournalTarget extends Target {
        private final JournalWriter writer;
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[messageBytes]);
        private long sequence;

        JournalTarget(final Path journal, final Roll roll) {
            writer = Journals.create(journal, 1, 7, 1, BLOCK_BYTES, RESERVE_BYTES, roll);
        }

        int documentBytes() {
            final long before = writer.bytesWritten();
            append();
            return (int) (writer.bytesWritten() - before);
        }

        @Override
        void append() {
            sequence++;
            writer.appendInput(sequence, sequence, TickDecoder.TEMPLATE_ID, message, 0, messageBytes);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /** Nothing but the queue; when it rolls, it is the next day at once. */
    private static final class QueueTarget extends Target {
        private final boolean rolls;
        private final long touchedBytes;
        private final BareQueue queue;

        QueueTarget(final Path path, final int documentBytes, final boolean rolls, final long touchedBytes) {
            this.rolls = rolls;
            this.touchedBytes = touchedBytes;
            queue = new BareQueue(path, documentBytes, BLOCK_BYTES);
        }

        @Override
        void append() {
            queue.append();
        }

        @Override
        void prepare() {
            if (touchedBytes > 0) {
                queue.touchAhead(touchedBytes);
            }
        }

        @Override
        void rollSoon() {
            if (rolls) {
                queue.nextDay();
            }
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
