package io.tiercel.bench;

import io.tiercel.bench.floor.AppendFloor;
import io.tiercel.bench.floor.CacheLineFloor;
import io.tiercel.bench.floor.ClockFloor;
import io.tiercel.bench.floor.DisruptorFloor;
import io.tiercel.bench.floor.EchoFloor;
import io.tiercel.bench.floor.Floor;
import io.tiercel.bench.floor.FloorRun;
import io.tiercel.bench.floor.FloorSettings;
import io.tiercel.bench.floor.FloorWindows;
import io.tiercel.bench.floor.MemoryFloor;
import io.tiercel.bench.floor.TailFloor;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.rig.EchoLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine and the bare libraries give, one floor after the other, nothing of the engine in any. */
@Command(name = "floors", description = "What the machine and bare libraries take: the least that any design pays.")
final class Floors extends Bench.Measurement {
    private static final int SMALL_BYTES = 64;
    private static final int LARGE_BYTES = 256;
    /** Within the second cache of most processors, a few times as much, and more than any cache is of use for. */
    private static final int IN_CACHE_MIB = 1;

    private static final int NEAR_MIB = 8;
    private static final int FAR_MIB = 512;

    @Option(names = "--windows", defaultValue = "20", description = "Of each floor (${DEFAULT-VALUE}).")
    private int windows;

    @Option(names = "--operations", defaultValue = "10000", description = "Of each window (${DEFAULT-VALUE}).")
    private int operations;

    @Option(names = "--warm-up", defaultValue = "20", description = "Windows before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--folder", description = "Where queues are made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--core", defaultValue = "0", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    @Option(
            names = "--partner-core",
            defaultValue = "1",
            description = "The other thread's processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int partnerProcessor;

    @Override
    int measure(final Report report) throws IOException, InterruptedException {
        final FloorRun run = new FloorRun(new FloorSettings(windows, warmUp, operations, processor, partnerProcessor));
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        report.put("benchmark", "floors");
        try {
            // One at a time: each that is there has a spinning partner.
            for (final Supplier<Floor> floor : floors(made)) {
                take(run, floor, report);
            }
        } finally {
            Folders.remove(made);
        }
        report.put("windowsOfEach", windows)
                .put("operationsPerWindow", operations)
                .put("processor", processor)
                .put("partnerProcessor", partnerProcessor)
                .put("idle", "both threads spin")
                .put("machine", Machine.describe());
        return Bench.OK;
    }

    private List<Supplier<Floor>> floors(final Path made) {
        return List.of(
                ClockFloor::new,
                CacheLineFloor::new,
                () -> new MemoryFloor(IN_CACHE_MIB),
                () -> new MemoryFloor(NEAR_MIB),
                () -> new MemoryFloor(FAR_MIB),
                DisruptorFloor::new,
                () -> new EchoFloor(EchoLine.Kind.IPC),
                () -> new EchoFloor(EchoLine.Kind.UDP),
                () -> new AppendFloor(made.resolve("small"), SMALL_BYTES),
                () -> new AppendFloor(made.resolve("large"), LARGE_BYTES),
                () -> new TailFloor(made.resolve("small-read"), SMALL_BYTES, operations),
                () -> new TailFloor(made.resolve("large-read"), LARGE_BYTES, operations));
    }

    private static void take(final FloorRun run, final Supplier<Floor> maker, final Report report)
            throws InterruptedException {
        try (Floor floor = maker.get()) {
            final FloorWindows taken = run.take(floor);
            report.put(floor.name(), taken.report());
            progress(String.format(
                    Locale.ROOT, "%s: %d windows, %d disturbed", floor.name(), taken.count(), taken.disturbedCount()));
        }
    }
}
