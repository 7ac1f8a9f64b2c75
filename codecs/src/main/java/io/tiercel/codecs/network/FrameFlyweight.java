package io.tiercel.codecs.network;

import io.tiercel.codecs.HotPath;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A captured frame, read in place down to what UDP or TCP carry. Big endian. Every length that a header names is held
 * against the bytes that are there; padding behind an IP packet is no part of it.
 *
 * <table>
 * <caption>Headers: offset/bytes of what is read</caption>
 * <tr><td>Ethernet</td><td>type 12/2; a tag of 4 bytes before it for each VLAN (types 8100, 88A8, 9100)</td></tr>
 * <tr><td>Linux, any interface</td><td>type 14/2 of 16, in its second version 0/2 of 20</td></tr>
 * <tr><td>loopback of BSD</td><td>address family 0/4, in the order of bytes of who captured it, of OpenBSD big
 * endian</td></tr>
 * <tr><td>IPv4</td><td>version and header length 0/1, total length 2/2, flags and fragment 6/2, protocol 9/1,
 * source 12/4, destination 16/4</td></tr>
 * <tr><td>IPv6</td><td>version 0/1, payload length 4/2, next header 6/1, source 8/16, destination 24/16; extension
 * headers: next 0/1, length 1/1</td></tr>
 * <tr><td>UDP</td><td>source port 0/2, destination port 2/2, length 4/2</td></tr>
 * <tr><td>TCP</td><td>source port 0/2, destination port 2/2, sequence 4/4, header length 12/1, flags 13/1</td></tr>
 * </table>
 */
@HotPath
public final class FrameFlyweight {
    /** Link types of captures that are read. */
    public static final int LINK_ETHERNET = 1;

    /** IPv4 or IPv6 without anything before it. */
    public static final int LINK_RAW_IP = 101;

    /** The same, by the numbers that some BSDs and OpenBSD write. */
    public static final int LINK_RAW_IP_BSD = 12;

    public static final int LINK_RAW_IP_OPENBSD = 14;

    /** The same, of one version. */
    public static final int LINK_IPV4 = 228;

    public static final int LINK_IPV6 = 229;

    /** What BSDs put before packets of their loopback interface, in their own order of bytes and in the network's. */
    public static final int LINK_LOOPBACK = 0;

    public static final int LINK_LOOPBACK_OPENBSD = 108;

    /** What Linux puts before packets that were captured on any interface, in its two versions. */
    public static final int LINK_LINUX_ANY = 113;

    public static final int LINK_LINUX_ANY_2 = 276;

    public static final int TCP_FIN = 0x01;
    public static final int TCP_SYN = 0x02;
    public static final int TCP_RST = 0x04;

    private static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;
    private static final int ETHERNET_LENGTH = 14;
    private static final int ETHERTYPE_OFFSET = 12;
    private static final int VLAN_LENGTH = 4;
    private static final int LINUX_LENGTH = 16;
    private static final int LINUX_TYPE_OFFSET = 14;
    private static final int LINUX_2_LENGTH = 20;
    private static final int FAMILY_LENGTH = 4;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int UDP_LENGTH = 8;
    private static final int TCP_LENGTH = 20;
    private static final int PORTS_LENGTH = 4;
    private static final int IPV6_UNIT = 8;

    /** More than any address family: its bytes are in the other order. */
    private static final int FAMILY_LIMIT = 1 << 16;

    private static final int FAMILY_IPV4 = 2;
    private static final int FAMILY_IPV6_LINUX = 10;
    private static final int FAMILY_IPV6_WINDOWS = 23;
    private static final int FAMILY_IPV6_NETBSD = 24;
    private static final int FAMILY_IPV6_FREEBSD = 28;
    private static final int FAMILY_IPV6_DARWIN = 30;

    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_SERVICE_VLAN = 0x88A8;
    private static final int TYPE_OLD_SERVICE_VLAN = 0x9100;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;

    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;

    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1FFF;
    private static final int IPV6_FRAGMENT_BITS = 0xFFF9;

    private DirectBuffer buffer;
    private int end;
    private int ip;
    private boolean ipv6;
    private int transport;
    private int payload;
    private int payloadLength;
    private boolean addressed;
    private boolean ports;
    private boolean tcp;

    /** What a frame carries. */
    public enum Content {
        UDP,
        TCP,
        /** A part of an IP packet: what it carries cannot be told without the others. */
        FRAGMENT,
        /** Something else. */
        OTHER,
        /** Of a link type that is not read: what it carries is not known. */
        UNKNOWN_LINK,
        /** Shorter than its headers say. */
        TORN
    }

