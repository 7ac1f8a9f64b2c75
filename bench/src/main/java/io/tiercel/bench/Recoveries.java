package io.tiercel.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.engine.RecordedRun;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.Recovery;
import io.tiercel.engine.replay.SnapshotTaker;
import io.tiercel.journal.JournalException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a start after a crash spends on the journal: it is read, checked and run to its end, from its beginning and then
 * from a snapshot, each time in a JVM of its own, so cold code is part of the figure.
 */
@Command(name = "recovery", description = "Time to recover a journal that came to no end, with a snapshot and without.")
final class Recoveries extends Bench.Measurement {
    private static final long BLOCK_BYTES = 64L << 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double GOAL_MS = 5_000;
    private static final double GOAL_WITH_SNAPSHOT_MS = 1_000;

    @Option(names = "--events", defaultValue = "10000000", description = "Inputs of the journal (${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--tail", defaultValue = "100000", description = "Inputs behind the snapshot (${DEFAULT-VALUE}).")
    private long tail;

    @Option(names = "--rounds", defaultValue = "3", description = "Of each kind (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--instruments", defaultValue = "100", description = "Instruments (${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--live-orders", defaultValue = "50000", description = "Of all books (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(names = "--folder", description = "Where the journal is made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--recover", hidden = true, description = "The journal that this JVM recovers.")
    private Path recover;

    @Override
    int measure(final Report report) throws Exception {
        if (recover != null) {
            recoverHere(report);
            return Bench.OK;
        }
        if (rounds < 1 || tail < 1 || tail >= events) {
            throw new IllegalArgumentException("--rounds " + rounds + ", --tail " + tail + ", --events " + events
                    + ": at least one round, and a tail of at least 1 that is shorter than the journal");
        }
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        try {
            final Path journal = made.resolve("journal");
            progress("writing " + events + " inputs");
            RecordedRun.write(journal, instruments, liveOrders, events, BLOCK_BYTES);
            final List<Trial> whole = trials(journal, "from the beginning");
            snapshot(journal);
            final List<Trial> behind = trials(journal, "from a snapshot");
            return fill(report, whole, behind);
        } finally {
            Folders.remove(made);
        }
    }

    /** What one JVM took, and how many inputs it ran. */
    private record Trial(double recoveryMs, double sinceStartMs, long inputs) {}

    private void recoverHere(final Report report) {
        final long beginNs = System.nanoTime();
        final Recovered recovered = Recovery.read(recover, this::newCore, Recoveries::progress)
                .orElseThrow(() -> new JournalException(recover + " had come to its end: nothing to recover"));
        report.put("recoveryMs", (System.nanoTime() - beginNs) / NANOS_PER_MILLI)
                .put(
                        "sinceStartMs",
                        System.currentTimeMillis()
                                - ManagementFactory.getRuntimeMXBean().getStartTime())
                .put("inputs", recovered.inputs());
    }

    private TradingCore newCore() {
        return OpeningInputs.core(instruments, 2 * liveOrders + instruments, Kind.EVERY_400_BOOKS);
    }

    private void snapshot(final Path journal) {
        progress("taking a snapshot " + tail + " inputs before the end");
        try (SnapshotTaker taker = new SnapshotTaker(journal, newCore(), events - tail, 1)) {
            while (taker.doWork() > 0) {
                // It takes one when it is there.
            }
            if (taker.snapshotCount() != 1) {
                throw new IllegalStateException(taker.snapshotCount() + " snapshots were taken instead of 1");
            }
        }
    }

    private List<Trial> trials(final Path journal, final String what) throws IOException, InterruptedException {
        final List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            final Trial trial = inOwnProcess(journal);
            progress(String.format("%s: %,d inputs in %,.0f ms", what, trial.inputs(), trial.recoveryMs()));
            trials.add(trial);
        }
        return trials;
    }

    private Trial inOwnProcess(final Path journal) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), "recovery"));
        command.addAll(List.of("--json", "--recover", journal.toString()));
        command.addAll(List.of("--instruments", "" + instruments, "--live-orders", "" + liveOrders));
        final File output = Files.createTempFile("tiercel-bench", ".json").toFile();
        try {
            final int exitCode = new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (exitCode != Bench.OK) {
                throw new IllegalStateException("the recovery ended with exit code " + exitCode + ", see above");
            }
            final Config result = ConfigFactory.parseString(Files.readString(output.toPath(), StandardCharsets.UTF_8));
            return new Trial(
                    result.getDouble("recoveryMs"), result.getDouble("sinceStartMs"), result.getLong("inputs"));
        } finally {
            Files.delete(output.toPath());
        }
    }

    private int fill(final Report report, final List<Trial> whole, final List<Trial> behind) {
        final Percentiles wholeMs = ms(whole);
        final Percentiles behindMs = ms(behind);
        report.put("benchmark", "recovery")
                .put("inputs", whole.get(0).inputs())
                .put("recoveryMs", wholeMs)
                .put("sinceStartMs", sinceStart(whole))
                .put("goalMs", GOAL_MS)
                .put("inputsBehindSnapshot", behind.get(0).inputs())
                .put("recoveryWithSnapshotMs", behindMs)
                .put("sinceStartWithSnapshotMs", sinceStart(behind))
                .put("goalWithSnapshotMs", GOAL_WITH_SNAPSHOT_MS)
                .put("goalsMet", wholeMs.median() < GOAL_MS && behindMs.median() < GOAL_WITH_SNAPSHOT_MS)
                .put("instruments", instruments)
                .put("machine", Machine.describe());
        return Bench.OK;
    }

    private static Percentiles ms(final List<Trial> trials) {
        return Percentiles.of(trials.stream().mapToDouble(Trial::recoveryMs).toArray());
    }

    private static Percentiles sinceStart(final List<Trial> trials) {
        return Percentiles.of(trials.stream().mapToDouble(Trial::sinceStartMs).toArray());
    }
}
