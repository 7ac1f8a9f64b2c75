package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.journal.JournalOpenedEncoder;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import org.agrona.DirectBuffer;

/**
 * Appends frames to the segments of one stream. The keeper's thread makes the next segment ahead, and closes the one
 * that was left; the stream's thread only goes over.
 *
 * <pre>
 *             left ◄──────── segment ◄──────── next
 *   closed by the keeper      written       made by the keeper
 * </pre>
 */
@HotPath
final class StreamWriter implements AutoCloseable {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final VarHandle BYTES_WRITTEN;

    static {
        try {
            BYTES_WRITTEN = MethodHandles.lookup().findVarHandle(StreamWriter.class, "bytesWritten", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Stream stream;
    private final Path folder;
    private final long journalId;
    private final SegmentWriter.Shape shape;
    private final Roll roll;
    private final long rollPosition;
    private final FrameFlyweight frame = new FrameFlyweight();
    private final Bytes<ByteBuffer> document = Bytes.wrapForRead(frame.bytes());
    private final SegmentHead head = new SegmentHead();
    private final SegmentKeeper keeper;
    private final SegmentSync sync;
    private int engineId;
    private long createdNs;
    // Of the stream's thread.
    private SegmentWriter segment;
    /** A record of this time goes into the next segment; not known before the first one. */
    private long rollAtNs;

    private boolean due;
    // Written by the stream's thread, read by any.
    private long bytesWritten;
    private volatile long rolls;
    private volatile long lateRolls;
    private volatile long lastRollAtNs;
    private volatile long lastRollNs;
    private volatile long longestRollNs;

    StreamWriter(
            final Stream stream,
            final Path folder,
            final long journalId,
            final SegmentWriter.Shape shape,
            final Roll roll,
            final FileSync fileSync) {
        this.stream = stream;
        this.folder = folder.resolve(stream.folder());
        this.journalId = journalId;
        this.shape = shape;
        this.roll = roll;
        rollPosition = roll.bytes() == 0 ? Long.MAX_VALUE : QueueIndex.FIRST_RECORD + roll.bytes();
        rollAtNs = roll.everyNs() == 0 ? Long.MAX_VALUE : UNKNOWN;
        keeper = new SegmentKeeper(this.folder, shape, roll);
        sync = new SegmentSync(this.folder, fileSync);
        lastRollAtNs = System.nanoTime();
        document.singleThreadedCheckDisabled(true);
    }

    /**
     * Begins the stream; before anything else.
     *
     * @param sequence one less than that of the first record
     * @throws IOException when the disk has less room than is kept ahead
     */
    @ColdPath
    void open(final int ofEngine, final long sequence, final long bornNs) throws IOException {
        engineId = ofEngine;
        createdNs = bornNs;
        segment = SegmentWriter.first(folder, shape);
        writeHead(segment, sequence, 0, 0, 0);
        keeper.begin(segment);
    }

    void append(
            final int kind,
            final int ordinal,
            final long sequence,
            final long timeNs,
            final long cause,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (timeNs >= rollAtNs || segment.position() >= rollPosition || rollAtNs == UNKNOWN) {
            roll(timeNs);
        }
        write(
                segment,
                frame.encode(journalId, stream.code(), kind, ordinal, sequence, timeNs, cause, buffer, offset, length));
    }

    private void write(final SegmentWriter into, final int documentLength) {
        if (!into.holds(documentLength)) {
            throw new IllegalStateException("the disk is full, and the room that was kept is used up");
        }
        document.readPositionRemaining(0, documentLength);
        into.write(document);
        BYTES_WRITTEN.setOpaque(this, bytesWritten + documentLength);
    }

    /** Goes over to the next segment, if that is due; where it is not ready yet, this one goes on. */
    private void roll(final long timeNs) {
        if (rollAtNs == UNKNOWN) {
            rollAtNs = timeNs > Long.MAX_VALUE - roll.everyNs() ? Long.MAX_VALUE : timeNs + roll.everyNs();
            if (segment.position() < rollPosition) {
                return;
            }
        }
        final SegmentWriter next = keeper.takeNext();
        if (next == null) {
            if (!due) {
                due = true;
                lateRolls = lateRolls + 1;
            }
            return;
        }
        goOver(next);
        rollAtNs = roll.everyNs() == 0
                ? Long.MAX_VALUE
                : timeNs > Long.MAX_VALUE - roll.everyNs() ? Long.MAX_VALUE : timeNs + roll.everyNs();
        due = false;
        rolls = rolls + 1;
    }

    private void goOver(final SegmentWriter next) {
        final long startNs = System.nanoTime();
        // What was encoded last is this segment's last record.
        writeHead(next, frame.sequence(), frame.timeNs(), frame.cause(), Integer.toUnsignedLong(frame.checksum()));
        segment = next;
        keeper.goneTo(next);
        final long endNs = System.nanoTime();
        lastRollNs = endNs - startNs;
        longestRollNs = Math.max(longestRollNs, endNs - startNs);
        lastRollAtNs = endNs;
    }

    private void writeHead(
            final SegmentWriter into,
            final long sequence,
            final long timeNs,
            final long cause,
            final long previousChecksum) {
        final int length = head.encode(journalId, engineId, createdNs, into.number(), previousChecksum);
        write(
                into,
                frame.encode(
                        journalId,
                        stream.code(),
                        JournalOpenedEncoder.TEMPLATE_ID,
                        0,
                        sequence,
                        timeNs,
                        cause,
                        head.payload(),
                        0,
                        length));
    }

    /** Touches what will be written next. */
    boolean idle() {
        return segment.idle();
    }

    long bytesWritten() {
        return (long) BYTES_WRITTEN.getOpaque(this);
    }

    /** Any thread. */
    Roll.Count rolls() {
        return new Roll.Count(rolls, lateRolls, keeper.failures());
    }

    /** Any thread, as all that follow. */
    long rollCount() {
        return rolls;
    }

    long lateRollCount() {
        return lateRolls;
    }

    long rollFailures() {
        return keeper.failures();
    }

    /** By the monotonic clock; before the first roll, when the stream was made. */
    long lastRollAtNs() {
        return lastRollAtNs;
    }

    long lastRollNs() {
        return lastRollNs;
    }

    long longestRollNs() {
        return longestRollNs;
    }

    /** Any thread. */
    Room room() {
        return keeper.room();
    }

    /** Not the stream's thread: the one that keeps room. */
    void makeRoom() {
        keeper.doWork(System.nanoTime());
    }

    /** Any thread. The segments that were left are on the disk then, too. */
    void sync() throws IOException {
        sync.sync(keeper.current());
    }

    @Override
    @ColdPath
    public void close() {
        keeper.close();
        try {
            sync.close();
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot close " + folder + ": " + DiskFailure.text(e) + "; what was synced is on the disk", e);
        }
    }
}
