package io.tiercel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The snapshots of a journal, files of their own in its folder. A file is whole or not there: it gets its name when it
 * is on the disk.
 *
 * <table>
 * <caption>File, version 1, little endian</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>8</td><td>"tiercel1"</td></tr>
 * <tr><td>8</td><td>4</td><td>CRC32C of all bytes from 12 on</td></tr>
 * <tr><td>12</td><td>4</td><td>count of definitions</td></tr>
 * <tr><td>16</td><td>32</td><td>journal id, sequence, time, digest; 8 each</td></tr>
 * <tr><td>48</td><td></td><td>each definition: 4 bytes of length, then itself</td></tr>
 * <tr><td></td><td></td><td>4 bytes of length of the state, then itself; nothing behind</td></tr>
 * </table>
 */
public final class Snapshots {
    /** One may be damaged, and then the one before is used. */
    public static final int KEPT = 3;

    /** Of a journal, that holds them. */
    public static final String FOLDER = "snapshots";

    private static final String SUFFIX = ".snapshot";
    private static final byte[] MAGIC = {'t', 'i', 'e', 'r', 'c', 'e', 'l', '1'};
    private static final int CHECKSUM_OFFSET = MAGIC.length;
    private static final int CHECKED_FROM = CHECKSUM_OFFSET + Integer.BYTES;
    private static final int HEADER_LENGTH = CHECKED_FROM + Integer.BYTES + 4 * Long.BYTES;

    private Snapshots() {}

    /**
     * Writes it beside the others, and removes the oldest.
     *
     * @param kept so many stay
     * @return the file
     * @throws JournalException when the disk does not take it
     */
    public static Path write(final Path journal, final Snapshot snapshot, final int kept) {
        final Path folder = journal.resolve(FOLDER);
        final Path file = folder.resolve(String.format("%019d%s", snapshot.sequence(), SUFFIX));
        try {
            Files.createDirectories(folder);
            final ByteBuffer bytes = encode(snapshot);
            WholeFile.write(file, out -> out.write(bytes.array(), 0, bytes.limit()));
            final List<Path> all = newestFirst(journal);
            for (final Path old : all.subList(Math.min(kept, all.size()), all.size())) {
                Files.delete(old);
            }
            removeUnfinished(folder, all.get(Math.min(kept, all.size()) - 1));
        } catch (final IOException failure) {
            throw new JournalException(
                    "cannot write snapshot " + file + ": " + DiskFailure.text(failure)
                            + "; check the disk's room and rights",
                    failure);
        }
        return file;
    }

    /** What a writer left that was interrupted: it is older than all that stay, or another one is at work on it. */
    private static void removeUnfinished(final Path folder, final Path oldest) throws IOException {
        final List<Path> unfinished;
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            unfinished = files.filter(file -> file.getFileName().toString().endsWith(SUFFIX + WholeFile.UNFINISHED)
                            && file.compareTo(oldest) < 0)
                    .toList();
        }
        for (final Path file : unfinished) {
            Files.deleteIfExists(file);
        }
    }

    /** The files, the latest first. */
    public static List<Path> newestFirst(final Path journal) {
        final Path folder = journal.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (final IOException failure) {
            throw new JournalException(
                    "cannot list " + folder + ": " + DiskFailure.text(failure) + "; check its rights", failure);
        }
    }

    /** As a file's name says: whether that is so only {@link #read} can tell. 0 when the name does not say. */
    public static long sequence(final Path file) {
        final String name = file.getFileName().toString();
        return name.matches("0[0-9]{18}\\" + SUFFIX) ? Long.parseLong(name, 0, name.length() - SUFFIX.length(), 10) : 0;
    }

    /** @throws JournalException when it is not what was written */
    public static Snapshot read(final Path file) {
        try {
            return decode(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (final IOException failure) {
            throw new JournalException("cannot read snapshot " + file + ": " + DiskFailure.text(failure), failure);
        }
    }

    static ByteBuffer encode(final Snapshot snapshot) {
        int length = HEADER_LENGTH + Integer.BYTES + snapshot.state().length;
        for (final byte[] definition : snapshot.definitions()) {
            length += Integer.BYTES + definition.length;
        }
        final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC)
                .putInt(0)
                .putInt(snapshot.definitions().size())
                .putLong(snapshot.journalId())
                .putLong(snapshot.sequence())
                .putLong(snapshot.timeNs())
                .putLong(snapshot.digest());
        snapshot.definitions()
                .forEach(definition -> bytes.putInt(definition.length).put(definition));
        bytes.putInt(snapshot.state().length).put(snapshot.state());
        bytes.putInt(CHECKSUM_OFFSET, checksum(bytes));
        return bytes.flip();
    }

    static Snapshot decode(final Path file, final ByteBuffer bytes) {
        if (bytes.capacity() < HEADER_LENGTH + Integer.BYTES
                || !ByteBuffer.wrap(MAGIC).equals(bytes.slice(0, MAGIC.length))) {
            throw new JournalException(file + " is no snapshot of version 1: it is left out");
        }
        if (bytes.getInt(CHECKSUM_OFFSET) != checksum(bytes)) {
            throw new JournalException(file + " is damaged, its checksum is wrong: it is left out");
        }
        bytes.position(CHECKED_FROM);
        final int definitionCount = bytes.getInt();
        final long journalId = bytes.getLong();
        final long sequence = bytes.getLong();
        final long timeNs = bytes.getLong();
        final long digest = bytes.getLong();
        final List<byte[]> definitions = new ArrayList<>();
        for (int i = 0; i < definitionCount; i++) {
            definitions.add(take(bytes));
        }
        return new Snapshot(journalId, sequence, timeNs, digest, take(bytes), List.copyOf(definitions));
    }

    private static byte[] take(final ByteBuffer bytes) {
        final byte[] taken = new byte[bytes.getInt()];
        bytes.get(taken);
        return taken;
    }

    private static int checksum(final ByteBuffer bytes) {
        final CRC32C sum = new CRC32C();
        sum.update(bytes.array(), CHECKED_FROM, bytes.capacity() - CHECKED_FROM);
        return (int) sum.getValue();
    }
}