    /**
     * Unless it is UDP or TCP nothing else may be called, but addresses and ports where {@link #isAddressed} and
     * {@link #hasPorts} say that they are there.
     */
    public Content wrap(final DirectBuffer newBuffer, final int offset, final int length, final int linkType) {
        buffer = newBuffer;
        end = offset + length;
        addressed = false;
        ports = false;
        return switch (linkType) {
            case LINK_ETHERNET -> ethernet(offset);
            case LINK_LINUX_ANY -> offset + LINUX_LENGTH > end ? Content.TORN : typed(offset + LINUX_TYPE_OFFSET);
            case LINK_LINUX_ANY_2 ->
                offset + LINUX_2_LENGTH > end ? Content.TORN : network(unsignedShort(offset), offset + LINUX_2_LENGTH);
            case LINK_RAW_IP, LINK_RAW_IP_BSD, LINK_RAW_IP_OPENBSD, LINK_IPV4, LINK_IPV6 -> rawIp(offset);
            case LINK_LOOPBACK, LINK_LOOPBACK_OPENBSD ->
                length < FAMILY_LENGTH ? Content.TORN : loopback(offset, linkType == LINK_LOOPBACK);
            default -> Content.UNKNOWN_LINK;
        };
    }

    /** Whether frames of this link type are read. */
    public static boolean reads(final int linkType) {
        return switch (linkType) {
            case LINK_ETHERNET,
                    LINK_LINUX_ANY,
                    LINK_LINUX_ANY_2,
                    LINK_RAW_IP,
                    LINK_RAW_IP_BSD,
                    LINK_RAW_IP_OPENBSD,
                    LINK_IPV4,
                    LINK_IPV6,
                    LINK_LOOPBACK,
                    LINK_LOOPBACK_OPENBSD -> true;
            default -> false;
        };
    }

    /** @param anyOrder whether the family's bytes may be in either order, which is that of who captured it */
    private Content loopback(final int offset, final boolean anyOrder) {
        final int written = buffer.getInt(offset, ORDER);
        final boolean reversed = anyOrder && Integer.compareUnsigned(written, FAMILY_LIMIT) >= 0;
        return switch (reversed ? Integer.reverseBytes(written) : written) {
            case FAMILY_IPV4 -> ipv4(offset + FAMILY_LENGTH);
            case FAMILY_IPV6_LINUX, FAMILY_IPV6_WINDOWS, FAMILY_IPV6_NETBSD, FAMILY_IPV6_FREEBSD, FAMILY_IPV6_DARWIN ->
                ipv6(offset + FAMILY_LENGTH);
            default -> Content.OTHER;
        };
    }

    private Content ethernet(final int offset) {
        return offset + ETHERNET_LENGTH > end ? Content.TORN : typed(offset + ETHERTYPE_OFFSET);
    }

    /** @param first where the type is, or the first tag before it */
    private Content typed(final int first) {
        int type = first;
        while (isVlan(unsignedShort(type))) {
            type += VLAN_LENGTH;
            if (type + Short.BYTES > end) {
                return Content.TORN;
            }
        }
        return network(unsignedShort(type), type + Short.BYTES);
    }

    private Content network(final int type, final int offset) {
        return switch (type) {
            case TYPE_IPV4 -> ipv4(offset);
            case TYPE_IPV6 -> ipv6(offset);
            default -> Content.OTHER;
        };
    }

    private static boolean isVlan(final int type) {
        return type == TYPE_VLAN || type == TYPE_SERVICE_VLAN || type == TYPE_OLD_SERVICE_VLAN;
    }

    private Content rawIp(final int offset) {
        if (offset >= end) {
            return Content.TORN;
        }
        return switch (buffer.getByte(offset) >> 4 & 0xF) {
            case 4 -> ipv4(offset);
            case 6 -> ipv6(offset);
            default -> Content.OTHER;
        };
    }

