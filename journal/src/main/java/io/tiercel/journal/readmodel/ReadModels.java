package io.tiercel.journal.readmodel;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Opens and reads the read models of journals. */
public final class ReadModels {
    /** In a journal's folder. */
    public static final String FOLDER = "read-model";

    /** Most entries of one, whatever is asked for. */
    public static final int MAX_ENTRIES = 1 << 18;

    private static final int ATTEMPTS = 10;
    private static final int COPY_BYTES = 1 << 16;

    private ReadModels() {}

    /**
     * For who keeps it, and is the only one.
     *
     * @param capacity most entries, 1 to {@link #MAX_ENTRIES}
     * @throws JournalException when somebody else does, or the folder cannot be written, or its disk has no room
     */
    public static ModelWriter open(final Path journal, final int capacity) {
        if (capacity < 1 || capacity > MAX_ENTRIES) {
            throw new JournalException(
                    "a read model of " + capacity + " entries cannot be made: it has 1 to " + MAX_ENTRIES);
        }
        Requirements.check();
        final Path folder = journal.resolve(FOLDER);
        JournalLock lock = null;
        try {
            Files.createDirectories(folder);
            lock = JournalLock.take(folder);
            if (lock == null) {
                throw new JournalException("another process keeps the read model " + folder
                        + ": one at a time does; end that one, or leave this one without");
            }
            checkRoom(folder, 2 * ModelMap.bytes(capacity));
            return new ModelWriter(folder, capacity, lock, generation(folder));
        } catch (final IOException | JournalException failure) {
            if (lock != null) {
                lock.close();
            }
            throw failure instanceof JournalException told
                    ? told
                    : new JournalException(
                            "cannot write the read model " + folder + ": " + DiskFailure.text(failure)
                                    + "; check its rights",
                            failure);
        }
    }

    private static void checkRoom(final Path folder, final long needed) throws IOException {
        final long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new JournalException("cannot write the read model " + folder + ": it takes " + needed
                    + " bytes, and the disk has " + free + "; free some");
        }
    }

    /** Of the one that is there; what cannot be read stands for nothing. */
    private static long generation(final Path folder) throws IOException {
        try {
            return Commit.read(folder).generation();
        } catch (final NoSuchFileException | BadModelException none) {
            return 0;
        }
    }

    /**
     * What is there, as it was committed. The writer does not notice: the map is copied, and only a copy that is byte
     * for byte what was committed is opened.
     *
     * @throws JournalException when this JVM cannot read one
     */
    public static ModelReading read(final Path journal) {
        Requirements.check();
        final Path folder = journal.resolve(FOLDER);
        Path copy = null;
        try {
            copy = Files.createTempFile("tiercel-read-model-", ".map");
            return read(folder, copy);
        } catch (final NoSuchFileException none) {
            return ModelReading.none("there is none");
        } catch (final BadModelException bad) {
            return ModelReading.none(bad.getMessage());
        } catch (final IOException failure) {
            return ModelReading.none("it cannot be read: " + DiskFailure.text(failure));
        } finally {
            delete(copy);
        }
    }

    private static ModelReading read(final Path folder, final Path copy) throws IOException, BadModelException {
        Commit commit = Commit.read(folder);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (copied(folder, commit, copy)) {
                return decode(commit, copy);
            }
            final Commit now = Commit.read(folder);
            if (now.equals(commit)) {
                throw new BadModelException("its map " + ModelWriter.map(commit.slot())
                        + " is damaged: its checksum is not that of " + Commit.FILE);
            }
            commit = now;
        }
        throw new BadModelException("it changed " + ATTEMPTS + " times while it was read");
    }

    private static ModelReading decode(final Commit commit, final Path copy) throws IOException, BadModelException {
        try (ModelMap map = ModelMap.open(copy)) {
            if (!java.util.Arrays.equals(map.head(), commit.head().encode())) {
                throw new BadModelException("its map is of another state than its " + Commit.FILE);
            }
            return new ModelReading(commit.head(), commit.generation(), commit.processId(), map.entries(), "");
        }
    }

    /** Whether that is what was committed; the writer may already be at it again. */
    private static boolean copied(final Path folder, final Commit commit, final Path copy) throws IOException {
        try (SeekableByteChannel from = Files.newByteChannel(folder.resolve(ModelWriter.map(commit.slot())));
                FileChannel to =
                        FileChannel.open(copy, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            final CRC32C sum = new CRC32C();
            final ByteBuffer block = ByteBuffer.allocate(COPY_BYTES);
            long length = 0;
            while (length <= commit.mapLength() && from.read(block.clear()) >= 0) {
                block.flip();
                length += block.remaining();
                sum.update(block.duplicate());
                while (block.hasRemaining()) {
                    to.write(block);
                }
            }
            return length == commit.mapLength() && sum.getValue() == commit.mapChecksum();
        } catch (final NoSuchFileException gone) {
            return false;
        }
    }

    private static void delete(final Path copy) {
        try {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        } catch (final IOException left) {
            throw new JournalException("the copy " + copy + " of a read model cannot be removed: " + left, left);
        }
    }
}
