package io.tiercel.journal;

import io.tiercel.codecs.HotPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One record as it stands in a queue's document, in memory of its own. Little endian; the whole is filled with
 * zeros to a multiple of 8 bytes, and that is the document's length.
 *
 * <table>
 * <caption>Frame, version 1</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th><th>what</th></tr>
 * <tr><td>0</td><td>4</td><td>length</td><td>header and payload, without the filling</td></tr>
 * <tr><td>4</td><td>4</td><td>checksum</td><td>CRC32C of (journal's id XOR length), 8 bytes, and of all
 * bytes from 8 on, filling included</td></tr>
 * <tr><td>8</td><td>1</td><td>stream</td><td>{@link Stream#code()}</td></tr>
 * <tr><td>9</td><td>1</td><td>version</td><td>of this layout</td></tr>
 * <tr><td>10</td><td>2</td><td>kind</td><td>template id of the payload</td></tr>
 * <tr><td>12</td><td>4</td><td>ordinal</td><td>outputs: which one of its cause's, from 0; inputs: 0</td></tr>
 * <tr><td>16</td><td>8</td><td>sequence</td><td>the stream's own gap-free number</td></tr>
 * <tr><td>24</td><td>8</td><td>timeNs</td><td>UTC</td></tr>
 * <tr><td>32</td><td>8</td><td>cause</td><td>outputs: sequence of the input that led to it; inputs: 0</td></tr>
 * <tr><td>40</td><td>length − 40</td><td>payload</td><td>SBE message with its header</td></tr>
 * </table>
 *
 * <p>Length, checksum, stream and version keep their places in every version to come.
 */
@HotPath
final class FrameFlyweight {
    static final int VERSION = 1;
    static final int HEADER_LENGTH = 40;
    static final int MAX_PAYLOAD_LENGTH = 512;
    static final int MAX_DOCUMENT_LENGTH = HEADER_LENGTH + MAX_PAYLOAD_LENGTH;
    static final int KIND_LIMIT = 0xFFFF;

    static final int LENGTH_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int STREAM_OFFSET = 8;
    static final int VERSION_OFFSET = 9;
    static final int KIND_OFFSET = 10;
    static final int ORDINAL_OFFSET = 12;
    static final int SEQUENCE_OFFSET = 16;
    static final int TIME_OFFSET = 24;
    static final int CAUSE_OFFSET = 32;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_DOCUMENT_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C checksum = new CRC32C();

    /** The length of the document that holds a frame of this length. */
    static int documentLength(final int length) {
        return BitUtil.align(length, Long.BYTES);
    }

    /** Writes a whole frame; returns its document's length. The caller has checked the payload's length. */
    int encode(
            final long journalId,
            final int stream,
            final int kind,
            final int ordinal,
            final long sequence,
            final long timeNs,
            final long cause,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength) {
        final int length = HEADER_LENGTH + payloadLength;
        final int documentLength = documentLength(length);
        // the filling first: without a payload this word is the cause
        buffer.putLong(documentLength - Long.BYTES, 0);
        buffer.putByte(STREAM_OFFSET, (byte) stream);
        buffer.putByte(VERSION_OFFSET, (byte) VERSION);
        buffer.putShort(KIND_OFFSET, (short) kind, ORDER);
        buffer.putInt(ORDINAL_OFFSET, ordinal, ORDER);
        buffer.putLong(SEQUENCE_OFFSET, sequence, ORDER);
        buffer.putLong(TIME_OFFSET, timeNs, ORDER);
        buffer.putLong(CAUSE_OFFSET, cause, ORDER);
        buffer.putBytes(HEADER_LENGTH, payload, payloadOffset, payloadLength);
        final int sum = sum(journalId, length);
        buffer.putInt(LENGTH_OFFSET, length, ORDER);
        buffer.putInt(CHECKSUM_OFFSET, sum, ORDER);
        return documentLength;
    }

    /** Takes over a document that lies there; its length is at most {@link #MAX_DOCUMENT_LENGTH}. */
    void load(final DirectBuffer source, final int offset, final int documentLength) {
        buffer.putBytes(0, source, offset, documentLength);
    }

    /** Whether length and document fit each other. */
    boolean lengthHolds(final int documentLength) {
        final int length = length();
        return length >= HEADER_LENGTH && length <= MAX_DOCUMENT_LENGTH && documentLength(length) == documentLength;
    }

    /** Whether the checksum is that of a record of this journal. Only after {@link #lengthHolds}. */
    boolean checksumHolds(final long journalId) {
        return sumOf(journalId) == checksum();
    }

    /** The checksum this frame has to have in a journal. Leaves the frame as it is. */
    int sumOf(final long journalId) {
        final int length = length();
        final int checksum = checksum();
        final int sum = sum(journalId, length);
        buffer.putInt(LENGTH_OFFSET, length, ORDER);
        buffer.putInt(CHECKSUM_OFFSET, checksum, ORDER);
        return sum;
    }

    int length() {
        return buffer.getInt(LENGTH_OFFSET, ORDER);
    }

    int checksum() {
        return buffer.getInt(CHECKSUM_OFFSET, ORDER);
    }

    int stream() {
        return buffer.getByte(STREAM_OFFSET) & 0xFF;
    }

    int version() {
        return buffer.getByte(VERSION_OFFSET) & 0xFF;
    }

    int kind() {
        return buffer.getShort(KIND_OFFSET, ORDER) & KIND_LIMIT;
    }

    int ordinal() {
        return buffer.getInt(ORDINAL_OFFSET, ORDER);
    }

    long sequence() {
        return buffer.getLong(SEQUENCE_OFFSET, ORDER);
    }

    long timeNs() {
        return buffer.getLong(TIME_OFFSET, ORDER);
    }

    long cause() {
        return buffer.getLong(CAUSE_OFFSET, ORDER);
    }

    int payloadLength() {
        return length() - HEADER_LENGTH;
    }

    /** Holds the frame from index 0. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same memory. Position and limit are of no meaning outside. */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Leaves the journal's id and the length, one over the other, where length and checksum stand: so one pass over one
     * buffer covers all there is.
     */
    private int sum(final long journalId, final int length) {
        buffer.putLong(LENGTH_OFFSET, journalId ^ length, ORDER);
        bytes.limit(documentLength(length));
        bytes.position(0);
        checksum.reset();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
