package io.tiercel.bench;

import io.tiercel.bench.engine.CoreFigures;
import io.tiercel.bench.engine.MeasuredCore;
import io.tiercel.bench.engine.MeasuredStrategy.Kind;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.Digest;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The core alone, from memory: a recorded tape of market data goes through {@link TradingCore#onEvent} on one pinned
 * thread, with all signals of every instrument, or seven of them, and a strategy that trades. Each round runs the same
 * tape through a new core, so all rounds must end with the same digest.
 */
@Command(name = "core-throughput", description = "Events per second of the core from memory, one thread.")
final class CoreThroughput extends Bench.Measurement {
    private static final String THREAD = "bench-core";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double THOUSAND = 1e3;
    private static final long BLOCK_BYTES = 256L << 20;

    @Option(names = "--events", defaultValue = "2000000", description = "Events of a round (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--rounds", defaultValue = "10", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before those (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--instruments", defaultValue = "100", description = "Instruments (${DEFAULT-VALUE}).")
    private int instruments;

    @Option(names = "--live-orders", defaultValue = "50000", description = "Of all books (${DEFAULT-VALUE}).")
    private int liveOrders;

    @Option(names = "--seed", defaultValue = "7", description = "Of the market data (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--journal",
            description =
                    "Writes both streams of a journal: each input before the core sees it, outputs after they left.")
    private boolean journaled;

    @Option(names = "--folder", description = "Where journals are made and removed (the system's temporary folder).")
    private Path folder;

    @Option(
            names = "--signals",
            defaultValue = "all",
            description = "Of each instrument: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). Seven are what a strategy"
                    + " that makes a market reads.")
    private SignalSet signals;

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    private int exitCode;

    /** Which of the signals that there are. */
    enum SignalSet {
        ALL(Kind.ALL_SIGNALS),
        SEVEN(Kind.EVERY_950_BOOKS);

        private final Kind kind;

        SignalSet(final Kind kind) {
            this.kind = kind;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    int measure(final Report report) throws InterruptedException, IOException {
        final MarketFlow flow = new MarketFlow(seed, instruments, liveOrders / instruments);
        final Tape fill = Tape.record(flow, (int) flow.fillCount());
        final Tape tape = Tape.record(flow, events);
        final long liveAtEnd = flow.liveOrders();
        final CoreFigures measured = new CoreFigures();
        for (int i = -warmUp; i < rounds; i++) {
            round(fill, tape, i < 0 ? new CoreFigures() : measured, i < 0 ? "warm-up " : "round ");
        }
        fill(report, measured, liveAtEnd);
        return exitCode;
    }

    /** Journals are made here, not on the pinned thread: theirs would inherit its processor, as in no engine. */
    private void round(final Tape fill, final Tape tape, final CoreFigures figures, final String name)
            throws InterruptedException, IOException {
        if (!journaled) {
            PinnedThread.run(THREAD, processor, () -> round(null, fill, tape, figures, name));
            return;
        }
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        try (JournalWriter journal = Journals.create(made.resolve("journal"), 1, 1, 1, BLOCK_BYTES)) {
            PinnedThread.run(THREAD, processor, () -> round(journal, fill, tape, figures, name));
        } finally {
            Folders.remove(made);
        }
    }

    private void round(
            final JournalWriter journal,
            final Tape fill,
            final Tape tape,
            final CoreFigures figures,
            final String name) {
        final MeasuredCore core = new MeasuredCore(instruments, liveOrders, journal, signals.kind);
        core.open(fill);
        final MeasuredCore.Span span = core.measure(tape, RunDelay.ofCurrentThread());
        figures.add(span);
        final long digest = core.end();
        figures.addDigest(digest);
        progress(name + span.events() * (long) NANOS_PER_SECOND / span.elapsedNs() + " events/s, digest "
                + Digest.format(digest) + ", allocated " + span.allocatedBytes());
    }

    private void fill(final Report report, final CoreFigures measured, final long liveAtEnd) {
        final MeasuredCore.Span first = measured.first();
        report.put("benchmark", "core-throughput")
                .put("eventsPerSecond", measured.eventsPerSecond())
                .put("nsPerEvent", measured.nsPerEvent())
                .put("processorNsPerEvent", measured.processorNsPerEvent())
                .put("journal", journaled ? "on" : "off")
                .put("signals", signals.toString())
                .put("rounds", rounds)
                .put("disturbedRounds", measured.disturbedCount())
                .put("events", first.events())
                .put("inputsWithAnswers", first.inputs())
                .put("outputs", first.outputs())
                .put("orders", first.orders())
                .put("ordersPerThousandEvents", first.orders() * THOUSAND / first.events())
                .put("digest", measured.digest())
                .put("sameDigestInAllRounds", measured.sameDigest())
                .put("allocatedBytes", measured.allocatedBytes())
                .put("instruments", instruments)
                .put("liveOrdersAtEnd", liveAtEnd)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        exitCode = measured.sound() ? Bench.OK : Bench.MISSED;
    }
}
