package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The example's market with its channel of MDP 3.0: two lines of each feed, what is kept for who asks, the replay. */
final class MarketMdp3AllocationTest {
    private final MarketRounds rounds = new MarketRounds();
    private int replayPort;

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
        assertTrue(said.contains("datagrams of MDP 3.0, lost 0 on purpose or to nobody"), said);
    }

    @Test
    void shouldBeNoticedWhenSomebodyConnects() throws IOException {
        start();
        rounds.untilQuiet();
        try (SocketChannel client = SocketChannel.open()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), replayPort));

            assertTrue(rounds.round() > 0);
        }
        final String said = rounds.end();
        assertTrue(said.contains(", replayed 0 ranges, refused 0"), said);
    }

    private void start() throws IOException {
        try (ServerSocket replay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            replayPort = replay.getLocalPort();
        }
        rounds.start(
                "sim-mdp3.conf",
                List.of(
                        "venues.SIM.mdp3.loss=0",
                        "venues.SIM.mdp3.kept=1MiB",
                        "venues.SIM.mdp3.lines=" + rounds.line() + "," + rounds.line(),
                        "venues.SIM.mdp3.snapshotLines=" + rounds.line() + "," + rounds.line(),
                        "venues.SIM.mdp3.definitionLines=" + rounds.line() + "," + rounds.line(),
                        "venues.SIM.mdp3.replay=127.0.0.1:" + replayPort,
                        "venues.SIM.eventsPerSecond=20000"));
    }
}
