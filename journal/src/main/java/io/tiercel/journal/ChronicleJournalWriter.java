package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/** A journal of two queues. What it is given out of order it refuses: a journal with a gap would prove nothing. */
@HotPath
final class ChronicleJournalWriter implements JournalWriter {
    private final Path folder;
    private final long journalId;
    private final StreamWriter inputs;
    private final StreamWriter outputs;
    private final RoomKeeper keeper;
    private final JournalLock lock;
    // Written by the thread of the inputs, read by that of the outputs, which may be another.
    private final AtomicLong nextInput;
    private long nextOutput = 1;
    private long lastTimeNs = Long.MIN_VALUE;
    private long lastCause;
    // More than one thread may sync: twice does no harm.
    private volatile boolean folderSynced;
    private boolean closed;
    // A stream that fails fails the journal, for the other stream's thread too.
    private volatile Throwable failure;

    ChronicleJournalWriter(
            final Path folder,
            final int engineId,
            final long journalId,
            final long firstSequence,
            final SegmentWriter.Shape shape,
            final Roll roll,
            final FileSync fileSync) {
        this.folder = folder;
        this.journalId = journalId;
        nextInput = new AtomicLong(firstSequence);
        lastCause = firstSequence - 1;
        lock = lock(folder);
        inputs = new StreamWriter(Stream.INPUT, folder, journalId, shape, roll, fileSync);
        outputs = new StreamWriter(Stream.OUTPUT, folder, journalId, shape, roll, fileSync);
        keeper = new RoomKeeper(inputs, outputs);
        open(engineId, firstSequence, TimeUnit.MILLISECONDS.toNanos(shape.createdMillis()));
    }

    @Override
    public long journalId() {
        return journalId;
    }

    @Override
    public void appendInput(
            final long sequence,
            final long timeNs,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        checkUsable(kind, length);
        if (sequence != nextInput.getPlain()) {
            throw refused("input " + sequence + " follows " + (nextInput.getPlain() - 1));
        }
        if (timeNs < lastTimeNs) {
            throw refused("time of input " + sequence + " is " + timeNs + " ns, before " + lastTimeNs);
        }
        try {
            inputs.append(kind, 0, sequence, timeNs, 0, buffer, offset, length);
        } catch (final RuntimeException | Error e) {
            throw failed(Stream.INPUT, sequence, e);
        }
        nextInput.setRelease(sequence + 1);
        lastTimeNs = timeNs;
    }

    @Override
    public void appendOutput(
            final long cause,
            final int ordinal,
            final long timeNs,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        checkUsable(kind, length);
        if (cause < lastCause || cause >= nextInput.getAcquire()) {
            throw refused("output " + nextOutput + " names input " + cause + " as its cause, outside " + lastCause
                    + " to " + (nextInput.getAcquire() - 1));
        }
        try {
            outputs.append(kind, ordinal, nextOutput, timeNs, cause, buffer, offset, length);
        } catch (final RuntimeException | Error e) {
            throw failed(Stream.OUTPUT, nextOutput, e);
        }
        nextOutput++;
        lastCause = cause;
    }

    @Override
    public boolean idle() {
        if (closed || failure != null) {
            return false;
        }
        return inputs.idle() | outputs.idle();
    }

    @Override
    public boolean idle(final Stream stream) {
        if (closed || failure != null) {
            return false;
        }
        return stream == Stream.INPUT ? inputs.idle() : outputs.idle();
    }

    @Override
    public long bytesWritten() {
        return inputs.bytesWritten() + outputs.bytesWritten();
    }

    @Override
    public Room room() {
        final Room ofInputs = inputs.room();
        final Room ofOutputs = outputs.room();
        return ofInputs.compareTo(ofOutputs) > 0 ? ofInputs : ofOutputs;
    }

    @Override
    public Roll.Count rolls() {
        return inputs.rolls().plus(outputs.rolls());
    }

