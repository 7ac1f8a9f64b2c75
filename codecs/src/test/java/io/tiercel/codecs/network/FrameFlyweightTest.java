package io.tiercel.codecs.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.Surrounded;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Frames as they were written down by hand. Those of captures are in the tests of their readers. */
final class FrameFlyweightTest {
    private static final int FUZZ_INPUTS = Integer.getInteger("tiercel.fuzzPackets", 100_000);
    private static final int LINK_OF_NONE = 147;
    private static final int[] LINKS = {
        FrameFlyweight.LINK_ETHERNET,
        FrameFlyweight.LINK_RAW_IP,
        FrameFlyweight.LINK_LINUX_ANY,
        FrameFlyweight.LINK_LINUX_ANY_2,
        FrameFlyweight.LINK_IPV4,
        FrameFlyweight.LINK_IPV6,
        FrameFlyweight.LINK_LOOPBACK,
        FrameFlyweight.LINK_LOOPBACK_OPENBSD,
        LINK_OF_NONE
    };
    private static final String MACS = "01005E010203" + "020406080A0C";
    private static final String IPV4 = "4500002000070000" + "40110000" + "0A000001" + "E9360C01";
    private static final String UDP = "13886720000C0000" + "AABBCCDD";
    private static final String TCP =
            "13886720" + "FFFFFFF0" + "00000000" + "6012" + "0400" + "00000000" + "01010101" + "EE";
    private static final String IPV6 = "6000000000";

    private final FrameFlyweight frame = new FrameFlyweight();

    @Test
    void shouldReadUdpBehindTags() {
        wrap(FrameFlyweight.Content.UDP, MACS + "88A8000281000001" + "0800" + IPV4 + UDP + "0000");

        assertEquals(0x0A000001, frame.sourceLow());
        assertEquals(0xE9360C01L, frame.destinationLow());
        assertEquals(0, frame.sourceHigh());
        assertEquals(5_000, frame.sourcePort());
        assertEquals(26_400, frame.destinationPort());
        assertEquals(4, frame.payloadLength());
        assertEquals(22 + 20 + 8, frame.payloadOffset());
    }

    @Test
    void shouldReadTcpWithOptions() {
        wrap(
                FrameFlyweight.Content.TCP,
                MACS + "0800" + "4500002D00070000" + "40060000" + "0A000001" + "E9360C01" + TCP);

        assertEquals(-16, frame.tcpSequence());
        assertEquals(FrameFlyweight.TCP_SYN | 0x10, frame.tcpFlags());
        assertEquals(1, frame.payloadLength());
    }

