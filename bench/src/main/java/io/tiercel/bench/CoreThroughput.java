package io.tiercel.bench;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.engine.MeasuredStrategy;
import io.tiercel.bench.engine.OpeningInputs;
import io.tiercel.bench.engine.PromptVenue;
import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.Machine;
import io.tiercel.bench.report.Percentiles;
import io.tiercel.bench.report.Report;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.boot.session.Pinning;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The core alone, from memory: a recorded tape of market data goes through {@link TradingCore#onEvent} on one pinned
 * thread, with all standard signals of every instrument and a strategy that trades. Each round runs the same tape
 * through a new core, so all rounds must end with the same digest.
 */
@Command(name = "core-throughput", description = "Events per second of the core from memory, one thread.")
final class CoreThroughput extends Bench.Measurement {
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long EVENT_INTERVAL_NS = 1_000;
    private static final int ANSWER_LIMIT = 16;
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

    @Option(names = "--core", defaultValue = "1", description = "Processor; -1: not pinned (${DEFAULT-VALUE}).")
    private int processor;

    /** What one round gave. */
    record Round(
            long elapsedNs,
            long processorNs,
            long events,
            long inputs,
            long outputs,
            long orders,
            long digest,
            long allocatedBytes,
            long runDelayNs) {}

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Throwable failure;
    private int exitCode;

    @Override
    int measure(final Report report) throws InterruptedException {
        final Thread thread = new Thread(() -> runRounds(report), "bench-core");
        thread.start();
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the measured thread ended by " + failure, failure);
        }
        return exitCode;
    }

    private void runRounds(final Report report) {
        try {
            Pinning.pin(processor, System.err);
            final MarketFlow flow = new MarketFlow(seed, instruments, liveOrders / instruments);
            final Tape fill = Tape.record(flow, (int) flow.fillCount());
            final Tape tape = Tape.record(flow, events);
            final long liveAtEnd = flow.liveOrders();
            final RunDelay delay = RunDelay.ofCurrentThread();
            final Round[] measured = new Round[rounds];
            for (int i = -warmUp; i < rounds; i++) {
                final Round round = round(fill, tape, delay);
                progress((i < 0 ? "warm-up " : "round ") + round.events() * (long) NANOS_PER_SECOND / round.elapsedNs()
                        + " events/s, digest " + Digest.format(round.digest()) + ", allocated "
                        + round.allocatedBytes());
                if (i >= 0) {
                    measured[i] = round;
                }
            }
            fill(report, measured, liveAtEnd);
        } catch (final Throwable broken) {
            failure = broken;
        }
    }

    private Round round(final Tape fill, final Tape tape, final RunDelay delay) throws IOException {
        if (!journaled) {
            return new CoreRound(instruments, liveOrders, null).run(fill, tape, threads, delay);
        }
        final Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        final Path made = Files.createTempDirectory(parent, "tiercel-bench");
        try (JournalWriter journal = Journals.create(made.resolve("journal"), 1, 1, 1, BLOCK_BYTES)) {
            return new CoreRound(instruments, liveOrders, journal).run(fill, tape, threads, delay);
        } finally {
            Folders.remove(made);
        }
    }

    private void fill(final Report report, final Round[] measured, final long liveAtEnd) {
        final double[] rates = new double[measured.length];
        final double[] costs = new double[measured.length];
        final double[] processorCosts = new double[measured.length];
        int disturbed = 0;
        long allocated = 0;
        boolean sameDigest = true;
        for (int i = 0; i < measured.length; i++) {
            final Round round = measured[i];
            rates[i] = round.events() * NANOS_PER_SECOND / round.elapsedNs();
            costs[i] = (double) round.elapsedNs() / round.events();
            processorCosts[i] = (double) round.processorNs() / round.events();
            disturbed += round.runDelayNs() > 0 ? 1 : 0;
            allocated += round.allocatedBytes();
            sameDigest &= round.digest() == measured[0].digest();
        }
        final Round first = measured[0];
        report.put("benchmark", "core-throughput")
                .put("eventsPerSecond", Percentiles.of(rates))
                .put("nsPerEvent", Percentiles.of(costs))
                .put("processorNsPerEvent", Percentiles.of(processorCosts))
                .put("journal", journaled ? "on" : "off")
                .put("rounds", rounds)
                .put("disturbedRounds", disturbed)
                .put("events", first.events())
                .put("inputsWithAnswers", first.inputs())
                .put("outputs", first.outputs())
                .put("orders", first.orders())
                .put("ordersPerThousandEvents", first.orders() * THOUSAND / first.events())
                .put("digest", Digest.format(first.digest()))
                .put("sameDigestInAllRounds", sameDigest)
                .put("allocatedBytes", allocated)
                .put("instruments", instruments)
                .put("liveOrdersAtEnd", liveAtEnd)
                .put("seed", seed)
                .put("processor", processor)
                .put("machine", Machine.describe());
        exitCode = sameDigest && first.orders() * THOUSAND >= first.events() ? Bench.OK : Bench.MISSED;
    }

    /** A new core and its venue, and one way of the tape through them. */
    static final class CoreRound {
        private final int instruments;
        private final TradingCore core;
        private final PromptVenue venue = new PromptVenue();
        /** Null: nothing is journaled. */
        private final JournalWriter journal;

        private final Outputs outputs;
        private final UnsafeBuffer ownBuffer = new UnsafeBuffer(new byte[64]);
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final ContinueEncoder continuation = new ContinueEncoder();
        private final InputSource.Consumer consumer = this::onMessage;
        private long sequence;
        private long timeNs = START_NS;

        /** @param journal or null */
        CoreRound(final int instruments, final int liveOrders, final JournalWriter journal) {
            this.instruments = instruments;
            this.journal = journal;
            outputs = journal == null ? venue : this::onOutput;
            core = OpeningInputs.core(instruments, 2 * liveOrders + instruments, MeasuredStrategy.Kind.EVERY_400_BOOKS);
        }

        Round run(final Tape fill, final Tape tape, final ThreadMXBean threads, final RunDelay delay) {
            OpeningInputs.send(consumer, instruments);
            play(fill);
            final long ordersBefore = venue.orderCount();
            final long outputsBefore = venue.outputCount();
            final long inputsBefore = sequence;
            final long delayBefore = delay.totalNs();
            // The counter's own first call allocates.
            threads.getCurrentThreadAllocatedBytes();
            final long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            final long processorBeginNs = threads.getCurrentThreadCpuTime();
            final long beginNs = System.nanoTime();
            play(tape);
            final long elapsedNs = System.nanoTime() - beginNs;
            final long processorNs = threads.getCurrentThreadCpuTime() - processorBeginNs;
            final long bytes = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
            final long runDelayNs = delay.totalNs() - delayBefore;
            requireSoundBooks();
            return new Round(
                    elapsedNs,
                    processorNs,
                    tape.count(),
                    sequence - inputsBefore,
                    venue.outputCount() - outputsBefore,
                    venue.orderCount() - ordersBefore,
                    core.digest(),
                    bytes,
                    runDelayNs);
        }

        private void play(final Tape tape) {
            final DirectBuffer buffer = tape.buffer();
            final int count = tape.count();
            int offset = 0;
            for (int i = 0; i < count; i++) {
                final int length = tape.length(offset);
                timeNs += EVENT_INTERVAL_NS;
                onMessage(buffer, offset, length);
                while (venue.hasAnswers()) {
                    venue.poll(consumer, ANSWER_LIMIT);
                }
                while (core.hasContinuation()) {
                    continuation.wrapAndApplyHeader(ownBuffer, 0, header).causeSequence(sequence);
                    onMessage(ownBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + ContinueEncoder.BLOCK_LENGTH);
                }
                offset = Tape.next(offset, length);
            }
        }

        private void onMessage(final DirectBuffer buffer, final int offset, final int length) {
            sequence++;
            if (journal != null) {
                journal.appendInput(sequence, timeNs, templateId(buffer, offset), buffer, offset, length);
            }
            core.onEvent(sequence, timeNs, buffer, offset, length, outputs);
        }

        private void onOutput(
                final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
            venue.onOutput(cause, ordinal, buffer, offset, length);
            journal.appendOutput(cause, ordinal, timeNs, templateId(buffer, offset), buffer, offset, length);
        }

        private static int templateId(final DirectBuffer buffer, final int offset) {
            return buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                    & 0xFFFF;
        }

        /** A figure from books that refused their input would be worth nothing. */
        private void requireSoundBooks() {
            for (int id = 1; id <= instruments; id++) {
                if (core.books().book(id).suspect()) {
                    throw new IllegalStateException("the book of instrument " + id + " is suspect at the end");
                }
            }
            for (final AlertCode code : AlertCode.values()) {
                if (code != AlertCode.NULL_VAL && core.counted(code) > 0) {
                    throw new IllegalStateException("the core counted " + core.counted(code) + " × " + code);
                }
            }
        }
    }
}
