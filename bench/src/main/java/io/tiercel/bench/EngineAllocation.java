package io.tiercel.bench;

import io.tiercel.bench.engine.AllocationRun;
import io.tiercel.bench.engine.FusedAllocationRun;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.engine.QueueMemory;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Pins;
import io.tiercel.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the engine's thread allocates once it is warm, as the JVM's counter and Java Flight Recorder tell it: ingress,
 * journal, core and gate, seven signals of each instrument. First inline, on one thread, then fused, on four. Three
 * runs of each: without a journal, with one, and with a strategy that allocates, which both counters have to notice.
 */
@Command(name = "engine-allocation", description = "Bytes that hot threads allocate after warm-up, both layouts.")
final class EngineAllocation extends Bench.Measurement {
    private static final long BYTES_PER_OBJECT = 16;

    @Option(names = "--events", defaultValue = "5000000", description = "Counted inputs (${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--warm-up", defaultValue = "6000000", description = "Inputs before those (${DEFAULT-VALUE}).")
    private long warmUp;

    @Option(names = "--instruments", defaultValue = "100", description = "Instruments (${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--live-orders", defaultValue = "50000", description = "Of all books (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(names = "--block", defaultValue = "67108864", description = "Journal's block in bytes (${DEFAULT-VALUE}).")
    private long blockBytes;

    @Option(names = "--folder", description = "Where the journal is made and removed (the system's temporary folder).")
    private Path folder;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    @Override
    int measure(final Report report) throws Exception {
        final AllocationRun.Size size = new AllocationRun.Size(instruments, liveOrders, warmUp, events, processor);
        progress("journal off");
        final AllocationRun.Result off = AllocationRun.withoutJournal(size, Kind.EVERY_20_BOOKS);
        progress("journal on");
        final Path journal = folder();
        final AllocationRun.Result on;
        try {
            on = AllocationRun.withJournal(size, Kind.EVERY_20_BOOKS, journal, blockBytes);
        } finally {
            Folders.remove(journal);
        }
        progress("negative control");
        final AllocationRun.Result control = AllocationRun.withoutJournal(size, Kind.ALLOCATING);

        final boolean offHolds = off.allocatedBytes() == 0 && off.recordedBytes() == 0;
        final long allowed = QueueMemory.bytesAtMost(on.journalBytes(), on.journalRecords(), blockBytes);
        final boolean onHolds = on.allocatedBytes() <= allowed && on.recordedBytes() == on.allocatedBytes();
        final long least = BYTES_PER_OBJECT * control.packets();
        final boolean controlHolds = control.allocatedBytes() >= least && control.recordedBytes() >= least;
        report.put("benchmark", "engine-allocation")
                .put("journalOff", group(off).put("holds", offHolds))
                .put(
                        "journalOn",
                        group(on)
                                .put("journalBytes", on.journalBytes())
                                .put("blockBytes", blockBytes)
                                .put("blocksEnteredAtMost", QueueMemory.blocksAtMost(on.journalBytes(), blockBytes))
                                .put("indexPagesAtMost", QueueMemory.indexPagesAtMost(on.journalRecords()))
                                .put("allowedBytes", allowed)
                                .put("ratioToAllowed", (double) on.allocatedBytes() / allowed)
                                .put("holds", onHolds))
                .put("negativeControl", group(control).put("leastBytes", least).put("holds", controlHolds));
        final boolean fusedHolds = measureFused(report, size);
        report.put("pinning", "inline: engine " + Pins.of(processor) + "; fused: its threads " + Pins.of(-1))
                .put("processor", processor)
                .put("machine", Machine.describe());
        return offHolds && onHolds && controlHolds && fusedHolds ? Bench.OK : Bench.MISSED;
    }

    /** Each hot thread of the fused layout for itself. */
    private boolean measureFused(final Report report, final AllocationRun.Size size) throws Exception {
        progress("fused, journal off");
        final FusedAllocationRun.Result off = FusedAllocationRun.withoutJournal(size, Kind.EVERY_20_BOOKS);
        progress("fused, journal on");
        final Path journal = folder();
        final FusedAllocationRun.Result on;
        try {
            on = FusedAllocationRun.withJournal(size, Kind.EVERY_20_BOOKS, journal, blockBytes);
        } finally {
            Folders.remove(journal);
        }
        progress("fused, negative control");
        final FusedAllocationRun.Result control = FusedAllocationRun.withoutJournal(size, Kind.ALLOCATING);
        final boolean offHolds = off.allocatedBytes() == 0 && off.recordedBytes() == 0 && off.orders() > 0;
        final long allowed = QueueMemory.bytesAtMost(on.journalBytes(), on.journalRecords(), blockBytes);
        final boolean onHolds =
                on.allocatedBytes() <= allowed && on.recordedBytes() == on.allocatedBytes() && on.orders() > 0;
        final long least = BYTES_PER_OBJECT * control.packets();
        final boolean controlHolds = control.allocatedBytes() >= least && control.recordedBytes() >= least;
        report.put("fusedJournalOff", group(off).put("holds", offHolds))
                .put(
                        "fusedJournalOn",
                        group(on)
                                .put("journalBytes", on.journalBytes())
                                .put("allowedBytes", allowed)
                                .put(
                                        "ratioToAllowed",
                                        on.orders() > 0 ? (double) on.allocatedBytes() / allowed : Double.NaN)
                                .put("holds", onHolds))
                .put(
                        "fusedNegativeControl",
                        group(control).put("leastBytes", least).put("holds", controlHolds));
        return offHolds && onHolds && controlHolds;
    }

    private Path folder() throws IOException {
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        return Files.createTempDirectory(parent, "tiercel-bench");
    }

    private static Report group(final FusedAllocationRun.Result result) {
        final Report report = new Report()
                .put("inputs", result.inputs())
                .put("orders", result.orders())
                // No figure of an engine that does not trade
                .put("allocatedBytes", result.orders() > 0 ? (double) result.allocatedBytes() : Double.NaN)
                .put("allocatedBytesByFlightRecorder", result.recordedBytes());
        result.counts().forEach(count -> report.put(count.thread(), count.allocatedBytes()));
        return report;
    }

    private static Report group(final AllocationRun.Result result) {
        return new Report()
                .put("inputs", result.inputs())
                .put("orders", result.orders())
                .put("allocatedBytes", result.allocatedBytes())
                .put("allocatedBytesByFlightRecorder", result.recordedBytes());
    }
}
