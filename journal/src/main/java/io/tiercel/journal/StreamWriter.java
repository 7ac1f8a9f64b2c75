package io.tiercel.journal;

import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.util.MicroTouched;
import org.agrona.DirectBuffer;

/** Appends frames to the queue of one stream. */
@HotPath
final class StreamWriter implements AutoCloseable {
    private static final int CACHE_LINE_BYTES = 64;
    /** Room for the records of a few inputs. */
    private static final int APPROACHED_BYTES = 8 * CACHE_LINE_BYTES;

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
    private final FrameFlyweight frame = new FrameFlyweight();
    private final Bytes<ByteBuffer> document = Bytes.wrapForRead(frame.bytes());
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final long reserveBytes;
    private final FileSync fileSync;
    /** Null until the file is there. */
    private RoomAhead room;

    private volatile boolean folderSynced;
    // Written by the stream's thread, read by any.
    private long bytesWritten;
    private long approachedBytes;
    /** Keeps the reads from being optimised away. */
    private long approached;

    StreamWriter(
            final Stream stream,
            final Path folder,
            final long journalId,
            final long blockBytes,
            final long reserveBytes,
            final long createdMillis,
            final FileSync fileSync) {
        this.fileSync = fileSync;
        this.reserveBytes = reserveBytes;
        this.stream = stream;
        this.folder = folder.resolve(stream.folder());
        this.journalId = journalId;
        queue = Queues.create(this.folder, blockBytes, createdMillis);
        appender = queue.createAppender();
        // One thread at a time: the one that opens the session hands over to the pipeline's.
        appender.singleThreadedCheckDisabled(true);
        document.singleThreadedCheckDisabled(true);
    }

    /**
     * After the first record, by the thread that wrote it: from now on there is room ahead.
     *
     * @throws IOException when the disk has less room than that
     */
    void reserve() throws IOException {
        final Path path = Queues.file(folder);
        if (path == null) {
            throw new IOException("no data file in " + folder);
        }
        Queues.touchMetadata(folder);
        final SingleChronicleQueue single = (SingleChronicleQueue) queue;
        room = new RoomAhead(path, position(), single.blockSize(), single.overlapSize(), reserveBytes);
        room.makeRoom();
        if (room.room() != Room.AMPLE) {
            throw new IOException("no room for the " + reserveBytes + " bytes that are kept ahead of the records");
        }
    }

    private long position() {
        return appender.wire().bytes().writePosition();
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
        final int documentLength =
                frame.encode(journalId, stream.code(), kind, ordinal, sequence, timeNs, cause, buffer, offset, length);
        if (room != null && !room.holds(documentLength)) {
            throw new IllegalStateException("the disk is full, and the room that was kept is used up");
        }
        document.readPositionRemaining(0, documentLength);
        appender.writeBytes(document);
        if (room != null) {
            room.advance(position());
        }
        BYTES_WRITTEN.setOpaque(this, bytesWritten + documentLength);
    }

    /**
     * Brings what the next records will be written to into reach: their page, by Chronicle, and their cache lines. An
     * append has several atomic operations, and each of them waits until all stores before it are done.
     */
    boolean idle() {
        if (approachedBytes != bytesWritten) {
            approachedBytes = bytesWritten;
            approach();
        }
        return ((MicroTouched) appender).microTouch();
    }

    private void approach() {
        final Bytes<?> bytes = appender.wire().bytes();
        final BytesStore<?, ?> block = bytes.bytesStore();
        final long position = bytes.writePosition();
        if (block.inside(position, APPROACHED_BYTES)) {
            for (long ahead = 0; ahead < APPROACHED_BYTES; ahead += CACHE_LINE_BYTES) {
                approached += block.readLong(position + ahead);
            }
        }
    }

    long bytesWritten() {
        return (long) BYTES_WRITTEN.getOpaque(this);
    }

    /** Any thread. */
    Room room() {
        return room.room();
    }

    /** Not the stream's thread. */
    void makeRoom() {
        room.makeRoom();
    }

    /**
     * The file's own sync, not the appender's: that one covers only the block mapped last, and works only in a mode
     * in which each change of block waits for the disk on the appending thread. Pages written through a mapping are
     * the file's pages. Any thread.
     */
    void sync() throws IOException {
        if (!folderSynced) {
            syncFolder(folder);
            folderSynced = true;
        }
        room.sync(fileSync);
    }

    /** Makes the names of new files durable. */
    static void syncFolder(final Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        if (room != null) {
            try {
                room.close();
            } catch (final IOException e) {
                throw new JournalException("cannot close " + folder + ": " + e + "; what was synced is on the disk", e);
            }
        }
    }
}
