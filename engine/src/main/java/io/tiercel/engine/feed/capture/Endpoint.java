package io.tiercel.engine.feed.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** An address and a port. */
public record Endpoint(boolean ipv6, long high, long low, int port) {
    /** @throws IllegalArgumentException when its host is not known */
    public static Endpoint of(final InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(address + " has no address; correct the host");
        }
        final ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
        return bytes.remaining() == Integer.BYTES
                ? new Endpoint(false, 0, bytes.getInt() & 0xFFFF_FFFFL, address.getPort())
                : new Endpoint(true, bytes.getLong(), bytes.getLong(), address.getPort());
    }

    /** As people write it: {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}. */
    @Override
    public String toString() {
        if (!ipv6) {
            return (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF) + ":"
                    + port;
        }
        final byte[] address =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        try {
            return "[" + InetAddress.getByAddress(address).getHostAddress() + "]:" + port;
        } catch (final UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
