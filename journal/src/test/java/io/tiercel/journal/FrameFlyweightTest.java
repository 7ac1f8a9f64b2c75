package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class FrameFlyweightTest {
    private static final long ID = 0x1122_3344_5566_7788L;

    private final FrameFlyweight frame = new FrameFlyweight();

    /** Journals are kept: the layout of a version never changes. */
    @Test
    void shouldLayOutFieldsAsDocumented() {
        final int documentLength = encode(new byte[] {(byte) 0xA1, (byte) 0xA2, (byte) 0xA3});

        assertEquals(48, documentLength);
        final String body = "02" + "01" + "6500" + "04000000" + "0500000000000000" + "0600000000000000"
                + "0700000000000000" + "a1a2a30000000000";
        final String length = "2b000000";
        final CRC32C checksum = new CRC32C();
        checksum.update(HexFormat.of().parseHex("a377665544332211" + body));
        final byte[] sum = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .array();
        assertEquals(length + HexFormat.of().formatHex(sum) + body, hex(documentLength));
        assertEquals("2b000000" + "25b60cf9" + body, hex(documentLength));
    }

    @Test
    void shouldKeepNothingOfLongerRecordBefore() {
        encode(new byte[500]);
        final int fresh = new FrameFlyweight().encode(ID, 2, 101, 4, 5, 6, 7, new UnsafeBuffer(new byte[1]), 0, 1);

        final int documentLength = encode(new byte[1]);

        assertEquals(fresh, documentLength);
        assertEquals("00".repeat(8), hex(documentLength).substring(2 * FrameFlyweight.HEADER_LENGTH));
    }

    @Test
    void shouldKeepCauseOfRecordWithoutPayload() {
        assertEquals(FrameFlyweight.HEADER_LENGTH, encode(new byte[0]));

        assertEquals(7, frame.cause());
        assertEquals(0, frame.payloadLength());
    }

    @Test
    void shouldBindRecordToItsJournal() {
        encode(new byte[20]);

        assertTrue(frame.checksumHolds(ID));
        assertFalse(frame.checksumHolds(ID + 1));
        assertTrue(frame.checksumHolds(ID));
    }

    @Test
    void shouldNoticeEachBit() {
        final int documentLength = encode(new byte[21]);

        for (int bit = 0; bit < documentLength * Byte.SIZE; bit++) {
            flip(bit);
            assertFalse(frame.lengthHolds(documentLength) && frame.checksumHolds(ID), "bit " + bit);
            flip(bit);
        }
        assertTrue(frame.lengthHolds(documentLength) && frame.checksumHolds(ID));
    }

    @Test
    void shouldReadUnsignedFieldsAsSuch() {
        frame.encode(ID, 255, 65_535, Integer.MAX_VALUE, -1, -2, -3, new UnsafeBuffer(new byte[0]), 0, 0);

        assertEquals(255, frame.stream());
        assertEquals(65_535, frame.kind());
        assertEquals(Integer.MAX_VALUE, frame.ordinal());
        assertEquals(-1, frame.sequence());
        assertEquals(-2, frame.timeNs());
        assertEquals(-3, frame.cause());
    }

    private int encode(final byte[] payload) {
        return frame.encode(ID, 2, 101, 4, 5, 6, 7, new UnsafeBuffer(payload), 0, payload.length);
    }

    private void flip(final int bit) {
        final int index = bit / Byte.SIZE;
        frame.buffer().putByte(index, (byte) (frame.buffer().getByte(index) ^ 1 << bit % Byte.SIZE));
    }

    private String hex(final int length) {
        final byte[] bytes = new byte[length];
        frame.buffer().getBytes(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
