package io.tiercel.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the same packet several times: in a buffer that has nothing else, so that what is read beyond it throws, and in
 * others with bytes of several kinds around it, which must make no difference, also to who reads without a look at the
 * buffer's bounds. How often the buffer is read is counted, and bounded by the packet's bytes.
 */
public final class Surrounded {
    private static final int ROOM = 64;
    /** Of what is looked at before any byte leads anywhere. */
    private static final int FIRST_READS = 64;

    private Surrounded() {}

    /** What comes of a packet, all of it: to be compared by {@code equals}. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(UnsafeBuffer buffer, int offset, int length);
    }

    /** @param readsPerByte how often each byte may be read, on the average */
    public static <T> T read(final byte[] packet, final int readsPerByte, final Reading<T> reading) {
        final CountingBuffer alone = new CountingBuffer(room(packet, (byte) 0), ROOM, packet.length);
        final T expected = reading.read(alone, 0, packet.length);
        assertBounded(alone, packet.length, readsPerByte);
        for (final byte[] room : new byte[][] {room(packet, (byte) -1), repeated(packet)}) {
            final CountingBuffer within = new CountingBuffer(room, 0, room.length);
            assertEquals(expected, reading.read(within, ROOM, packet.length), "what stands around it was read");
            assertBounded(within, packet.length, readsPerByte);
        }
        return expected;
    }

    private static void assertBounded(final CountingBuffer buffer, final int length, final int readsPerByte) {
        assertTrue(
                buffer.reads <= FIRST_READS + (long) readsPerByte * length,
                () -> buffer.reads + " reads of " + length + " bytes");
    }

    private static byte[] room(final byte[] packet, final byte around) {
        final byte[] room = new byte[ROOM + packet.length + ROOM];
        Arrays.fill(room, around);
        System.arraycopy(packet, 0, room, ROOM, packet.length);
        return room;
    }

    /** The same bytes once more before and behind it: what might well follow. */
    private static byte[] repeated(final byte[] packet) {
        final byte[] room = room(packet, (byte) 1);
        for (int i = 0; i < ROOM && packet.length > 0; i++) {
            room[ROOM + packet.length + i] = packet[i % packet.length];
            room[ROOM - 1 - i] = packet[packet.length - 1 - i % packet.length];
        }
        return room;
    }

    /** Counts what decoders call. */
    private static final class CountingBuffer extends UnsafeBuffer {
        private long reads;

        CountingBuffer(final byte[] bytes, final int offset, final int length) {
            super(bytes, offset, length);
        }

        @Override
        public byte getByte(final int index) {
            reads++;
            return super.getByte(index);
        }

        @Override
        public short getShort(final int index) {
            reads++;
            return super.getShort(index);
        }

        @Override
        public short getShort(final int index, final ByteOrder order) {
            reads++;
            return super.getShort(index, order);
        }

        @Override
        public int getInt(final int index) {
            reads++;
            return super.getInt(index);
        }

        @Override
        public int getInt(final int index, final ByteOrder order) {
            reads++;
            return super.getInt(index, order);
        }

        @Override
        public long getLong(final int index) {
            reads++;
            return super.getLong(index);
        }

        @Override
        public long getLong(final int index, final ByteOrder order) {
            reads++;
            return super.getLong(index, order);
        }

        @Override
        public void getBytes(final int index, final byte[] target) {
            reads += Math.max(1, target.length);
            super.getBytes(index, target);
        }

        @Override
        public void getBytes(final int index, final byte[] target, final int offset, final int length) {
            reads += Math.max(1, length);
            super.getBytes(index, target, offset, length);
        }

        @Override
        public void getBytes(final int index, final MutableDirectBuffer target, final int offset, final int length) {
            reads += Math.max(1, length);
            super.getBytes(index, target, offset, length);
        }

        @Override
        public String getStringWithoutLengthAscii(final int index, final int length) {
            reads += Math.max(1, length);
            return super.getStringWithoutLengthAscii(index, length);
        }
    }
}
