package io.tiercel.engine.feed.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.PacketRoom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a TCP connection carries, by its bytes alone, in whatever pieces they come. */
final class StreamContentTest {
    private static final int LOGIN = 15;
    private static final int HEARTBEAT = 12;
    private static final int LOGOUT = 16;
    private static final int FUZZED = Integer.getInteger("tiercel.fuzzPackets", 100_000);

    private final List<String> events = new ArrayList<>();
    private final Origin origin = new Origin();
    private final ContentListener listener = new ContentListener() {
        @Override
        public void onDatagram(final Origin from, final DirectBuffer buffer, final int offset, final int length) {
            events.add(from.channel().name() + " packet " + buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) + " of "
                    + length);
        }

        @Override
        public void onSession(final Origin from, final String session, final long next) {
            events.add(from.channel().name() + " session " + session + " " + next);
        }

        @Override
        public void onMessage(final Origin from, final DirectBuffer buffer, final int offset, final int length) {
            events.add(from.channel().name() + " message of " + length);
        }

        @Override
        public void onLost(final Origin from) {
            events.add("lost");
        }

        @Override
        public void onRefused(final Origin from) {
            events.add(from.channel().name() + " refused");
        }

        @Override
        public void onOther(final Origin from, final Other what, final long count) {
            events.add("other " + what);
        }

        @Override
        public void onFault(final Origin from, final String reason) {
            events.add(reason);
        }
    };
    private final StreamContent stream = new StreamContent(
            () -> new ReplayStream(new Channel("replay", 0, null), origin, listener),
            () -> new SoupStream(new Channel("soup", 1, null), origin, listener));

    @Test
    void shouldTellThePacketsOfAReplayInWhateverPieces() {
        final byte[] bytes =
                join(packet(1, LOGIN, 1), packet(700, HEARTBEAT, 0), packet(701, 30, 30), packet(2, LOGOUT, 100));
        for (int seed = 0; seed < 100; seed++) {
            final Random random = new Random(seed);
            events.clear();
            stream.onBegin();
            for (int at = 0; at < bytes.length; ) {
                final int count = Math.min(bytes.length - at, 1 + random.nextInt(seed + 1));
                stream.onBytes(new UnsafeBuffer(bytes), at, count);
                at += count;
            }
            stream.onEnd();

            assertEquals(List.of("replay packet 700 of 22", "replay packet 701 of 52"), events, "seed " + seed);
        }
    }

    /** Not the end of an answer, which a server says in the same way. */
    @Test
    void shouldTellWhenAReplayGivesNothing() {
        stream.onBegin();
        give(join(packet(1, LOGIN, 1), packet(2, LOGOUT, 100)));
        stream.onEnd();
        stream.onBegin();
        give(join(packet(1, LOGIN, 1), packet(700, HEARTBEAT, 0), packet(2, LOGOUT, 100)));
        stream.onEnd();
        stream.onBegin();
        give(packet(1, LOGOUT, 100));

        assertEquals(List.of("replay refused", "replay packet 700 of 22", "replay refused"), events);
    }

    @Test
    void shouldReadNothingBehindBytesThatAreMissing() {
        stream.onBegin();
        give(join(packet(1, LOGIN, 1), packet(700, HEARTBEAT, 0)));
        stream.onLost(5);
        give(packet(701, HEARTBEAT, 0));
        stream.onLost(7);
        stream.onEnd();
        // The next connection on the same ports begins anew.
        stream.onBegin();
        give(join(packet(1, LOGIN, 1), packet(702, HEARTBEAT, 0)));

        assertEquals(
                List.of(
                        "replay packet 700 of 22",
                        "5 bytes of the TCP stream replay are missing; the rest of it cannot be read",
                        "replay packet 702 of 22"),
                events);
    }

    @Test
    void shouldReadNothingBehindWhatIsNoPacket() {
        stream.onBegin();
        give(packet(1, LOGIN, 1));
        give(new byte[] {4, 0, 9, 9, 9, 9});
        give(packet(700, HEARTBEAT, 0));

        assertEquals(List.of("the TCP stream replay goes on with what is no packet of MDP 3.0"), events);
    }

    @Test
    void shouldTakeWhatIsNoReplayForSoupBinTcp() {
        stream.onBegin();
        final String accepted = "A" + "DAY1      " + "                   7";
        give(join(new byte[] {0, 31}, accepted.getBytes(StandardCharsets.US_ASCII)));
        give(new byte[] {0, 2, 'S', 'x'});
        stream.onEnd();
        stream.onBegin();
        // Too short for either until it ends
        give(new byte[] {0, 1, 'H', 0, 2, 'S', 'y'});
        stream.onEnd();
        stream.onBegin();
        give("GET / HTTP/1.1\r\nHost: example.com\r\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                List.of(
                        "soup session DAY1 7",
                        "soup message of 1",
                        "soup session  0",
                        "soup message of 1",
                        "other TCP"),
                events);
    }

    /** Whatever stands around the bytes makes no difference, nor do the pieces that they come in. */
    @Test
    void shouldReadAnything() {
        final Random random = new Random(1);
        final byte[] good = join(packet(1, LOGIN, 1), packet(700, HEARTBEAT, 0), packet(701, 30, 30));
        for (int i = 0; i < FUZZED; i++) {
            final byte[] bytes = good.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            final byte[] first = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            final long lost = random.nextBoolean() ? 1 + random.nextInt(100) : 0;
            final List<String> expected = readAll(first, lost, bytes, null);
            // Each packet, and each fault, takes its length at least; and the stream is said to begin and to be lost.
            assertTrue(expected.size() <= 4 + (first.length + bytes.length) / 14, expected::toString);
            final int run = i;
            assertEquals(expected, readAll(first, lost, bytes, random), () -> "run " + run);
        }
    }

    /** @param pieces by which the bytes come, with others around them; null for all at once and alone */
    private List<String> readAll(final byte[] first, final long lost, final byte[] bytes, final Random pieces) {
        events.clear();
        stream.onBegin();
        give(first, pieces);
        if (lost > 0) {
            stream.onLost(lost);
        }
        give(bytes, pieces);
        stream.onEnd();
        final List<String> read = List.copyOf(events);
        events.clear();
        return read;
    }

    private void give(final byte[] bytes, final Random pieces) {
        if (pieces == null) {
            stream.onBytes(PacketRoom.alone(bytes), 0, bytes.length);
            return;
        }
        for (int at = 0; at < bytes.length; ) {
            final byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + pieces.nextInt(40)));
            stream.onBytes(PacketRoom.among(piece), PacketRoom.OFFSET, piece.length);
            at += piece.length;
        }
    }

    private void give(final byte[] bytes) {
        stream.onBytes(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** One message, with its length before it. */
    private static byte[] packet(final int sequence, final int template, final int blockLength) {
        final int length = 12 + 10 + blockLength;
        return ByteBuffer.allocate(2 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) length)
                .putInt(sequence)
                .putLong(5)
                .putShort((short) (10 + blockLength))
                .putShort((short) blockLength)
                .putShort((short) template)
                .putShort((short) 1)
                .putShort((short) 9)
                .array();
    }

    private static byte[] join(final byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
