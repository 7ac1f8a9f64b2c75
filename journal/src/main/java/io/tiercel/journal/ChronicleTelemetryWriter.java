package io.tiercel.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Telemetry in a queue of its own. Its thread makes the room ahead, too. */
final class ChronicleTelemetryWriter implements TelemetryWriter {
    private static final long BLOCK_BYTES = 4L << 20;
    /** Really allocated ahead of the records: little, for a full disk ends telemetry before anything else. */
    private static final long RESERVE_BYTES = 4L << 20;

    private final Path journal;
    private final StreamWriter stream;
    private long nextSequence = 1;
    private long lastCause;
    private boolean closed;

    private ChronicleTelemetryWriter(final Path journal, final StreamWriter stream) {
        this.journal = journal;
        this.stream = stream;
    }

    static TelemetryWriter create(final Path journal, final int engineId, final long journalId, final Roll roll) {
        Journals.checkRoom(journal, "telemetry", RESERVE_BYTES, "or set journal.telemetry = off");
        final long nowMillis = System.currentTimeMillis();
        final StreamWriter stream = new StreamWriter(
                Stream.TELEMETRY,
                journal,
                journalId,
                new SegmentWriter.Shape(BLOCK_BYTES, RESERVE_BYTES, nowMillis),
                roll,
                FileSync.DISK);
        try {
            stream.open(engineId, 0, TimeUnit.MILLISECONDS.toNanos(nowMillis));
        } catch (final IOException | RuntimeException | Error e) {
            closeBroken(stream, e);
            throw new JournalException(
                    "cannot write telemetry into " + journal + ": " + DiskFailure.text(e)
                            + "; check free space and permissions",
                    e);
        }
        return new ChronicleTelemetryWriter(journal, stream);
    }

    private static void closeBroken(final StreamWriter stream, final Throwable cause) {
        try {
            stream.close();
        } catch (final RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void append(
            final int kind,
            final long cause,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (closed || cause < lastCause || length > FrameFlyweight.MAX_PAYLOAD_LENGTH) {
            throw new JournalException("telemetry of " + journal + " refused a record: "
                    + (closed
                            ? "it is closed"
                            : "its cause is " + cause + " after " + lastCause + ", " + length + " bytes"));
        }
        try {
            stream.append(kind, 0, nextSequence, timeNs, cause, buffer, offset, length);
        } catch (final RuntimeException | Error e) {
            throw failed(DiskFailure.text(e), e);
        }
        nextSequence++;
        lastCause = cause;
    }

    @Override
    public void makeRoom() {
        try {
            stream.makeRoom();
        } catch (final RuntimeException | Error e) {
            throw failed(DiskFailure.text(e), e);
        }
        if (stream.room() != Room.AMPLE) {
            throw failed("the disk is full", null);
        }
    }

    private JournalException failed(final String why, final Throwable cause) {
        return new JournalException("telemetry could not be written to journal " + journal + ": " + why, cause);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stream.close();
        }
    }
}