    @Override
    public long rolls(final Roll.Figure figure) {
        return switch (figure) {
            case DONE -> inputs.rollCount() + outputs.rollCount();
            case LATE -> inputs.lateRollCount() + outputs.lateRollCount();
            case FAILED -> inputs.rollFailures() + outputs.rollFailures();
            case LAST_NS ->
                inputs.lastRollAtNs() - outputs.lastRollAtNs() >= 0 ? inputs.lastRollNs() : outputs.lastRollNs();
            case LONGEST_NS -> Math.max(inputs.longestRollNs(), outputs.longestRollNs());
        };
    }

    @Override
    public long lastInput() {
        return nextInput.getAcquire() - 1;
    }

    @Override
    public long syncInputs() {
        checkUsable(0, 0);
        final long last = lastInput();
        try {
            inputs.sync();
            syncFolders();
        } catch (final IOException e) {
            throw syncFailed(e);
        }
        return last;
    }

    @Override
    public void sync() {
        checkUsable(0, 0);
        try {
            inputs.sync();
            outputs.sync();
            syncFolders();
        } catch (final IOException e) {
            throw syncFailed(e);
        }
    }

    /** The journal's name is in the folder above. */
    @ColdPath
    private void syncFolders() throws IOException {
        if (!folderSynced) {
            SegmentSync.syncFolder(folder);
            final Path above = folder.toAbsolutePath().getParent();
            if (above != null) {
                SegmentSync.syncFolder(above);
            }
            folderSynced = true;
        }
    }

    @ColdPath
    private JournalException syncFailed(final IOException e) {
        failure = e;
        return new JournalException(
                "cannot sync journal " + folder + ": " + DiskFailure.text(e)
                        + "; check the disk, then start with a new folder",
                e);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        keeper.close();
        try {
            inputs.close();
        } finally {
            try {
                outputs.close();
            } finally {
                lock.close();
            }
        }
    }

    private static JournalLock lock(final Path folder) {
        try {
            final JournalLock lock = JournalLock.take(folder);
            if (lock == null) {
                throw new JournalException("cannot write a journal into " + folder + ": somebody else does already");
            }
            return lock;
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot write a journal into " + folder + ": " + DiskFailure.text(e)
                            + "; check free space and permissions",
                    e);
        }
    }

    private void open(final int engineId, final long firstSequence, final long createdNs) {
        try {
            inputs.open(engineId, firstSequence - 1, createdNs);
            outputs.open(engineId, 0, createdNs);
            keeper.start();
        } catch (final IOException | RuntimeException | Error e) {
            close();
            throw new JournalException(
                    "cannot write a journal into " + folder + ": " + DiskFailure.text(e)
                            + "; check free space and permissions",
                    e);
        }
    }

    private void checkUsable(final int kind, final int length) {
        if (failure != null) {
            throw new JournalException(
                    "journal " + folder + " has failed before (" + DiskFailure.text(failure)
                            + ") and takes no more; restart into a new folder",
                    failure);
        }
        if (closed) {
            throw refused("it is closed");
        }
        if (length < 0 || length > FrameFlyweight.MAX_PAYLOAD_LENGTH) {
            throw refused("a message of " + length + " bytes is over the limit of " + FrameFlyweight.MAX_PAYLOAD_LENGTH
                    + "; send it in pieces");
        }
        if (kind < 0 || kind > FrameFlyweight.KIND_LIMIT) {
            throw refused("kind " + kind + " is outside 0 to " + FrameFlyweight.KIND_LIMIT);
        }
    }

    private JournalException refused(final String what) {
        return new JournalException("journal " + folder + " refused a record: " + what);
    }

    private JournalException failed(final Stream stream, final long sequence, final Throwable cause) {
        failure = cause;
        return new JournalException(
                "record " + sequence + " of " + stream.folder() + " could not be written to journal " + folder + ": "
                        + DiskFailure.text(cause) + "; check free space, then restart into a new folder",
                cause);
    }
}
