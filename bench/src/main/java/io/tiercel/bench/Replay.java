package io.tiercel.bench;

import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.engine.RecordedRun;
import io.tiercel.bench.floor.BareTailer;
import io.tiercel.bench.report.Failure;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.Rounds;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayPace;
import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A journal that is written for it, replayed and verified, against Chronicle Queue's bare tailer over the same inputs:
 * it only takes each document's length. A last replay, not timed, asks for a garbage collection at several points.
 */
@Command(name = "replay", description = "Events per second of replay --verify, and of a bare tailer.")
final class Replay extends Bench.Measurement {
    private static final double NANOS = 1e9;
    private static final double GOAL_EVENTS_PER_SECOND = 3e6;
    private static final double GOAL_RATIO = 0.25;
    private static final int HEAP_POINTS = 8;
    private static final long BLOCK_BYTES = 64L << 20;

    @Option(names = "--events", defaultValue = "4000000", description = "Inputs of the journal (${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "2", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--instruments", defaultValue = "100", description = "Instruments (${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--live-orders", defaultValue = "50000", description = "Of all books (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(names = "--folder", description = "Where the journal is made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private Throwable failure;
    private int exitCode;

    @Override
    int measure(final Report report) throws InterruptedException {
        final Thread thread = new Thread(() -> measurePinned(report), "bench-replay");
        thread.start();
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the measured thread ended: " + Failure.text(failure), failure);
        }
        return exitCode;
    }

    private void measurePinned(final Report report) {
        try {
            Pinning.pin(processor, System.err);
            exitCode = measureJournal(report);
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private int measureJournal(final Report report) throws IOException {
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        try {
            final Path journal = made.resolve("journal");
            progress("writing " + events + " inputs");
            RecordedRun.write(journal, instruments, liveOrders, events, BLOCK_BYTES);
            return measure(report, journal);
        } finally {
            Folders.remove(made);
        }
    }

    private int measure(final Report report, final Path journal) {
        final Rounds replayed = new Rounds();
        final double[] tailed = new double[rounds];
        final double[] checked = new double[rounds];
        final Rounds ratios = new Rounds();
        final RunDelay delay = RunDelay.ofCurrentThread();
        ReplayResult last = null;
        for (int i = -warmUp; i < rounds; i++) {
            final long delayBefore = delay.totalNs();
            final double tailer = tail(journal.resolve(Stream.INPUT.folder()));
            last = replay(journal, ReplayPace.FREE);
            final boolean disturbed = delay.grewSince(delayBefore);
            progress(String.format(
                    "%s %,.0f events/s, tailer %,.0f", i < 0 ? "warm-up" : "round", last.eventsPerSecond(), tailer));
            if (i >= 0) {
                replayed.add(last.eventsPerSecond(), disturbed);
                tailed[i] = tailer;
                checked[i] = read(journal);
                ratios.add(last.eventsPerSecond() / tailer, disturbed);
            }
        }
        final List<Long> heap = heap(journal, last.events());
        final Percentiles rate = replayed.best();
        report.put("benchmark", "replay")
                .put("eventsPerSecond", rate)
                .put("tailerEventsPerSecond", Percentiles.of(tailed))
                .put("checkingReaderEventsPerSecond", Percentiles.of(checked))
                .put("ratio", ratios.clean())
                .put(
                        "disturbed",
                        new Report().put("rounds", ratios.disturbedCount()).put("ratioOfAllRounds", ratios.all()))
                .put("goalEventsPerSecond", GOAL_EVENTS_PER_SECOND)
                .put("goalRatio", GOAL_RATIO)
                .put(
                        "goalsMet",
                        rate.median() >= GOAL_EVENTS_PER_SECOND && ratios.all().median() >= GOAL_RATIO)
                .put("rounds", rounds)
                .put("events", last.events())
                .put("outputs", last.outputs())
                .put("equal", last.equal())
                .put(
                        "heapBytesAfterCollection",
                        Percentiles.of(
                                heap.stream().mapToDouble(Long::doubleValue).toArray()))
                .put("heapGrowthBytes", heap.get(heap.size() - 1) - heap.get(0))
                .put("instruments", instruments)
                .put("processor", processor)
                .put("machine", Machine.describe());
        return last.equal() ? Bench.OK : Bench.MISSED;
    }

    private ReplayResult replay(final Path journal, final ReplayPace pace) {
        return JournalReplay.verify(
                journal,
                OpeningInputs.core(instruments, 2 * liveOrders + instruments, Kind.EVERY_400_BOOKS),
                false,
                ReplayRange.ALL,
                pace);
    }

    /** Used heap, at points of one replay that are as far apart as each other. */
    private List<Long> heap(final Path journal, final long count) {
        final List<Long> used = new ArrayList<>();
        final long step = Math.max(1, count / (HEAP_POINTS + 1));
        replay(journal, (sequence, timeNs, inRange) -> {
            if (sequence % step == 0) {
                System.gc();
                used.add(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            return true;
        });
        return used;
    }

    /** Inputs per second, each copied, its checksum and its sequence checked: what a replay does before the core. */
    private static double read(final Path journal) {
        try (JournalReader reader = Journals.read(journal, Stream.INPUT)) {
            final long beginNs = System.nanoTime();
            long count = 0;
            while (reader.next() == JournalReader.Result.RECORD) {
                count++;
            }
            return count * NANOS / (System.nanoTime() - beginNs);
        }
    }

    /** Documents per second. */
    private static double tail(final Path queueFolder) {
        long count = 0;
        long bytes = 0;
        try (BareTailer tailer = new BareTailer(queueFolder, BLOCK_BYTES)) {
            final long beginNs = System.nanoTime();
            for (long length = tailer.next(); length >= 0; length = tailer.next()) {
                bytes += length;
                count++;
            }
            final long elapsedNs = System.nanoTime() - beginNs;
            if (bytes <= count) {
                throw new IllegalStateException("the tailer read " + count + " records of " + bytes + " bytes");
            }
            return count * NANOS / elapsedNs;
        }
    }
}
