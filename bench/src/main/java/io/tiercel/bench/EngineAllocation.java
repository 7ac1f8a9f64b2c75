package io.tiercel.bench;

import io.tiercel.bench.engine.AllocationRun;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the engine's thread allocates once it is warm, as the JVM's counter and Java Flight Recorder tell it: ingress,
 * journal, core and gate in the inline layout, all standard signals on. Three runs: without a journal, with one, and
 * with a strategy that allocates, which both counters have to notice.
 */
@Command(name = "engine-allocation", description = "Bytes that the engine's thread allocates after warm-up.")
final class EngineAllocation extends Bench.Measurement {
    /** What Chronicle Queue takes on the appending thread for each block it maps, and for each page of its index. */
    private static final long BYTES_PER_BLOCK = 656;

    private static final long BYTES_PER_INDEX_PAGE = 16;
    /** Chronicle's index has an entry for each 128th record, and a page holds as many entries as this. */
    private static final long RECORDS_PER_INDEX_PAGE = 128L * (512L << 10);

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
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path journal = Files.createTempDirectory(parent, "tiercel-bench");
        final AllocationRun.Result on;
        try {
            on = AllocationRun.withJournal(size, Kind.EVERY_20_BOOKS, journal, blockBytes);
        } finally {
            Folders.remove(journal);
        }
        progress("negative control");
        final AllocationRun.Result control = AllocationRun.withoutJournal(size, Kind.ALLOCATING);

        final boolean offHolds = off.allocatedBytes() == 0 && off.recordedBytes() == 0;
        final long allowed = allowedBytes(on);
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
                                .put("blocksEnteredAtMost", blocks(on))
                                .put("indexPagesAtMost", indexPages(on))
                                .put("allowedBytes", allowed)
                                .put("ratioToAllowed", (double) on.allocatedBytes() / allowed)
                                .put("holds", onHolds))
                .put("negativeControl", group(control).put("leastBytes", least).put("holds", controlHolds))
                .put("processor", processor)
                .put("machine", Machine.describe());
        return offHolds && onHolds && controlHolds ? Bench.OK : Bench.MISSED;
    }

    private static Report group(final AllocationRun.Result result) {
        return new Report()
                .put("inputs", result.inputs())
                .put("orders", result.orders())
                .put("allocatedBytes", result.allocatedBytes())
                .put("allocatedBytesByFlightRecorder", result.recordedBytes());
    }

    /** Two streams, each within one block at the begin and touching the next one at the end. */
    private long blocks(final AllocationRun.Result on) {
        return on.journalBytes() / blockBytes + 2 * 2;
    }

    private static long indexPages(final AllocationRun.Result on) {
        return on.journalRecords() / RECORDS_PER_INDEX_PAGE + 2;
    }

    private long allowedBytes(final AllocationRun.Result on) {
        return blocks(on) * BYTES_PER_BLOCK + indexPages(on) * BYTES_PER_INDEX_PAGE;
    }
}
