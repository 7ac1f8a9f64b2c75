package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example's market with its feed of ITCH: two lines, what is kept for who asks, both servers. */
final class MarketItchAllocationTest {
    private final MarketRounds rounds = new MarketRounds();
    private int snapshotPort;

    @AfterEach
    void close() {
        rounds.close();
    }

    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        start();

        final List<Long> bytes = rounds.untilQuiet();

        assertEquals(MarketRounds.QUIET_ROUNDS, MarketRounds.quiet(bytes), bytes::toString);
        final String said = rounds.end();
        assertTrue(said.contains("datagrams of ITCH, lost 0 on purpose or to nobody"), said);
    }

    @Test
    void shouldBeNoticedWhenSomebodyTakesASnapshot() throws IOException {
        start();
        try (SocketChannel client = SocketChannel.open()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), snapshotPort));
            final UnsafeBuffer login = new UnsafeBuffer(new byte[64]);
            final int length = SoupBinTcpEncoder.login(login, 0, "", "", "", 1);
            client.write(ByteBuffer.wrap(login.byteArray(), 0, length));

            assertTrue(rounds.round() > 0);
        }
        final String said = rounds.end();
        assertTrue(said.contains(", gave 1 snapshots, rejected 0"), said);
    }

    private void start() throws IOException {
        final int requestPort;
        try (DatagramSocket requests = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ServerSocket snapshots = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requestPort = requests.getLocalPort();
            snapshotPort = snapshots.getLocalPort();
        }
        rounds.start(
                "sim-itch.conf",
                List.of(
                        "venues.SIM.itch.loss=0",
                        "venues.SIM.itch.kept=1MiB",
                        "venues.SIM.itch.lines=" + rounds.line() + "," + rounds.line(),
                        "venues.SIM.itch.requests=127.0.0.1:" + requestPort,
                        "venues.SIM.itch.snapshots=127.0.0.1:" + snapshotPort,
                        "venues.SIM.eventsPerSecond=20000"));
    }
}
