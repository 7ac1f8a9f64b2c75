package io.tiercel.journal.readmodel;

import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/**
 * One map of entries in a file. A key is the kind, a byte, and the id, 8 bytes, the highest first; key 0, 0 is the
 * head. One segment, and room for the longest value of each: as many entries as were asked for always find theirs.
 */
final class ModelMap implements AutoCloseable {
    private static final int KEY_BYTES = 1 + Long.BYTES;
    private static final ModelEntry NO_HEAD = new ModelEntry(0, 0, new byte[0]);
    private static final int COPY_BYTES = 1 << 16;
    /** Chronicle's own, and for each entry: key, lengths, checksum, its place in the table, rounding. */
    private static final int OWN_BYTES = 1 << 18;

    private static final int ENTRY_BYTES = KEY_BYTES + ModelEntry.MAX_BYTES + 96;

    private final ChronicleMap<byte[], byte[]> map;

    private ModelMap(final ChronicleMap<byte[], byte[]> map) {
        this.map = map;
    }

    /** How much a map's file takes at most. */
    static long bytes(final int capacity) {
        return OWN_BYTES + (capacity + 1L) * ENTRY_BYTES;
    }

    /**
     * Makes an empty one, whose file the disk has really given: a store into a page that it cannot give would end the
     * process.
     *
     * @param capacity most entries, besides the head
     */
    static ModelMap create(final Path file, final int capacity) throws IOException {
        Files.deleteIfExists(file);
        open(file, capacity).close();
        allocate(file);
        return open(file, capacity);
    }

    /** One that is there, which nobody else writes to: what shape it has it says itself. */
    static ModelMap open(final Path file) throws IOException {
        return open(file, 1);
    }

    private static ModelMap open(final Path file, final int capacity) throws IOException {
        Requirements.check();
        return new ModelMap(ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name("tiercel-read-model")
                .entries(capacity + 1L)
                .averageKeySize(KEY_BYTES)
                .averageValueSize(ModelEntry.MAX_BYTES)
                .actualSegments(1)
                .putReturnsNull(true)
                .removeReturnsNull(true)
                .skipCloseOnExitHook(true)
                .createPersistedTo(file.toFile()));
    }

    /** Writes all of it once more, holes included. */
    private static void allocate(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer block = ByteBuffer.allocate(COPY_BYTES);
            final long length = channel.size();
            long position = 0;
            while (position < length) {
                block.clear();
                channel.read(block, position);
                block.flip();
                while (block.hasRemaining()) {
                    position += channel.write(block, position);
                }
            }
        }
    }

    /** Writes what differs and removes what is no more. */
    void replaceAll(final ModelHead head, final List<ModelEntry> entries) {
        final Set<Key> gone = new TreeSet<>();
        map.forEach((key, value) -> gone.add(Key.of(key)));
        for (final ModelEntry entry : entries) {
            if (entry.kind() < 1 || entry.kind() > 255 || entry.value().length > ModelEntry.MAX_BYTES) {
                throw new JournalException("an entry of kind " + entry.kind() + " with " + entry.value().length
                        + " bytes does not fit a read model: kinds go from 1 to 255, values have at most "
                        + ModelEntry.MAX_BYTES + " bytes");
            }
            put(new Key(entry.kind(), entry.id()), entry.value(), gone);
        }
        put(Key.HEAD, head.encode(), gone);
        gone.forEach(key -> map.remove(key.bytes()));
    }

    private void put(final Key key, final byte[] value, final Set<Key> gone) {
        final byte[] bytes = key.bytes();
        gone.remove(key);
        if (!Arrays.equals(map.get(bytes), value)) {
            map.put(bytes, value);
        }
    }

    byte[] head() {
        final byte[] head = map.get(Key.HEAD.bytes());
        return head == null ? NO_HEAD.value() : head;
    }

    /** Without the head, by kind, then id. */
    List<ModelEntry> entries() {
        final List<ModelEntry> entries = new ArrayList<>();
        map.forEach((key, value) -> {
            final Key each = Key.of(key);
            if (!each.equals(Key.HEAD)) {
                // The map may read the next one into the same array.
                entries.add(new ModelEntry(each.kind, each.id, value.clone()));
            }
        });
        entries.sort((left, right) -> new Key(left.kind(), left.id()).compareTo(new Key(right.kind(), right.id())));
        return entries;
    }

    @Override
    public void close() {
        map.close();
    }

    private record Key(int kind, long id) implements Comparable<Key> {
        private static final Key HEAD = new Key(0, 0);

        static Key of(final byte[] bytes) {
            return new Key(bytes[0] & 0xFF, ByteBuffer.wrap(bytes).getLong(1));
        }

        byte[] bytes() {
            return ByteBuffer.allocate(KEY_BYTES).put((byte) kind).putLong(id).array();
        }

        @Override
        public int compareTo(final Key other) {
            return kind == other.kind ? Long.compareUnsigned(id, other.id) : Integer.compare(kind, other.kind);
        }
    }
}
