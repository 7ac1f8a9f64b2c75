package io.tiercel.journal.readmodel;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Keeps a read model: two maps that are brought up to date in turn, and a {@link Commit} of the one that is whole.
 * Whatever ends the process in the middle, the commit names the other one. Maps of a writer before are not gone on
 * with: they may have been left in the middle of a change.
 */
public final class ModelWriter implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 16;

    private final Path folder;
    private final int capacity;
    private final JournalLock lock;
    private final ModelMap[] maps = new ModelMap[2];
    private final ByteBuffer block = ByteBuffer.allocate(COPY_BYTES);
    private long generation;

    ModelWriter(final Path folder, final int capacity, final JournalLock lock, final long generation) {
        this.folder = folder;
        this.capacity = capacity;
        this.lock = lock;
        this.generation = generation;
    }

    static String map(final int slot) {
        return "map-" + slot;
    }

    /** Most entries. */
    public int capacity() {
        return capacity;
    }

    /**
     * Replaces what is there by this.
     *
     * @throws JournalException when there are more entries than room, or the disk does not take it; what was there
     *     stays
     */
    public void publish(final ModelHead head, final List<ModelEntry> entries) {
        if (entries.size() > capacity) {
            throw new JournalException(
                    entries.size() + " entries do not fit the read model " + folder + ": it has room for " + capacity);
        }
        final int slot = Commit.slot(generation + 1);
        final Path file = folder.resolve(map(slot));
        try {
            if (maps[slot] == null) {
                maps[slot] = ModelMap.create(file, capacity);
            }
            maps[slot].replaceAll(head, entries);
            commit(head, file);
        } catch (final IOException failure) {
            throw new JournalException(
                    "cannot write the read model " + folder + ": " + DiskFailure.text(failure)
                            + "; check the disk's room and rights",
                    failure);
        }
    }

    private void commit(final ModelHead head, final Path file) throws IOException {
        final CRC32C sum = new CRC32C();
        long length = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            while (channel.read(block.clear()) >= 0) {
                block.flip();
                length += block.remaining();
                sum.update(block);
            }
        }
        new Commit(generation + 1, ProcessHandle.current().pid(), length, sum.getValue(), head).write(folder);
        generation++;
    }

    @Override
    public void close() {
        try {
            for (final ModelMap map : maps) {
                if (map != null) {
                    map.close();
                }
            }
        } finally {
            lock.close();
        }
    }
}
