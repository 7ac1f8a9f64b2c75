package io.tiercel.engine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tiercel.engine.feed.itch.GlimpseServer;
import io.tiercel.engine.feed.itch.ItchImage;
import io.tiercel.engine.feed.mdp3.SentPackets;
import io.tiercel.engine.feed.mdp3.TcpReplayServer;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections over the loopback. */
final class ArrivalsTest {
    private final List<SocketChannel> clients = new ArrayList<>();
    private ServerSocketChannel listening;
    private long nowNs = 7;
    private int failures;

    @BeforeEach
    void begin() throws IOException {
        listening = ServerSocketChannel.open();
        listening.configureBlocking(false);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void end() throws IOException {
        for (final SocketChannel client : clients) {
            client.close();
        }
        listening.close();
    }

    @Test
    void shouldTryAgainAfterAPauseWhereItFails() throws IOException {
        failures = 1;
        try (Arrivals arrivals = new Arrivals(listening, this::accept, () -> nowNs)) {
            connect(1);
            assertNull(arrivals.next(0));
            assertEquals(1, arrivals.failedCount());

            nowNs += Arrivals.PAUSE_NS - 1;
            assertNull(arrivals.next(0));
            nowNs++;
            try (SocketChannel accepted = arrivals.next(0)) {
                assertFalse(accepted.isBlocking());
            }
            assertEquals(1, arrivals.failedCount());
            assertEquals(", could not accept 1", arrivals.text());
        }
    }

    private SocketChannel accept() throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("Too many open files");
        }
        return listening.accept();
    }

    @Test
    void shouldCountWhoComesToAFullSnapshotServer() throws IOException {
        try (GlimpseServer server = new GlimpseServer(listening, new ItchImage(), "DAY1", "", "")) {
            assertTurnsAway(server::poll, server::arrivals);
        }
    }

    @Test
    void shouldCountWhoComesToAFullStreamServer() throws IOException {
        final SentMessages sent = new SentMessages(1 << 20);
        try (SoupBinTcpServer server = new SoupBinTcpServer(listening, sent, "DAY1", SoupBinTcpServer.Rules.NONE)) {
            assertTurnsAway(server::poll, server::arrivals);
        }
    }

    @Test
    void shouldCountWhoComesToAFullReplay() throws IOException {
        try (TcpReplayServer server = new TcpReplayServer(listening, new SentPackets(1 << 10), 310, "", "")) {
            assertTurnsAway(server::poll, server::arrivals);
        }
    }

    private void assertTurnsAway(final Runnable poll, final Supplier<Arrivals> arrivals) throws IOException {
        connect(Arrivals.MAX_CLIENTS);
        for (int i = 0; i < Arrivals.MAX_CLIENTS; i++) {
            poll.run();
        }
        assertEquals("", arrivals.get().text());

        connect(2);
        poll.run();
        poll.run();
        assertEquals(2, arrivals.get().turnedAwayCount());
        assertEquals(0, arrivals.get().failedCount());
        assertEquals(", turned away 2 beyond 16 connections", arrivals.get().text());
    }

    /** Over the loopback, who is connected waits to be accepted. */
    private void connect(final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(SocketChannel.open(listening.getLocalAddress()));
        }
    }
}
