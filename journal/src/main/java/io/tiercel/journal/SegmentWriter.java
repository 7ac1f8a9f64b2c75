package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.util.MicroTouched;

/**
 * The queue of one segment, with room ahead in its file. Whoever makes it may be another thread than the one that
 * writes it, and the one that closes it a third: one after the other.
 */
@HotPath
final class SegmentWriter implements AutoCloseable {
    private static final int CACHE_LINE_BYTES = 64;
    /** Room for the records of a few inputs. */
    private static final int APPROACHED_BYTES = 8 * CACHE_LINE_BYTES;

    /** Room for the next record or two; far less than what the disk has given behind any record. */
    private static final int CLAIMED_BYTES = 4 * CACHE_LINE_BYTES;

    /** What a queue writes when it is made, whole pages. */
    private static final int OWN_BYTES = QueueIndex.FIRST_RECORD + (16 << 10);

    private static final int METADATA_BYTES = 64 << 10;

    private final long number;
    private final Path folder;
    private final Path file;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final RoomAhead room;
    private final PagesAhead pages;
    /** Lines before that are claimed. */
    private long claimedEnd;

    private boolean approachedAll;
    /** Keeps the reads from being optimised away. */
    private long approached;

    /** What the queues of a stream's segments have in common. */
    record Shape(long blockBytes, long reserveBytes, long createdMillis) {}

    /** Makes the queue and its file; without a record it has not begun. */
    private SegmentWriter(final Path stream, final long number, final Shape shape) throws IOException {
        this.number = number;
        folder = Segments.folder(stream, number);
        queue = Queues.create(folder, shape.blockBytes(), shape.createdMillis());
        try {
            final SingleChronicleQueue single = (SingleChronicleQueue) queue;
            // the appender finds the file, and has no need to make it at its first record
            single.closeStore(single.storeForCycle(single.cycle(), single.epoch(), true, null));
            appender = queue.createAppender();
            // One thread at a time: the one that makes it hands over to the pipeline's.
            appender.singleThreadedCheckDisabled(true);
            file = Queues.file(folder);
            if (file == null) {
                throw new IOException("no data file in " + folder);
            }
            Queues.touchMetadata(folder);
            room = new RoomAhead(
                    file, QueueIndex.FIRST_RECORD, single.blockSize(), single.overlapSize(), shape.reserveBytes());
            pages = new PagesAhead(((MappedBytes) appender.wire().bytes()).mappedFile());
        } catch (final IOException | RuntimeException | Error e) {
            queue.close();
            throw e;
        }
        makeReserve(shape.reserveBytes());
    }

    private void makeReserve(final long reserveBytes) throws IOException {
        makeRoom();
        if (room.room() != Room.AMPLE) {
            close();
            throw new IOException("no room for the " + reserveBytes + " bytes that are kept ahead of the records");
        }
    }

    /** The one that a stream begins with. */
    @ColdPath
    static SegmentWriter first(final Path stream, final Shape shape) throws IOException {
        Files.createDirectories(stream);
        return allocated(stream, SegmentHead.FIRST, Queues.fileName(shape.createdMillis()), shape);
    }

    /**
     * One that follows another one. Not the stream's thread: it may take long.
     *
     * @param fileName of the data file: that of the first segment
     */
    @ColdPath
    static SegmentWriter ahead(final Path stream, final long number, final String fileName, final Shape shape)
            throws IOException {
        final Path folder = Segments.folder(stream, number);
        remove(folder);
        Files.createDirectory(folder);
        try {
            final SegmentWriter made = allocated(stream, number, fileName, shape);
            ((MicroTouched) made.appender).microTouch();
            return made;
        } catch (final IOException | RuntimeException | Error e) {
            remove(folder);
            throw e;
        }
    }

    /**
     * The disk gives what the queue takes at its start before the queue is made: where the disk is full, to make a
     * queue ends the process.
     */
    private static SegmentWriter allocated(
            final Path stream, final long number, final String fileName, final Shape shape) throws IOException {
        final Path folder = Segments.folder(stream, number);
        final Path metadata = folder.resolve(Queues.METADATA);
        final Path data = folder.resolve(fileName);
        try {
            allocate(metadata, METADATA_BYTES);
            allocate(data, OWN_BYTES);
            return new SegmentWriter(stream, number, shape);
        } catch (final IOException | RuntimeException | Error e) {
            Files.deleteIfExists(metadata);
            Files.deleteIfExists(data);
            throw e;
        }
    }

    private static void allocate(final Path path, final int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(new byte[length]);
        }
    }

    long number() {
        return number;
    }

    String fileName() {
        return file.getFileName().toString();
    }

    /** Whether a record of this length fits; makes room for it when that was not made ahead. The stream's thread. */
    boolean holds(final int length) {
        return room.holds(length);
    }

    /** The stream's thread. */
    void write(final Bytes<?> document) {
        appender.writeBytes(document);
        final long position = appender.wire().bytes().writePosition();
        room.advance(position);
        claim(position);
        approachedAll = false;
    }

    /**
     * Stores the zeros that are there, once into each line that the next record will be written to. The processor has
     * until then to get hold of these lines; otherwise the record's atomic operations wait for them. Under load, that
     * is: when there is time between two records, {@link #idle} comes first.
     */
    private void claim(final long position) {
        final BytesStore<?, ?> block = appender.wire().bytes().bytesStore();
        if (block.inside(position, CLAIMED_BYTES + CACHE_LINE_BYTES)) {
            final long end = position + CLAIMED_BYTES;
            long line = Math.max(claimedEnd, (position | CACHE_LINE_BYTES - 1) + 1);
            for (; line < end; line += CACHE_LINE_BYTES) {
                block.writeLong(line, 0);
            }
            claimedEnd = line;
        }
    }

    /** Where the next record goes. Any thread. */
    long position() {
        return room.position();
    }

    /** Any thread. */
    Room room() {
        return room.room();
    }

    /** Not the stream's thread. */
    void makeRoom() {
        room.makeRoom();
        pages.reach(room.position(), room.end());
    }

    /**
     * Brings what the next records will be written to into reach: their page, by Chronicle, and their cache lines. An
     * append has several atomic operations, and each of them waits until all stores before it are done.
     */
    boolean idle() {
        if (approachedAll) {
            return false;
        }
        approachedAll = true;
        approach();
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

    /** Of one that the stream has left: its file ends with its records. */
    @ColdPath
    void closeLeft() throws IOException {
        pages.close();
        appender.close();
        queue.close();
        room.closeShort();
    }

    /** Gives back what was not used. */
    @Override
    @ColdPath
    public void close() {
        pages.close();
        appender.close();
        queue.close();
        try {
            room.close();
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot close " + folder + ": " + DiskFailure.text(e) + "; what was synced is on the disk", e);
        }
    }

    /** Of one that has not begun. */
    @ColdPath
    void discard() {
        close();
        try {
            remove(folder);
        } catch (final IOException e) {
            throw new JournalException(
                    "cannot remove the unused " + folder + ": " + DiskFailure.text(e) + "; remove it by hand", e);
        }
    }

    @ColdPath
    private static void remove(final Path folder) throws IOException {
        final File[] files = folder.toFile().listFiles();
        if (files != null) {
            for (final File old : files) {
                Files.delete(old.toPath());
            }
            Files.delete(folder);
        }
    }
}
