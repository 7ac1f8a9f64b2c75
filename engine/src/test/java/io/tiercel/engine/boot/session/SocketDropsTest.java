package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SocketDropsTest {
    /** As Linux writes it; 40311 is 9D77. */
    private static final List<String> TABLE = List.of(
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref"
                    + " pointer drops",
            "  101: 0100007F:9D77 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11 2 0000 17",
            "  102: 00000000:9D78 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12 2 0000 5",
            "  103: 0200007F:9D77 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 13 2 0000 3");

    private final SocketDrops drops = new SocketDrops(Set.of("11", "12", "14"));

    @Test
    void shouldFindItsOwnSocketByItsAddress() {
        assertEquals(17, drops.of(TABLE, address("127.0.0.1", 40_311)));
        assertEquals(5, drops.of(TABLE, address("0.0.0.0", 40_312)));
        assertEquals(-1, drops.of(TABLE, address("127.0.0.2", 40_311)), "another process's");
        assertEquals(-1, drops.of(TABLE, address("127.0.0.1", 1)));
        assertEquals(-1, drops.of(List.of(""), address("127.0.0.1", 1)));
    }

    @Test
    void shouldFindAGroupAndAnAddressOfIpv6() {
        final List<String> groups = List.of(
                "  7: 010C36E9:6720 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 14 2 0000 9",
                "  8: B80D0120000000000000000002000000:6720 00000000000000000000000000000000:0000 07 00000000:00000000"
                        + " 00:00000000 00000000     0        0 11 2 0000 8");

        assertEquals(9, drops.of(groups, address("233.54.12.1", 26_400)));
        assertEquals(8, drops.of(groups, address("2001:db8::2", 26_400)));
    }

    @Test
    void shouldReadTheHostsOwnTableWhereThereIsOne() throws IOException {
        try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET)) {
            socket.bind(address("127.0.0.1", 0));

            final long dropped = SocketDrops.ofThisProcess().of((InetSocketAddress) socket.getLocalAddress());

            assertEquals(Files.exists(Path.of("/proc/net/udp")) ? 0 : -1, dropped);
        }
    }

    private static InetSocketAddress address(final String host, final int port) {
        return new InetSocketAddress(host, port);
    }
}
