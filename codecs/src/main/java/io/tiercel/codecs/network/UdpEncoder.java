package io.tiercel.codecs.network;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * Headers of bare IP and UDP before a datagram whose own bytes are all that is there, with right lengths and checksums;
 * hop limit 64, no options, not fragmented. Big endian; the layout is that of {@link FrameFlyweight}.
 */
public final class UdpEncoder {
    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int UDP_LENGTH = 8;
    private static final byte UDP = 17;
    private static final byte HOP_LIMIT = 64;
    private static final short DO_NOT_FRAGMENT = 0x4000;

    private boolean ipv6;
    private long sourceHigh;
    private long sourceLow;
    private int sourcePort;
    private long destinationHigh;
    private long destinationLow;
    private int destinationPort;

    /** Before a datagram. */
    public static int headerLength(final boolean ipv6) {
        return (ipv6 ? IPV6_LENGTH : IPV4_LENGTH) + UDP_LENGTH;
    }

    /** @param low all of an address of IPv4 */
    public UdpEncoder from(final long high, final long low, final int port) {
        sourceHigh = high;
        sourceLow = low;
        sourcePort = port;
        return this;
    }

    /** Whether it is IPv6 holds for the sender's address, too. */
    public UdpEncoder to(final boolean newIpv6, final long high, final long low, final int port) {
        ipv6 = newIpv6;
        destinationHigh = high;
        destinationLow = low;
        destinationPort = port;
        return this;
    }

    /**
     * The datagram is in its place, {@link #headerLength} behind the offset.
     *
     * @return the length of headers and datagram
     */
    public int encode(final MutableDirectBuffer buffer, final int offset, final int datagramLength) {
        final int udpLength = UDP_LENGTH + datagramLength;
        final int udp;
        if (ipv6) {
            buffer.putInt(offset, 6 << 28, ORDER);
            buffer.putShort(offset + 4, (short) udpLength, ORDER);
            buffer.putByte(offset + 6, UDP);
            buffer.putByte(offset + 7, HOP_LIMIT);
            buffer.putLong(offset + 8, sourceHigh, ORDER);
            buffer.putLong(offset + 16, sourceLow, ORDER);
            buffer.putLong(offset + 24, destinationHigh, ORDER);
            buffer.putLong(offset + 32, destinationLow, ORDER);
            udp = offset + IPV6_LENGTH;
        } else {
            buffer.putShort(offset, (short) 0x4500, ORDER);
            buffer.putShort(offset + 2, (short) (IPV4_LENGTH + udpLength), ORDER);
            buffer.putShort(offset + 4, (short) 0, ORDER);
            buffer.putShort(offset + 6, DO_NOT_FRAGMENT, ORDER);
            buffer.putByte(offset + 8, HOP_LIMIT);
            buffer.putByte(offset + 9, UDP);
            buffer.putShort(offset + 10, (short) 0, ORDER);
            buffer.putInt(offset + 12, (int) sourceLow, ORDER);
            buffer.putInt(offset + 16, (int) destinationLow, ORDER);
            buffer.putShort(offset + 10, checksum(sum(buffer, offset, IPV4_LENGTH)), ORDER);
            udp = offset + IPV4_LENGTH;
        }
        buffer.putShort(udp, (short) sourcePort, ORDER);
        buffer.putShort(udp + 2, (short) destinationPort, ORDER);
        buffer.putShort(udp + 4, (short) udpLength, ORDER);
        buffer.putShort(udp + 6, (short) 0, ORDER);
        // Of the addresses, too, which stand right before.
        final int addresses = ipv6 ? 32 : 8;
        final short checksum = checksum(UDP + udpLength + sum(buffer, udp - addresses, addresses + udpLength));
        // 0 would say that there is none.
        buffer.putShort(udp + 6, checksum == 0 ? -1 : checksum, ORDER);
        return udp + udpLength - offset;
    }

    private static long sum(final MutableDirectBuffer buffer, final int offset, final int length) {
        long sum = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            sum += buffer.getShort(offset + i, ORDER) & 0xFFFF;
        }
        return (length & 1) == 0 ? sum : sum + ((buffer.getByte(offset + length - 1) & 0xFF) << Byte.SIZE);
    }

    private static short checksum(final long sum) {
        long folded = sum;
        while (folded >>> Short.SIZE != 0) {
            folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
        }
        return (short) ~folded;
    }
}
