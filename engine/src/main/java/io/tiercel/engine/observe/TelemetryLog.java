package io.tiercel.engine.observe;

import io.tiercel.codecs.journal.TelemetryGapEncoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.TelemetryWriter;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes times of inputs and orders to the journal's telemetry. On a thread of its own, so that trading never waits for
 * the disk. When that fails, it is told once, nothing more is written, and all that comes is counted. The writer is
 * closed when the run has ended, not before: on a full disk, what it keeps allocated must not come back to the journal
 * as room, or trading would end later, and otherwise, than without telemetry.
 */
public final class TelemetryLog implements AutoCloseable {
    private static final long POLL_NS = 5_000_000L;
    private static final long JOIN_MS = 5_000;
    private static final int BATCH = 1_024;

    private final TelemetryRing ring;
    private final Supplier<TelemetryWriter> writers;
    private final Consumer<String> onFailure;
    private final Thread thread = new Thread(this::run, "tiercel-telemetry");
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer gap =
            new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + TelemetryGapEncoder.BLOCK_LENGTH]);
    // The thread's own. Null when it could not be made.
    private TelemetryWriter writer;
    private boolean failed;
    private long number;
    private long cause;
    private long timeNs;
    private long missedTold;
    // Written by the thread, read by any.
    private volatile long lostCount;
    private volatile boolean closing;

    /**
     * @param writers   makes the writer, or throws, on this log's thread
     * @param onFailure told when nothing more can be written, on this log's thread
     */
    public TelemetryLog(
            final TelemetryRing ring, final Supplier<TelemetryWriter> writers, final Consumer<String> onFailure) {
        this.ring = ring;
        this.writers = writers;
        this.onFailure = onFailure;
        // A disk that does not answer must not keep the process from ending.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            writer = writers.get();
        } catch (final RuntimeException e) {
            giveUp(e);
        }
        while (!closing) {
            drain();
            LockSupport.parkNanos(this, POLL_NS);
        }
        drain();
        write(() -> tellGap(ring.missedCount() - missedTold));
        closeWriter();
    }

    private void closeWriter() {
        if (writer == null) {
            return;
        }
        try {
            writer.close();
        } catch (final RuntimeException e) {
            if (!failed) {
                giveUp(e);
            }
        }
    }

    private void drain() {
        while (ring.read(this::onRecord, BATCH) > 0) {
            write(() -> writer.makeRoom());
        }
        write(() -> writer.makeRoom());
    }

    private void onRecord(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        final long newNumber = buffer.getLong(index + TelemetryRing.NUMBER);
        final long missed = newNumber - number - 1;
        number = newNumber;
        if (failed) {
            lostCount = lostCount + 1;
            return;
        }
        write(() -> {
            tellGap(missed);
            cause = buffer.getLong(index + TelemetryRing.CAUSE);
            timeNs = buffer.getLong(index + TelemetryRing.TIME);
            final int message = index + TelemetryRing.MESSAGE;
            final int kind = header.wrap(buffer, message).templateId();
            writer.append(kind, cause, timeNs, buffer, message, length - TelemetryRing.MESSAGE);
        });
        if (failed) {
            lostCount = lostCount + 1;
        }
    }

    private void tellGap(final long missed) {
        if (missed > 0) {
            missedTold += missed;
            new TelemetryGapEncoder()
                    .wrapAndApplyHeader(gap, 0, new MessageHeaderEncoder())
                    .missed(missed);
            writer.append(TelemetryGapEncoder.TEMPLATE_ID, cause, timeNs, gap, 0, gap.capacity());
        }
    }

    private void write(final Runnable step) {
        if (failed) {
            return;
        }
        try {
            step.run();
        } catch (final RuntimeException e) {
            giveUp(e);
        }
    }

    private void giveUp(final RuntimeException e) {
        failed = true;
        onFailure.accept(e.getMessage() + "; trading goes on without: the rest of this run has no times for why");
    }

    /** Records that were handed over and not written. Any thread. */
    public long lostCount() {
        return lostCount;
    }

    /** Writes what is there and ends. A disk that does not answer is not waited for. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
