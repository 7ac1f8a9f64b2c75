package io.tiercel.journal.readmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a read model is true for.
 *
 * @param journalId whose it is
 * @param sequence  of the last input in it
 * @param timeNs    of that input
 * @param digest    of the core's state there
 * @param omitted   entries that had no room
 */
public record ModelHead(long journalId, long sequence, long timeNs, long digest, long omitted) {
    static final int LENGTH = 5 * Long.BYTES;

    byte[] encode() {
        final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(journalId)
                .putLong(sequence)
                .putLong(timeNs)
                .putLong(digest)
                .putLong(omitted)
                .array();
    }

    static ModelHead decode(final ByteBuffer bytes) {
        return new ModelHead(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
