package io.tiercel.engine.feed.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Ethernet frames, byte by byte as the standards have them. Big endian throughout. */
public final class Frames {
    private static final byte[] MACS = {1, 0, 0x5E, 1, 2, 3, 2, 4, 6, 8, 10, 12};

    private Frames() {}

    /** IPv4 without VLAN. */
    public static byte[] udp(
            final String from, final int fromPort, final String to, final int toPort, final byte[] data) {
        return ethernet(0x0800, ipv4(from, to, 17, 0, udpHeader(fromPort, toPort, data)));
    }

    public static byte[] tcp(
            final String from,
            final int fromPort,
            final String to,
            final int toPort,
            final int sequence,
            final int flags,
            final byte[] data) {
        return ethernet(0x0800, ipv4(from, to, 6, 0, tcpHeader(fromPort, toPort, sequence, flags, data)));
    }

    public static byte[] ethernet(final int type, final byte[] content) {
        return join(MACS, two(type), content);
    }

    /** The frame with a tag before its type. */
    public static byte[] vlan(final byte[] frame, final int tagType, final int id) {
        final byte[] rest = new byte[frame.length - 12];
        System.arraycopy(frame, 12, rest, 0, rest.length);
        return join(java.util.Arrays.copyOf(frame, 12), two(tagType), two(id), rest);
    }

    /** @param fragment flags and offset, as the header has them */
    public static byte[] ipv4(
            final String from, final String to, final int protocol, final int fragment, final byte[] content) {
        return join(
                new byte[] {0x45, 0},
                two(20 + content.length),
                two(7),
                two(fragment),
                new byte[] {64, (byte) protocol, 0, 0},
                address(from),
                address(to),
                content);
    }

    /** @param next of the first header behind the fixed one */
    public static byte[] ipv6(final long from, final long to, final int next, final byte[] content) {
        return join(
                new byte[] {0x60, 0, 0, 0},
                two(content.length),
                new byte[] {(byte) next, 64},
                eight(0x20010DB8_00000000L),
                eight(from),
                eight(0x20010DB8_00000000L),
                eight(to),
                content);
    }

    public static byte[] udpHeader(final int fromPort, final int toPort, final byte[] data) {
        return join(two(fromPort), two(toPort), two(8 + data.length), two(0), data);
    }

    public static byte[] tcpHeader(
            final int fromPort, final int toPort, final int sequence, final int flags, final byte[] data) {
        return join(
                two(fromPort),
                two(toPort),
                four(sequence),
                four(0),
                new byte[] {(byte) 0x60, (byte) flags},
                two(1000),
                two(0),
                two(0),
                // One option of four bytes.
                new byte[] {1, 1, 1, 1},
                data);
    }

    public static byte[] join(final byte[]... parts) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] two(final int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    public static byte[] four(final int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    public static byte[] eight(final long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static byte[] address(final String text) {
        final byte[] address = new byte[4];
        final String[] parts = text.split("\\.");
        for (int i = 0; i < 4; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }
}
