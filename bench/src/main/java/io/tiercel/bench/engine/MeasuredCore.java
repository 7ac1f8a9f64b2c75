package io.tiercel.bench.engine;

import com.sun.management.ThreadMXBean;
import io.tiercel.bench.market.Tape;
import io.tiercel.bench.report.RunDelay;
import io.tiercel.codecs.control.ContinueEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.ingress.InputSource;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A new core and its venue, from memory: filled with one tape, then measured while others go through it. At its end no
 * book may be suspect and no alert counted.
 */
public final class MeasuredCore {
    private static final long START_NS = 1_767_623_400_000_000_000L;
    private static final long EVENT_INTERVAL_NS = 1_000;
    private static final int ANSWER_LIMIT = 16;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What one tape gave, from its first message to its last. */
    public record Span(
            long elapsedNs,
            long processorNs,
            long events,
            long inputs,
            long outputs,
            long orders,
            long allocatedBytes,
            boolean disturbed) {}

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
    public MeasuredCore(
            final int instruments,
            final int liveOrders,
            final JournalWriter journal,
            final MeasuredStrategy.Kind kind) {
        this.instruments = instruments;
        this.journal = journal;
        outputs = journal == null ? venue : this::onOutput;
        core = OpeningInputs.core(instruments, 2 * liveOrders + instruments, kind);
    }

    /** Tells the core all that comes before market data, and fills the books. */
    public void open(final Tape fill) {
        OpeningInputs.send(consumer, instruments);
        play(fill);
    }

    /** @param delay of the calling thread */
    public Span measure(final Tape tape, final RunDelay delay) {
        final long ordersBefore = venue.orderCount();
        final long outputsBefore = venue.outputCount();
        final long inputsBefore = sequence;
        final long delayBefore = delay.totalNs();
        // The counter's own first call allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        final long processorBeginNs = THREADS.getCurrentThreadCpuTime();
        final long beginNs = System.nanoTime();
        play(tape);
        final long elapsedNs = System.nanoTime() - beginNs;
        final long processorNs = THREADS.getCurrentThreadCpuTime() - processorBeginNs;
        final long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        return new Span(
                elapsedNs,
                processorNs,
                tape.count(),
                sequence - inputsBefore,
                venue.outputCount() - outputsBefore,
                venue.orderCount() - ordersBefore,
                bytes,
                delay.grewSince(delayBefore));
    }

    /** Checks that what was measured is worth something; the core's digest. */
    public long end() {
        requireSoundBooks();
        return core.digest();
    }

    /** Takes the tape through the core without measuring it. */
    public void play(final Tape tape) {
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
