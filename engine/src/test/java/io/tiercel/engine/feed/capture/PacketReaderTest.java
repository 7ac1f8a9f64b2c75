package io.tiercel.engine.feed.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.feed.capture.PoisonedStream.Poison;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PacketReaderTest {
    private static final long TIME = 1_577_716_200_123_456_789L;
    private static final int FUZZ_RUNS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    /** Bytes of a block of pcapng without anything in it; a record of pcap has more. */
    private static final int LEAST_RECORD = 12;

    private static final String ADDRESSES = " 10.0.0.1:5000 233.54.12.1:26400 ";

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void shouldReadPcapOfEitherOrderAndStamp(final boolean big, final boolean nanos) {
        final byte[] capture = Captures.pcap(order(big), nanos, 1)
                .packet(TIME, frame("one"))
                .packet(TIME + 1_000, frame("two"), 1_500)
                .bytes();

        final RecordedPackets recorded = RecordedPackets.of(capture);

        final long first = nanos ? TIME : TIME / 1_000 * 1_000;
        assertEquals(
                List.of(
                        "1 " + first + " UDP" + ADDRESSES + "one",
                        "2 " + (first + 1_000) + " UDP" + ADDRESSES + "two cut"),
                recorded.lines);
        assertEquals(List.of(), recorded.faults);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldReadPcapngOfSeveralInterfacesAndSections(final boolean big) {
        final byte[] capture = Captures.pcapng(order(big))
                .networkInterface(1, -1, 0)
                .networkInterface(1, 9, 0)
                .networkInterface(101, 0x80 | 20, 100)
                .enhancedPacket(0, TIME / 1_000, frame("micros"))
                .block(4, new byte[8])
                .block(0x0BAD, new byte[3])
                .enhancedPacket(1, TIME, frame("nanos"))
                .enhancedPacket(2, (7L << 20) + (1 << 19), ip("binary"))
                .simplePacket(frame("simple"))
                .section()
                .networkInterface(1, 3, 0)
                .enhancedPacket(0, TIME / 1_000_000, frame("millis"))
                .bytes();

        final RecordedPackets recorded = RecordedPackets.of(capture);

        assertEquals(List.of(), recorded.faults);
        assertEquals(
                List.of(
                        "1 " + TIME / 1_000 * 1_000 + " UDP" + ADDRESSES + "micros",
                        "2 " + TIME + " UDP" + ADDRESSES + "nanos",
                        "3 107500000000 UDP" + ADDRESSES + "binary",
                        "4 0 UDP" + ADDRESSES + "simple",
                        "5 " + TIME / 1_000_000 * 1_000_000 + " UDP" + ADDRESSES + "millis"),
                recorded.lines);
    }

    @Test
    void shouldTellOnceOfEachInterfaceWhoseLinkIsNotRead() {
        final byte[] ng = Captures.pcapng(ByteOrder.LITTLE_ENDIAN)
                .networkInterface(147, 9, 0)
                .networkInterface(189, 9, 0)
                .networkInterface(1, 9, 0)
                .networkInterface(127, 9, 0)
                .enhancedPacket(0, TIME, frame("a"))
                .enhancedPacket(0, TIME, frame("b"))
                .enhancedPacket(1, TIME, frame("c"))
                .enhancedPacket(2, TIME, frame("d"))
                .bytes();
        final byte[] old = Captures.pcap(ByteOrder.BIG_ENDIAN, true, 147)
                .packet(TIME, frame("a"))
                .packet(TIME, frame("b"))
                .bytes();

        final RecordedPackets ofNew = RecordedPackets.of(ng);
        final RecordedPackets ofOld = RecordedPackets.of(old);

        final String rest = ", which is not read, and nor are the interface's others; read are Ethernet (1), any"
                + " interface of Linux (113, 276), bare IP (12, 14, 101, 228, 229) and loopback (0, 108): convert the"
                + " file to one of them";
        assertEquals(2, ofNew.faults.size(), ofNew.faults::toString);
        assertTrue(ofNew.faults.get(0).endsWith("packets of link type 147" + rest), ofNew.faults::toString);
        assertTrue(ofNew.faults.get(1).endsWith("packets of link type 189" + rest), ofNew.faults::toString);
        assertEquals(
                List.of(
                        "1 " + TIME + " UNKNOWN_LINK",
                        "2 " + TIME + " UNKNOWN_LINK",
                        "3 " + TIME + " UNKNOWN_LINK",
                        "4 " + TIME + " UDP" + ADDRESSES + "d"),
                ofNew.lines);
        assertEquals(1, ofOld.faults.size(), ofOld.faults::toString);
        assertEquals(2, ofOld.lines.size());
    }

    @Test
    void shouldConvertStampsOfAnyResolution() {
        assertEquals(1_500_000_000L, PcapngReader.timeNs(15, 1));
        assertEquals(1_234_567_890L, PcapngReader.timeNs(1_234_567_890_123L, 12));
        assertEquals(0, PcapngReader.timeNs(1, 19));
        assertEquals(500_000_000L, PcapngReader.timeNs(1L << 62, 0x80 | 63));
        assertEquals(3_000_000_000L, PcapngReader.timeNs(3, 0x80));
        assertEquals(-1, PcapngReader.timeNs(-1, 0));
    }

    @Test
    void shouldReadFramesWithTagsAndBothProtocolsOfTheInternet() {
        final byte[] udp = Frames.udpHeader(1, 2, text("x"));
        final byte[] hopByHop =
                Frames.join(new byte[] {60, 0, 1, 4, 0, 0, 0, 0}, new byte[] {17, 1}, new byte[14], udp);
        final byte[] authenticated = Frames.join(new byte[] {17, 4}, new byte[22], udp);
        final byte[] capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, Frames.vlan(frame("tagged"), 0x8100, 142))
                .packet(2, Frames.vlan(Frames.vlan(frame("twice"), 0x8100, 1), 0x88A8, 2))
                .packet(3, Frames.join(frame("padded"), new byte[20]))
                .packet(4, Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 17, udp)))
                .packet(5, Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 0, hopByHop)))
                .packet(6, Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 51, authenticated)))
                .packet(7, Frames.tcp("1.2.3.4", 5, "6.7.8.9", 10, 11, 0x10, text("tcp")))
                .packet(8, Frames.ethernet(0x0806, new byte[28]))
                .packet(9, Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 1, 0, new byte[8])))
                .bytes();

        final RecordedPackets recorded = RecordedPackets.of(capture);

        assertEquals(
                List.of(
                        "1 1 UDP" + ADDRESSES + "tagged",
                        "2 2 UDP" + ADDRESSES + "twice",
                        "3 3 UDP" + ADDRESSES + "padded",
                        "4 4 UDP [2001:db8:0:0:0:0:0:1]:1 [2001:db8:0:0:0:0:0:2]:2 x",
                        "5 5 UDP [2001:db8:0:0:0:0:0:1]:1 [2001:db8:0:0:0:0:0:2]:2 x",
                        "6 6 UDP [2001:db8:0:0:0:0:0:1]:1 [2001:db8:0:0:0:0:0:2]:2 x",
                        "7 7 TCP 1.2.3.4:5 6.7.8.9:10 tcp",
                        "8 8 OTHER",
                        "9 9 OTHER"),
                recorded.lines);
    }

    @Test
    void shouldNameFragmentsAndTornFrames() {
        final byte[] whole = frame("whole");
        final byte[] udp = Frames.udpHeader(1, 2, text("x"));
        final byte[] longUdp = udp.clone();
        longUdp[5] = 100;
        final byte[] shortUdp = udp.clone();
        shortUdp[5] = 7;
        final byte[] fragment6 = Frames.join(new byte[] {17, 0, 0, 1, 0, 0, 0, 9}, udp);
        final byte[] capture = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 17, 0x2000, udp)))
                .packet(2, Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 17, 0x0005, udp)))
                .packet(3, Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 44, fragment6)))
                .packet(4, Arrays.copyOf(whole, whole.length - 1))
                .packet(5, Arrays.copyOf(whole, 30))
                .packet(6, Arrays.copyOf(whole, 13))
                .packet(7, Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 17, 0, longUdp)))
                .packet(8, Frames.ethernet(0x0800, Frames.ipv4("1.1.1.1", "2.2.2.2", 17, 0, shortUdp)))
                .packet(9, new byte[0])
                .bytes();

        final RecordedPackets recorded = RecordedPackets.of(capture);

        assertEquals(
                List.of(
                        "1 1 FRAGMENT",
                        "2 2 FRAGMENT",
                        "3 3 FRAGMENT",
                        "4 4 TORN",
                        "5 5 TORN",
                        "6 6 TORN",
                        "7 7 TORN",
                        "8 8 TORN",
                        "9 9 TORN"),
                recorded.lines);
    }

    @Test
    void shouldSayWhereAFileIsTorn() {
        final byte[] pcap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, new byte[60])
                .packet(2, new byte[60])
                .bytes();
        final byte[] pcapng = Captures.pcapng(ByteOrder.BIG_ENDIAN)
                .networkInterface(1, 9, 0)
                .enhancedPacket(0, 1, new byte[60])
                .bytes();

        assertEquals(
                List.of("2 at 100: the file ends within a packet: 59 of 60 bytes are there"),
                RecordedPackets.of(Arrays.copyOf(pcap, pcap.length - 1)).faults);
        assertEquals(
                List.of("2 at 100: the file ends within a packet's header: 5 of 16 bytes are there"),
                RecordedPackets.of(Arrays.copyOf(pcap, 105)).faults);
        assertEquals(
                List.of("0 at 0: the file ends within the capture's header: 20 of 24 bytes are there"),
                RecordedPackets.of(Arrays.copyOf(pcap, 20)).faults);
        assertEquals(
                List.of("1 at 68: the file ends within a block: 91 of 92 bytes are there"),
                RecordedPackets.of(Arrays.copyOf(pcapng, pcapng.length - 1)).faults);
    }

    @Test
    void shouldPassOverWhatIsMalformed() {
        final byte[] badStamp = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, frame("a"))
                .bytes();
        badStamp[24 + 7] = 0x7F;
        final byte[] more = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(2, frame("b"))
                .bytes();
        final byte[] capture = Frames.join(badStamp, Arrays.copyOfRange(more, 24, more.length));

        final RecordedPackets recorded = RecordedPackets.of(capture);

        assertEquals(List.of("2 2 UDP" + ADDRESSES + "b"), recorded.lines);
        assertEquals(List.of("1 at 24: its stamp has 2130706433 nanoseconds, a second or more"), recorded.faults);
    }

    @Test
    void shouldPassOverMalformedBlocks() {
        final byte[] capture = Captures.pcapng(ByteOrder.LITTLE_ENDIAN)
                .simplePacket(frame("no interface"))
                .networkInterface(1, 9, 0)
                .enhancedPacket(5, 1, frame("no such interface"))
                .block(6, new byte[16])
                .enhancedPacket(0, 1, frame("good"))
                .bytes();

        final RecordedPackets recorded = RecordedPackets.of(capture);

        assertEquals(1, recorded.lines.size());
        assertTrue(recorded.lines.get(0).endsWith(" good"), recorded.lines::toString);
        assertEquals(3, recorded.faults.size(), recorded.faults::toString);
        assertTrue(recorded.faults.get(1).endsWith("a packet of interface 5; the section has 1"));
    }

    @Test
    void shouldStopWhereTheNextPacketIsNotKnown() {
        final byte[] huge = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, frame("a"))
                .bytes();
        huge[24 + 11] = 0x7F;
        final byte[] block =
                Captures.pcapng(ByteOrder.LITTLE_ENDIAN).raw(new byte[64]).bytes();

        assertEquals(1, RecordedPackets.of(huge).faults.size());
        assertTrue(RecordedPackets.of(huge).faults.get(0).contains("is more than 1048576"));
        assertTrue(RecordedPackets.of(block).faults.get(0).contains("a block of 0 bytes"));
    }

    @Test
    void shouldNotBeLedAstrayByAnyBytes() {
        final long seed = 20_261_122;
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] pcap = Captures.pcap(ByteOrder.LITTLE_ENDIAN, true, 1)
                .packet(1, frame("a"))
                .packet(2, Frames.vlan(frame("b"), 0x8100, 3))
                .packet(3, Frames.ethernet(0x86DD, Frames.ipv6(1, 2, 0, new byte[40])))
                .bytes();
        final byte[] pcapng = Captures.pcapng(ByteOrder.BIG_ENDIAN)
                .networkInterface(1, 9, 5)
                .enhancedPacket(0, 1, frame("a"))
                .simplePacket(frame("b"))
                .section()
                .bytes();
        final byte[][] models = {pcap, pcapng};

        for (int run = 0; run < FUZZ_RUNS; run++) {
            final byte[] model = models[run & 1];
            final byte[] input = model.clone();
            final int length = 4 + random.nextInt(model.length - 3);
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                input[random.nextInt(4, Math.max(5, length)) % length] = (byte) random.nextInt();
            }
            final int at = run;
            final RecordedPackets recorded = RecordedPackets.of(Arrays.copyOf(input, length));
            assertTrue(
                    recorded.lines.size() + recorded.faults.size() <= 1 + length / LEAST_RECORD,
                    () -> "seed " + seed + ", run " + at + ": " + recorded.lines + recorded.faults);
            // Whatever is behind the file's end in memory makes no difference.
            for (final Poison poison : Poison.values()) {
                final RecordedPackets other = RecordedPackets.of(new PoisonedStream(input, length, poison));
                assertEquals(recorded.lines, other.lines, () -> "seed " + seed + ", run " + at + ", " + poison);
                assertEquals(recorded.faults, other.faults, () -> "seed " + seed + ", run " + at + ", " + poison);
            }
        }
    }

    private static ByteOrder order(final boolean big) {
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] frame(final String text) {
        return Frames.udp("10.0.0.1", 5_000, "233.54.12.1", 26_400, text(text));
    }

    private static byte[] ip(final String text) {
        return Frames.ipv4("10.0.0.1", "233.54.12.1", 17, 0, Frames.udpHeader(5_000, 26_400, text(text)));
    }

    private static byte[] text(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
