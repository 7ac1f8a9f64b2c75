package io.tiercel.journal.readmodel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * Says which of the two maps is whole, and by which bytes. It is written when that map is, and takes the place of the
 * one before at once. Nothing of it is synced: what a loss of power takes is made again from the journal.
 *
 * <table>
 * <caption>File, little endian</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>8</td><td>"tiercelM"</td></tr>
 * <tr><td>8</td><td>4</td><td>CRC32C of all bytes from 12 on</td></tr>
 * <tr><td>12</td><td>4</td><td>version of maps and entries, {@value #VERSION}</td></tr>
 * <tr><td>16</td><td>8</td><td>generation, from 1; the map's number is its last bit</td></tr>
 * <tr><td>24</td><td>8</td><td>process that writes</td></tr>
 * <tr><td>32</td><td>8</td><td>length of the map's file</td></tr>
 * <tr><td>40</td><td>8</td><td>CRC32C of that file</td></tr>
 * <tr><td>48</td><td>40</td><td>head: journal id, sequence, time, digest, entries without room</td></tr>
 * </table>
 */
record Commit(long generation, long processId, long mapLength, long mapChecksum, ModelHead head) {
    /** Of maps and entries: another one is made anew. */
    static final int VERSION = 1;

    static final String FILE = "commit";

    private static final byte[] MAGIC = {'t', 'i', 'e', 'r', 'c', 'e', 'l', 'M'};
    private static final int CHECKSUM_OFFSET = MAGIC.length;
    private static final int CHECKED_FROM = CHECKSUM_OFFSET + Integer.BYTES;
    private static final int LENGTH = CHECKED_FROM + Integer.BYTES + 4 * Long.BYTES + ModelHead.LENGTH;

    int slot() {
        return slot(generation);
    }

    static int slot(final long generation) {
        return (int) (generation & 1);
    }

    void write(final Path folder) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC)
                .putInt(0)
                .putInt(VERSION)
                .putLong(generation)
                .putLong(processId)
                .putLong(mapLength)
                .putLong(mapChecksum)
                .put(head.encode());
        bytes.putInt(CHECKSUM_OFFSET, checksum(bytes.array()));
        final Path unfinished = folder.resolve(FILE + ".new");
        Files.write(unfinished, bytes.array());
        Files.move(
                unfinished, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws BadModelException when it is not what was written, or of another version */
    static Commit read(final Path folder) throws IOException, BadModelException {
        final byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < CHECKED_FROM + Integer.BYTES
                || !ByteBuffer.wrap(MAGIC).equals(buffer.slice(0, MAGIC.length))
                || buffer.getInt(CHECKSUM_OFFSET) != checksum(bytes)) {
            throw new BadModelException("its file " + FILE + " is damaged");
        }
        final int version = buffer.getInt(CHECKED_FROM);
        if (version != VERSION || bytes.length != LENGTH) {
            throw new BadModelException("it is of version " + version + ", this is version " + VERSION);
        }
        buffer.position(CHECKED_FROM + Integer.BYTES);
        return new Commit(
                buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong(), ModelHead.decode(buffer));
    }

    private static int checksum(final byte[] bytes) {
        final CRC32C sum = new CRC32C();
        sum.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
        return (int) sum.getValue();
    }
}