    @Test
    void shouldReadBareIpv6() {
        final String addresses = "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002";
        final byte[] bytes = HexFormat.of().parseHex(IPV6 + "0C" + "1140" + addresses + UDP);

        assertEquals(
                FrameFlyweight.Content.UDP,
                frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, FrameFlyweight.LINK_RAW_IP));
        assertTrue(frame.isIpv6());
        assertEquals(0x20010DB800000000L, frame.sourceHigh());
        assertEquals(1, frame.sourceLow());
        assertEquals(2, frame.destinationLow());
    }

    @Test
    void shouldReadBareIpByEachOfItsNumbers() {
        for (final int link : new int[] {12, 14, 101, 228}) {
            wrap(FrameFlyweight.Content.UDP, IPV4 + UDP, link);
            assertEquals(26_400, frame.destinationPort());
        }
        for (final int link : new int[] {12, 14, 101, 229}) {
            wrap(FrameFlyweight.Content.UDP, IPV6 + "0C" + "1140" + "00".repeat(32) + UDP, link);
            assertTrue(frame.isIpv6());
        }
        wrap(FrameFlyweight.Content.OTHER, "20" + IPV4, 228);
        wrap(FrameFlyweight.Content.TORN, "", 228);
    }

    @Test
    void shouldReadWhatWasCapturedOnALoopbackInterface() {
        wrap(FrameFlyweight.Content.UDP, "02000000" + IPV4 + UDP, 0);
        assertEquals(0x0A000001, frame.sourceLow());
        assertEquals(4 + 20 + 8, frame.payloadOffset());

        wrap(FrameFlyweight.Content.UDP, "00000002" + IPV4 + UDP, 0);
        wrap(FrameFlyweight.Content.UDP, "00000002" + IPV4 + UDP, 108);
        for (final String family : new String[] {"0A", "17", "18", "1C", "1E"}) {
            final String ipv6 = IPV6 + "0C" + "1140" + "00".repeat(32) + UDP;
            wrap(FrameFlyweight.Content.UDP, family + "000000" + ipv6, 0);
            assertTrue(frame.isIpv6());
            wrap(FrameFlyweight.Content.UDP, "000000" + family + ipv6, 108);
        }
        wrap(FrameFlyweight.Content.OTHER, "07000000" + IPV4 + UDP, 0);
        wrap(FrameFlyweight.Content.OTHER, "02000000" + IPV4 + UDP, 108);
        wrap(FrameFlyweight.Content.TORN, "020000", 0);
        wrap(FrameFlyweight.Content.TORN, "02000000" + "45", 0);
    }

    @Test
    void shouldTellALinkThatIsNotRead() {
        wrap(FrameFlyweight.Content.UNKNOWN_LINK, IPV4 + UDP, LINK_OF_NONE);

        assertFalse(FrameFlyweight.reads(LINK_OF_NONE));
        for (int link = 0; link < 1_000; link++) {
            final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
            assertEquals(
                    FrameFlyweight.reads(link),
                    frame.wrap(nothing, 0, 0, link) != FrameFlyweight.Content.UNKNOWN_LINK,
                    "link type " + link);
        }
    }

    @Test
    void shouldReadWhatWasCapturedOnAnyInterface() {
        final byte[] first =
                HexFormat.of().parseHex("0000000100060204060800010000" + "8100" + "0001" + "0800" + IPV4 + UDP);
        final byte[] second = HexFormat.of().parseHex("0800000000000002000100060204060800010000" + IPV4 + UDP);

        for (final byte[] bytes : new byte[][] {first, second}) {
            final int link = bytes == first ? FrameFlyweight.LINK_LINUX_ANY : FrameFlyweight.LINK_LINUX_ANY_2;
            assertEquals(FrameFlyweight.Content.UDP, frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, link));
            assertEquals(26_400, frame.destinationPort());
            assertEquals(
                    FrameFlyweight.Content.TORN, frame.wrap(new UnsafeBuffer(Arrays.copyOf(bytes, 15)), 0, 15, link));
        }
    }

    /** Of a datagram that is cut, of the first fragment of one, and of what follows it. */
    @Test
    void shouldSayWhoseATornFrameOrAFragmentIs() {
        wrap(FrameFlyweight.Content.TORN, MACS + "0800" + IPV4 + UDP.substring(0, 8));
        assertAddressed(true);
        wrap(FrameFlyweight.Content.TORN, MACS + "0800" + IPV4 + UDP.substring(0, 6));
        assertAddressed(false);
        wrap(FrameFlyweight.Content.FRAGMENT, MACS + "0800" + IPV4.replace("00070000", "00072000") + UDP);
        assertAddressed(true);
        wrap(FrameFlyweight.Content.FRAGMENT, MACS + "0800" + IPV4.replace("00070000", "00072001") + UDP);
        assertAddressed(false);
        final String addresses = "20010DB8000000000000000000000001" + "000000000000000000000000E9360C01";
        wrap(FrameFlyweight.Content.TORN, MACS + "86DD" + IPV6 + "0C" + "1140" + addresses + UDP.substring(0, 8));
        assertAddressed(true);

        wrap(FrameFlyweight.Content.TORN, MACS + "0800" + IPV4.substring(0, 38));
        assertFalse(frame.isAddressed() || frame.hasPorts());
        wrap(FrameFlyweight.Content.OTHER, MACS + "0806" + IPV4);
        assertFalse(frame.isAddressed() || frame.hasPorts());
    }

    private void assertAddressed(final boolean ports) {
        assertTrue(frame.isAddressed());
        assertEquals(0xE9360C01L, frame.destinationLow());
        assertEquals(ports, frame.hasPorts());
        assertFalse(frame.isTcp());
        if (ports) {
            assertEquals(26_400, frame.destinationPort());
        }
    }

    /** Whatever stands around the frame makes no difference. */
    @Test
    void shouldNotReadPastItsBytes() {
        final long seed = 5;
        final SplittableRandom random = new SplittableRandom(seed);
        final String[] models = {
            MACS + "88A8000281000001" + "0800" + IPV4 + UDP,
            MACS + "0800" + "4500002D00070000" + "40060000" + "0A000001" + "E9360C01" + TCP,
            MACS + "86DD" + IPV6 + "24" + "0040" + "00".repeat(32) + "3C000000000000002C00000000000000"
                    + "1100000100000000" + UDP,
            IPV4 + UDP,
            "02000000" + IPV4 + UDP,
            "0000001C" + IPV6 + "0C" + "1140" + "00".repeat(32) + UDP
        };
        final int[] links = {
            FrameFlyweight.LINK_ETHERNET,
            FrameFlyweight.LINK_ETHERNET,
            FrameFlyweight.LINK_ETHERNET,
            FrameFlyweight.LINK_IPV4,
            FrameFlyweight.LINK_LOOPBACK,
            FrameFlyweight.LINK_LOOPBACK_OPENBSD
        };
        final int[] found = new int[FrameFlyweight.Content.values().length];
        for (int run = 0; run < FUZZ_INPUTS; run++) {
            final byte[] model = HexFormat.of().parseHex(models[run % models.length]);
            final byte[] input = Arrays.copyOf(model, random.nextInt(model.length + 1));
            for (int changes = random.nextInt(4); changes > 0 && input.length > 0; changes--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt();
            }
            final int link = random.nextInt(4) == 0 ? LINKS[random.nextInt(LINKS.length)] : links[run % models.length];
            final int at = run;
            try {
                final List<Object> read = Surrounded.read(input, 4, (buffer, offset, length) -> {
                    final FrameFlyweight.Content content = frame.wrap(buffer, offset, length, link);
                    return isOfPorts(content)
                            ? List.of(content, fields(content), frame.payloadOffset() - offset, frame.payloadLength())
                            : List.of(content);
                });
                Surrounded.read(input, 4, (buffer, offset, length) -> {
                    frame.wrap(buffer, offset, length, link);
                    return List.of(
                            frame.isAddressed()
                                    ? List.of(frame.sourceHigh(), frame.sourceLow(), frame.destinationLow())
                                    : List.of(),
                            frame.hasPorts()
                                    ? List.of(frame.isTcp(), frame.sourcePort(), frame.destinationPort())
                                    : List.of());
                });
                found[((FrameFlyweight.Content) read.get(0)).ordinal()]++;
                assertTrue(
                        read.size() == 1
                                || (int) read.get(2) > 0
                                        && (int) read.get(3) >= 0
                                        && (int) read.get(2) + (int) read.get(3) <= input.length,
                        read::toString);
            } catch (final RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", run " + at, failed);
            }
        }
        for (final int count : found) {
            assertTrue(count > FUZZ_INPUTS / 2_000, Arrays.toString(found));
        }
    }

    private static boolean isOfPorts(final FrameFlyweight.Content content) {
        return content == FrameFlyweight.Content.UDP || content == FrameFlyweight.Content.TCP;
    }

    private String fields(final FrameFlyweight.Content content) {
        return frame.isIpv6() + " " + frame.sourceHigh() + " " + frame.sourceLow() + " " + frame.sourcePort() + " "
                + frame.destinationHigh() + " " + frame.destinationLow() + " " + frame.destinationPort()
                + (content == FrameFlyweight.Content.TCP ? " " + frame.tcpSequence() + " " + frame.tcpFlags() : "");
    }

    private void wrap(final FrameFlyweight.Content expected, final String hex) {
        wrap(expected, hex, FrameFlyweight.LINK_ETHERNET);
    }

    private void wrap(final FrameFlyweight.Content expected, final String hex, final int link) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(expected, frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length, link));
    }
}
