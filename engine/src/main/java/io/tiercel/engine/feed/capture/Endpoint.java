package io.tiercel.engine.feed.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** An address and a port. */
public record Endpoint(boolean ipv6, long high, long low, int port) {
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
