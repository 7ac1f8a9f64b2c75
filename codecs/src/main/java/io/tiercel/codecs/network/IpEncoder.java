package io.tiercel.codecs.network;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Headers of bare IP and UDP, or TCP, before a content whose own bytes are all that is there, with right lengths and
 * checksums; hop limit 64, no options, not fragmented. Big endian; the layout is that of {@link FrameFlyweight}.
 */
public final class IpEncoder {
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int UDP_LENGTH = 8;
    private static final int TCP_LENGTH = 20;
    private static final byte UDP = 17;
    private static final byte TCP = 6;
    private static final byte HOP_LIMIT = 64;
    private static final short DO_NOT_FRAGMENT = 0x4000;
    private static final int TCP_ACK = 0x10;

    private boolean ipv6;
    private long sourceHigh;
    private long sourceLow;
    private int sourcePort;
    private long destinationHigh;
    private long destinationLow;
    private int destinationPort;

    /** Before a datagram of UDP. */
    public static int udpHeaderLength(final boolean ipv6) {
        return (ipv6 ? IPV6_LENGTH : IPV4_LENGTH) + UDP_LENGTH;
    }

    /** Before the content of a segment of TCP. */
    public static int tcpHeaderLength(final boolean ipv6) {
        return (ipv6 ? IPV6_LENGTH : IPV4_LENGTH) + TCP_LENGTH;
    }

    /** @param low all of an address of IPv4 */
    public IpEncoder from(final long high, final long low, final int port) {
        sourceHigh = high;
        sourceLow = low;
        sourcePort = port;
        return this;
    }

    /** Whether it is IPv6 holds for the sender's address, too. */
    public IpEncoder to(final boolean newIpv6, final long high, final long low, final int port) {
        ipv6 = newIpv6;
        destinationHigh = high;
        destinationLow = low;
        destinationPort = port;
        return this;
    }

    /**
     * The datagram is in its place, {@link #udpHeaderLength} behind the offset.
     *
     * @return the length of headers and datagram
     */
    public int udp(final MutableDirectBuffer buffer, final int offset, final int datagramLength) {
        final int length = UDP_LENGTH + datagramLength;
        final int udp = ip(buffer, offset, UDP, length);
        buffer.putShort(udp + 4, (short) length, ORDER);
        buffer.putShort(udp + 6, (short) 0, ORDER);
        final short checksum = checksum(buffer, udp, UDP, length);
        // 0 would say that there is none.
        buffer.putShort(udp + 6, checksum == 0 ? -1 : checksum, ORDER);
        return udp + length - offset;
    }

    /**
     * The content is in its place, {@link #tcpHeaderLength} behind the offset. The other side has said nothing but that
     * it wants a connection, as far as the headers tell.
     *
     * @param sequence of the first byte, or of a SYN itself
     * @param flags    {@link FrameFlyweight#TCP_SYN} and the others
     * @return the length of headers and content
     */
    public int tcp(
            final MutableDirectBuffer buffer,
            final int offset,
            final int contentLength,
            final int sequence,
            final int flags) {
        final int length = TCP_LENGTH + contentLength;
        final int tcp = ip(buffer, offset, TCP, length);
        buffer.putInt(tcp + 4, sequence, ORDER);
        buffer.putInt(tcp + 8, 1, ORDER);
        buffer.putByte(tcp + 12, (byte) (TCP_LENGTH / Integer.BYTES << 4));
        buffer.putByte(tcp + 13, (byte) (flags | TCP_ACK));
        // Any window; neither checksum nor urgent data yet
        buffer.putShort(tcp + 14, (short) -1, ORDER);
        buffer.putInt(tcp + 16, 0, ORDER);
        buffer.putShort(tcp + 16, checksum(buffer, tcp, TCP, length), ORDER);
        return tcp + length - offset;
    }

    /** Returns where the transport's header is, which begins with its ports. */
    private int ip(final MutableDirectBuffer buffer, final int offset, final byte protocol, final int length) {
        final int transport;
        if (ipv6) {
            buffer.putInt(offset, 6 << 28, ORDER);
            buffer.putShort(offset + 4, (short) length, ORDER);
            buffer.putByte(offset + 6, protocol);
            buffer.putByte(offset + 7, HOP_LIMIT);
            buffer.putLong(offset + 8, sourceHigh, ORDER);
            buffer.putLong(offset + 16, sourceLow, ORDER);
            buffer.putLong(offset + 24, destinationHigh, ORDER);
            buffer.putLong(offset + 32, destinationLow, ORDER);
            transport = offset + IPV6_LENGTH;
        } else {
            buffer.putShort(offset, (short) 0x4500, ORDER);
            buffer.putShort(offset + 2, (short) (IPV4_LENGTH + length), ORDER);
            buffer.putShort(offset + 4, (short) 0, ORDER);
            buffer.putShort(offset + 6, DO_NOT_FRAGMENT, ORDER);
            buffer.putByte(offset + 8, HOP_LIMIT);
            buffer.putByte(offset + 9, protocol);
            buffer.putShort(offset + 10, (short) 0, ORDER);
            buffer.putInt(offset + 12, (int) sourceLow, ORDER);
            buffer.putInt(offset + 16, (int) destinationLow, ORDER);
            buffer.putShort(offset + 10, folded(sum(buffer, offset, IPV4_LENGTH)), ORDER);
            transport = offset + IPV4_LENGTH;
        }
        buffer.putShort(transport, (short) sourcePort, ORDER);
        buffer.putShort(transport + 2, (short) destinationPort, ORDER);
        return transport;
    }

    /** Of the addresses, too, which stand right before. */
    private short checksum(
            final MutableDirectBuffer buffer, final int transport, final byte protocol, final int length) {
        final int addresses = ipv6 ? 32 : 8;
        return folded(protocol + length + sum(buffer, transport - addresses, addresses + length));
    }

    private static long sum(final MutableDirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += buffer.getShort(offset + i, ORDER) & 0xFFFF;
        }
        return (length & 1) == 0 ? sum : sum + ((buffer.getByte(offset + length - 1) & 0xFF) << Byte.SIZE);
    }

    private static short folded(final long sum) {
        long folded = sum;
        while (folded >>> Short.SIZE != 0) {
            folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        }
        return (short) ~folded;
    }
}
