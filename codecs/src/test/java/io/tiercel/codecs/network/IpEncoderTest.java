package io.tiercel.codecs.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class IpEncoderTest {
    private final IpEncoder encoder = new IpEncoder();

    /** By hand: sums of RFC 791 and RFC 768, of 10.0.0.1:5000 to 233.54.12.1:26400 with the datagram AABBCC. */
    @Test
    void shouldHaveTheHeadersOfTheStandards() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[31]);
        buffer.putBytes(28, HexFormat.of().parseHex("AABBCC"));

        final int length = encoder.from(0, 0x0A000001, 5_000)
                .to(false, 0, 0xE9360C01L, 26_400)
                .udp(buffer, 0, 3);

        assertEquals(31, length);
        final String ip = "4500001F000040004011" + ipChecksum() + "0A000001" + "E9360C01";
        assertEquals(ip + "13886720000B" + udpChecksum() + "AABBCC", hex(buffer));
    }

    /** By hand: sums of RFC 791 and RFC 9293, of a segment with a FIN at the same addresses. */
    @Test
    void shouldHaveTheHeaderOfTcp() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[43]);
        buffer.putBytes(40, HexFormat.of().parseHex("AABBCC"));

        final int length = encoder.from(0, 0x0A000001, 5_000)
                .to(false, 0, 0xE9360C01L, 26_400)
                .tcp(buffer, 0, 3, 0xFFFF0102, FrameFlyweight.TCP_FIN);

        assertEquals(43, length);
        final int ipSum = 0x4500 + 0x002B + 0x4000 + 0x4006 + 0x0A00 + 0x0001 + 0xE936 + 0x0C01;
        final int addresses = 0x0A00 + 0x0001 + 0xE936 + 0x0C01;
        final int tcpSum = addresses + 0x0006 + 0x0017 + 0x1388 + 0x6720 + 0xFFFF + 0x0102 + 0x0001 + 0x5011 + 0xFFFF
                + 0xAABB + 0xCC00;
        final String ip = "4500002B000040004006" + folded(ipSum) + "0A000001" + "E9360C01";
        assertEquals(
                ip + "13886720" + "FFFF0102" + "00000001" + "5011FFFF" + folded(tcpSum) + "0000" + "AABBCC",
                hex(buffer));
    }

    @Test
    void shouldReadSegmentsAsTheyWereWritten() {
        final Random random = new Random(2);
        final FrameFlyweight frame = new FrameFlyweight();
        for (int i = 0; i < 2_000; i++) {
            final boolean ipv6 = random.nextBoolean();
            final byte[] content = new byte[random.nextInt(100)];
            random.nextBytes(content);
            final int header = IpEncoder.tcpHeaderLength(ipv6);
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[5 + header + content.length]);
            buffer.putBytes(5 + header, content);
            final int sequence = random.nextInt();

            final int length = encoder.from(8, 7, 9)
                    .to(ipv6, 3, 4, 26_400)
                    .tcp(buffer, 5, content.length, sequence, FrameFlyweight.TCP_SYN);

            assertEquals(header + content.length, length);
            assertEquals(FrameFlyweight.Content.TCP, frame.wrap(buffer, 5, length, FrameFlyweight.LINK_RAW_IP));
            assertEquals(4, frame.destinationLow());
            assertEquals(26_400, frame.destinationPort());
            assertEquals(9, frame.sourcePort());
            assertEquals(sequence, frame.tcpSequence());
            assertEquals(FrameFlyweight.TCP_SYN, frame.tcpFlags() & FrameFlyweight.TCP_SYN);
            final byte[] read = new byte[frame.payloadLength()];
            buffer.getBytes(frame.payloadOffset(), read);
            assertArrayEquals(content, read);
            assertEquals(0xFFFF, sum(buffer, ipv6, length, 6), "the sums with their checksums, of run " + i);
        }
    }

    private static String ipChecksum() {
        final int sum = 0x4500 + 0x001F + 0x4000 + 0x4011 + 0x0A00 + 0x0001 + 0xE936 + 0x0C01;
        return folded(sum);
    }

    private static String udpChecksum() {
        final int addresses = 0x0A00 + 0x0001 + 0xE936 + 0x0C01;
        return folded(addresses + 0x0011 + 0x000B + 0x1388 + 0x6720 + 0x000B + 0xAABB + 0xCC00);
    }

    private static String folded(final int sum) {
        return String.format("%04X", ~fold(fold(sum)) & 0xFFFF);
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        final Random random = new Random(1);
        final FrameFlyweight frame = new FrameFlyweight();
        for (int i = 0; i < 2_000; i++) {
            final boolean ipv6 = random.nextBoolean();
            final byte[] datagram = new byte[random.nextInt(100)];
            random.nextBytes(datagram);
            final int header = IpEncoder.udpHeaderLength(ipv6);
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[5 + header + datagram.length]);
            buffer.putBytes(5 + header, datagram);
            final long high = random.nextLong();
            final long low = ipv6 ? random.nextLong() : random.nextInt() & 0xFFFF_FFFFL;
            final int port = random.nextInt(1 << 16);

            final int length =
                    encoder.from(~high, 7, 9).to(ipv6, high, low, port).udp(buffer, 5, datagram.length);

            assertEquals(header + datagram.length, length);
            assertEquals(FrameFlyweight.Content.UDP, frame.wrap(buffer, 5, length, FrameFlyweight.LINK_RAW_IP));
            assertEquals(ipv6, frame.isIpv6());
            assertEquals(low, frame.destinationLow());
            assertEquals(port, frame.destinationPort());
            assertEquals(7, frame.sourceLow());
            assertEquals(9, frame.sourcePort());
            if (ipv6) {
                assertEquals(high, frame.destinationHigh());
                assertEquals(~high, frame.sourceHigh());
            }
            final byte[] read = new byte[frame.payloadLength()];
            buffer.getBytes(frame.payloadOffset(), read);
            assertArrayEquals(datagram, read);
            assertEquals(0xFFFF, sum(buffer, ipv6, length, 17), "the sums with their checksums, of run " + i);
        }
    }

    /** Of the transport with its pseudo header; and of the header of IPv4, which has to be the same. */
    private static int sum(final UnsafeBuffer buffer, final boolean ipv6, final int length, final int protocol) {
        final int ipLength = ipv6 ? 40 : 20;
        final int addresses = ipv6 ? 32 : 8;
        long sum = protocol + length - ipLength;
        for (int i = 5 + ipLength - addresses; i < 5 + length; i++) {
            sum += (buffer.getByte(i) & 0xFF) << ((i - 5 & 1) == 0 ? 8 : 0);
        }
        long header = ipv6 ? 0xFFFF : 0;
        for (int i = 5; !ipv6 && i < 5 + ipLength; i++) {
            header += (buffer.getByte(i) & 0xFF) << ((i - 5 & 1) == 0 ? 8 : 0);
        }
        return fold(sum) & fold(header);
    }

    private static int fold(final long sum) {
        return (int) ((sum & 0xFFFF) + (sum >>> 16));
    }

    private static String hex(final UnsafeBuffer buffer) {
        return HexFormat.of().withUpperCase().formatHex(buffer.byteArray());
    }
}