    private Content ipv4(final int offset) {
        ip = offset;
        ipv6 = false;
        if (offset + IPV4_LENGTH > end) {
            return Content.TORN;
        }
        final int headerLength = (buffer.getByte(offset) & 0xF) * Integer.BYTES;
        final int totalLength = unsignedShort(offset + 2);
        // A sender that leaves cutting to its network card writes 0.
        final int ipEnd = totalLength == 0 ? end : offset + totalLength;
        if ((buffer.getByte(offset) >> 4 & 0xF) != 4 || headerLength < IPV4_LENGTH) {
            return Content.TORN;
        }
        addressed = true;
        final int fragment = unsignedShort(offset + 6);
        if ((fragment & FRAGMENT_OFFSET) == 0) {
            findPorts(buffer.getByte(offset + 9) & 0xFF, offset + headerLength);
        }
        if (offset + headerLength > ipEnd || ipEnd > end) {
            return Content.TORN;
        }
        end = ipEnd;
        if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0) {
            return Content.FRAGMENT;
        }
        return transport(buffer.getByte(offset + 9) & 0xFF, offset + headerLength);
    }

    private Content ipv6(final int offset) {
        ip = offset;
        ipv6 = true;
        if (offset + IPV6_LENGTH > end || (buffer.getByte(offset) >> 4 & 0xF) != 6) {
            return Content.TORN;
        }
        final int payloadBytes = unsignedShort(offset + 4);
        final int ipEnd = payloadBytes == 0 ? end : offset + IPV6_LENGTH + payloadBytes;
        addressed = true;
        final boolean torn = ipEnd > end;
        end = Math.min(end, ipEnd);
        int next = buffer.getByte(offset + 6) & 0xFF;
        int header = offset + IPV6_LENGTH;
        while (next == HOP_BY_HOP
                || next == ROUTING
                || next == DESTINATION_OPTIONS
                || next == AUTHENTICATION
                || next == FRAGMENT) {
            if (header + IPV6_UNIT > end) {
                return Content.TORN;
            }
            if (next == FRAGMENT && (unsignedShort(header + 2) & IPV6_FRAGMENT_BITS) != 0) {
                return torn ? Content.TORN : Content.FRAGMENT;
            }
            final int length = extensionLength(next, buffer.getByte(header + 1) & 0xFF);
            next = buffer.getByte(header) & 0xFF;
            header += length;
            if (header > end) {
                return Content.TORN;
            }
        }
        findPorts(next, header);
        final Content content = transport(next, header);
        return torn ? Content.TORN : content;
    }

    private void findPorts(final int protocol, final int offset) {
        transport = offset;
        tcp = protocol == PROTOCOL_TCP;
        ports = (tcp || protocol == PROTOCOL_UDP) && offset + PORTS_LENGTH <= end;
    }

    private static int extensionLength(final int kind, final int units) {
        return switch (kind) {
            case FRAGMENT -> IPV6_UNIT;
            case AUTHENTICATION -> (units + 2) * Integer.BYTES;
            default -> (units + 1) * IPV6_UNIT;
        };
    }

    private Content transport(final int protocol, final int offset) {
        transport = offset;
        if (protocol == PROTOCOL_UDP) {
            return udp();
        }
        return protocol == PROTOCOL_TCP ? tcp() : Content.OTHER;
    }

    private Content udp() {
        if (transport + UDP_LENGTH > end) {
            return Content.TORN;
        }
        final int length = unsignedShort(transport + 4);
        if (length < UDP_LENGTH || transport + length > end) {
            return Content.TORN;
        }
        payload = transport + UDP_LENGTH;
        payloadLength = length - UDP_LENGTH;
        return Content.UDP;
    }

    private Content tcp() {
        if (transport + TCP_LENGTH > end) {
            return Content.TORN;
        }
        final int headerLength = (buffer.getByte(transport + 12) >> 4 & 0xF) * Integer.BYTES;
        if (headerLength < TCP_LENGTH || transport + headerLength > end) {
            return Content.TORN;
        }
        payload = transport + headerLength;
        payloadLength = end - payload;
        return Content.TCP;
    }

    /** Whether addresses are there, whatever is behind them: also of a fragment, and of what is torn. */
    public boolean isAddressed() {
        return addressed;
    }

    /** Whether ports are, too; not those of a fragment behind the first. */
    public boolean hasPorts() {
        return ports;
    }

    /** Whose ports they are; else those of UDP. */
    public boolean isTcp() {
        return tcp;
    }

    public boolean isIpv6() {
        return ipv6;
    }

    /** The upper 64 bits of an IPv6 address; 0 of IPv4. */
    public long sourceHigh() {
        return ipv6 ? buffer.getLong(ip + 8, ORDER) : 0;
    }

    /** The lower 64 bits of an IPv6 address, or the 32 of IPv4. */
    public long sourceLow() {
        return ipv6 ? buffer.getLong(ip + 16, ORDER) : buffer.getInt(ip + 12, ORDER) & 0xFFFF_FFFFL;
    }

    /** The upper 64 bits of an IPv6 address; 0 of IPv4. */
    public long destinationHigh() {
        return ipv6 ? buffer.getLong(ip + 24, ORDER) : 0;
    }

    /** The lower 64 bits of an IPv6 address, or the 32 of IPv4. */
    public long destinationLow() {
        return ipv6 ? buffer.getLong(ip + 32, ORDER) : buffer.getInt(ip + 16, ORDER) & 0xFFFF_FFFFL;
    }

    public int sourcePort() {
        return unsignedShort(transport);
    }

    public int destinationPort() {
        return unsignedShort(transport + 2);
    }

    /** Of TCP: the number of the payload's first byte, or of a SYN itself. */
    public int tcpSequence() {
        return buffer.getInt(transport + 4, ORDER);
    }

    /** Of TCP: {@link #TCP_FIN} and the others. */
    public int tcpFlags() {
        return buffer.getByte(transport + 13) & 0xFF;
    }

    /** In the buffer that was wrapped. */
    public int payloadOffset() {
        return payload;
    }

    public int payloadLength() {
        return payloadLength;
    }

    private int unsignedShort(final int index) {
        return buffer.getShort(index, ORDER) & 0xFFFF;
    }
}
