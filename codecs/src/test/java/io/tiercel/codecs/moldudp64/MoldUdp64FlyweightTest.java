package io.tiercel.codecs.moldudp64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiercel.codecs.Surrounded;
import io.tiercel.codecs.itch.ItchFlyweight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class MoldUdp64FlyweightTest {
    private static final int PACKETS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final Path FOLDER = Path.of("..", "shared", "data", "itch", "moldudp64-bx");
    private static final int PCAP_HEADERS = 24 + 16;
    private static final int ETHERNET_WITH_VLAN = 18;
    private static final int IP_AND_UDP = 20 + 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();

    @Test
    void shouldReadMessagesAsTheyWereWritten() {
        header(77, 2);
        MoldUdp64Flyweight.encodeBlockLength(buffer, 21, 3);
        MoldUdp64Flyweight.encodeBlockLength(buffer, 26, 0);

        assertTrue(packet.wrap(buffer, 1, 27));

        assertEquals("SESSION-1", MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow()));
        assertEquals(77, packet.sequence());
        assertEquals(2, packet.messageCount());
        assertFalse(packet.endOfSession());
        assertTrue(packet.next());
        assertEquals(23, packet.messageOffset());
        assertEquals(3, packet.messageLength());
        assertTrue(packet.next());
        assertEquals(0, packet.messageLength());
        assertFalse(packet.next());
    }

    @Test
    void shouldReadHeartbeatAndEndOfSession() {
        header(5, 0);
        assertTrue(packet.wrap(buffer, 1, 20));
        assertEquals(0, packet.messageCount());
        assertFalse(packet.endOfSession());
        assertFalse(packet.next());

        header(5, MoldUdp64Flyweight.END_OF_SESSION);
        assertTrue(packet.wrap(buffer, 1, 20));
        assertEquals(0, packet.messageCount());
        assertTrue(packet.endOfSession());
    }

    /** Messages, heartbeats and ends of sessions with random legal values, as bytes that are put down by hand. */
    @Test
    void shouldReadAndWriteEveryKindOfPacket() {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            final String session = letters(random);
            final long sequence = random.nextLong() >>> 1;
            final int kind = run % 3;
            final int count = kind == 0 ? 1 + random.nextInt(20) : 0;
            final ByteBuffer bytes = ByteBuffer.allocate(2_000)
                    .put((session + " ".repeat(10 - session.length())).getBytes(StandardCharsets.US_ASCII))
                    .putLong(sequence)
                    .putShort((short) (kind == 2 ? 0xFFFF : count));
            final List<String> expected = new ArrayList<>();
            expected.add(session + " " + sequence + " " + count + " " + (kind == 2));
            final UnsafeBuffer written = new UnsafeBuffer(new byte[2_000]);
            MoldUdp64Flyweight.encodeHeader(
                    written,
                    0,
                    MoldUdp64Flyweight.sessionHigh(session),
                    MoldUdp64Flyweight.sessionLow(session),
                    sequence,
                    kind == 2 ? MoldUdp64Flyweight.END_OF_SESSION : count);
            for (int i = 0; i < count; i++) {
                final byte[] message = new byte[random.nextInt(60)];
                random.nextBytes(message);
                MoldUdp64Flyweight.encodeBlockLength(written, bytes.position(), message.length);
                bytes.putShort((short) message.length);
                expected.add(bytes.position() + " " + message.length);
                written.putBytes(bytes.position(), message);
                bytes.put(message);
            }
            final byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());

            assertArrayEquals(whole, Arrays.copyOf(written.byteArray(), whole.length), () -> "seed " + seed);
            assertEquals(expected, Surrounded.read(whole, 1, this::readNamed), () -> "seed " + seed);
        }
    }

    private List<String> readNamed(final UnsafeBuffer room, final int offset, final int length) {
        final List<String> read = readAll(room, offset, length);
        packet.wrap(room, offset, length);
        read.set(
                0,
                MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow()) + " " + packet.sequence()
                        + " " + packet.messageCount() + " " + packet.endOfSession());
        return read;
    }

    private static String letters(final Random random) {
        final StringBuilder letters = new StringBuilder();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            letters.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return letters.toString();
    }

    @Test
    void shouldRefuseWhatIsNotOneWholePacket() {
        header(1, 1);
        MoldUdp64Flyweight.encodeBlockLength(buffer, 21, 3);

        assertTrue(packet.wrap(buffer, 1, 25));
        assertFalse(packet.wrap(buffer, 1, 24), "the message ends early");
        assertFalse(packet.wrap(buffer, 1, 26), "something lies behind it");
        assertFalse(packet.wrap(buffer, 1, 21), "its length ends early");
        assertFalse(packet.wrap(buffer, 1, 19), "the header ends early");
        assertFalse(packet.wrap(buffer, 1, 0));
    }

    /** Whatever stands around the packet makes no difference, and its messages are no more than its bytes allow. */
    @Test
    void shouldNeverReadOutsideOfThePacket() {
        final long seed = Long.getLong("tiercel.seed", System.nanoTime());
        final Random random = new Random(seed);
        long messages = 0;
        for (int i = 0; i < PACKETS; i++) {
            final byte[] bytes = new byte[random.nextInt(48)];
            random.nextBytes(bytes);
            final UnsafeBuffer datagram = new UnsafeBuffer(bytes);
            if (bytes.length >= 20) {
                datagram.putShort(18, (short) random.nextInt(4), ByteOrder.BIG_ENDIAN);
            }
            if (bytes.length >= 22 && random.nextBoolean()) {
                datagram.putShort(20, (short) (bytes.length - 22), ByteOrder.BIG_ENDIAN);
            }
            try {
                messages += Math.max(0, Surrounded.read(bytes, 1, this::readAll).size() - 1);
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", packet " + i + ": " + Arrays.toString(bytes), failed);
            }
        }
        assertTrue(messages > 1_000, messages + " messages of seed " + seed);
    }

    /** Empty when it is no packet; else the header, then where each message stands. */
    private List<String> readAll(final UnsafeBuffer room, final int offset, final int length) {
        final List<String> read = new ArrayList<>();
        if (packet.wrap(room, offset, length)) {
            read.add(packet.sessionHigh() + " " + packet.sessionLow() + " " + packet.sequence() + " "
                    + packet.messageCount() + " " + packet.endOfSession());
            int at = MoldUdp64Flyweight.HEADER_LENGTH;
            while (packet.next()) {
                // Each step takes the two bytes of a length.
                assertEquals(offset + at + MoldUdp64Flyweight.BLOCK_HEADER_LENGTH, packet.messageOffset());
                at = packet.messageOffset() - offset + packet.messageLength();
                read.add(packet.messageOffset() - offset + " " + packet.messageLength());
            }
            assertEquals(length, at);
            assertEquals(packet.messageCount(), read.size() - 1);
        }
        return read;
    }

    /** What a third party's dissector shows of these. */
    @Test
    void shouldReadRealPackets() throws IOException {
        final ItchFlyweight add = real("AddOrderNoMpidAttributionMessage", 1_621_717);
        assertEquals('A', add.type());
        assertEquals(524, add.locate());
        assertEquals(34_199_999_357_223L, add.timeNs());
        assertEquals(1_551_269, add.orderReference());
        assertEquals('B', add.side());
        assertEquals(300, add.shares());
        assertEquals("AMZU", ItchFlyweight.symbol(add.orderStock()));
        assertEquals(242_700, add.price());

        final ItchFlyweight delete = real("OrderDeleteMessage", 1_621_741);
        assertEquals('D', delete.type());
        assertEquals(4_135, delete.locate());
        assertEquals(2_902_330, delete.orderReference());

        final ItchFlyweight replace = real("OrderReplaceMessage", 1_621_746);
        assertEquals('U', replace.type());
        assertEquals(2_589_422, replace.orderReference());
        assertEquals(3_541_246, replace.newOrderReference());
        assertEquals(100, replace.replaceShares());
        assertEquals(548_800, replace.replacePrice());
    }

    private ItchFlyweight real(final String name, final long sequence) throws IOException {
        final Path folder = Stream.of(Path.of("..").resolve(FOLDER), FOLDER)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeTrue(folder != null, "skipped: there is no ../shared/data/itch beside the project's root");
        final byte[] capture = Files.readAllBytes(folder.resolve(name + ".pcap"));
        final int ethernet = PCAP_HEADERS;
        assertEquals(0x81, capture[ethernet + 12] & 0xFF);
        final int udp = ethernet + ETHERNET_WITH_VLAN + IP_AND_UDP;
        final UnsafeBuffer payload = new UnsafeBuffer(capture);
        final int length = (payload.getShort(udp - 4, ByteOrder.BIG_ENDIAN) & 0xFFFF) - 8;

        assertTrue(packet.wrap(payload, udp, length));
        assertEquals("000010059D", MoldUdp64Flyweight.sessionName(packet.sessionHigh(), packet.sessionLow()));
        assertEquals(MoldUdp64Flyweight.sessionHigh("000010059D"), packet.sessionHigh());
        assertEquals(MoldUdp64Flyweight.sessionLow("000010059D"), packet.sessionLow());
        assertEquals(sequence, packet.sequence());
        assertEquals(1, packet.messageCount());
        assertTrue(packet.next());
        final ItchFlyweight message = new ItchFlyweight();
        assertEquals(ItchFlyweight.Form.WHOLE, message.wrap(payload, packet.messageOffset(), packet.messageLength()));
        assertFalse(packet.next());
        return message;
    }

    private void header(final long sequence, final int count) {
        MoldUdp64Flyweight.encodeHeader(
                buffer,
                1,
                MoldUdp64Flyweight.sessionHigh("SESSION-1"),
                MoldUdp64Flyweight.sessionLow("SESSION-1"),
                sequence,
                count);
    }
}
