package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedRecovery;
import io.tiercel.engine.boot.configuration.EngineConfiguration.FeedType;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.boot.configuration.FeedCapture;
import io.tiercel.engine.boot.configuration.Mdp3Settings;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.capture.CapturedSocket;
import io.tiercel.engine.feed.itch.ItchMarket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is asked of the host for lines that are groups: nothing of it is done, and no group is joined here. And what the
 * host itself says of a socket that is none.
 */
final class FeedSocketsTest {
    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String loopback = loopback();

    @Test
    void shouldBindToTheGroupAndJoinItByItsInterface() {
        try (FeedSockets sockets = sockets(new FeedAddress("233.54.12.1", 26_400, loopback, ""))) {
            assertEquals(
                    List.of(
                            "open INET",
                            "not blocking",
                            "SO_RCVBUF 1048576",
                            "SO_REUSEADDR true",
                            "bind /233.54.12.1:26400",
                            "join 233.54.12.1 by " + loopback),
                    events);
            assertEquals(1 << 20, sockets.receiveBuffer(0));
            assertEquals(-1, sockets.drops(0));
        }
        assertEquals("close", events.get(events.size() - 1));
    }

    @Test
    void shouldHearOneSourceOnlyWhereItIsNamed() {
        try (FeedSockets sockets = sockets(
                new FeedAddress("233.54.12.1", 26_400, loopback, "206.200.43.72"),
                new FeedAddress("233.49.196.1", 26_400, loopback, "206.200.43.73"))) {
            assertTrue(
                    events.containsAll(List.of(
                            "join 233.54.12.1 by " + loopback + " from 206.200.43.72",
                            "join 233.49.196.1 by " + loopback + " from 206.200.43.73")),
                    events::toString);
            final List<CapturedSocket> captured = sockets.captured();
            assertEquals("233.54.12.1:26400", captured.get(0).to().toString());
            assertEquals(
                    "feed ITCH, line B at 233.49.196.1:26400 by " + loopback + " from 206.200.43.73",
                    captured.get(1).description());
        }
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains("feed ITCH: listens at 233.54.12.1:26400 by " + loopback + " from 206.200.43.72,"),
                () -> err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldJoinAGroupOfIpv6() {
        try (FeedSockets sockets = sockets(new FeedAddress("[ff3e::1234]", 26_400, loopback, ""))) {
            assertEquals("open INET6", events.get(0));
            assertEquals("join ff3e:0:0:0:0:0:0:1234 by " + loopback, events.get(5));
            assertEquals(
                    "[ff3e:0:0:0:0:0:0:1234]:26400",
                    sockets.captured().get(0).to().toString());
        }
    }

    @Test
    void shouldSayWhereTheKernelGivesNoTimes() {
        try (FeedSockets sockets = sockets(new FeedAddress("127.0.0.1", 40_311, "", ""))) {
            final DatagramLines lines = sockets.receiving(DatagramRecorder.NONE);

            assertEquals(17, lines.receivedNs(17));
        }
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains(
                                "feed ITCH: times of receipt are the lane's, since the kernel's cannot be had: the JVM"
                                        + " does not name the socket"),
                () -> err.toString(StandardCharsets.UTF_8));
    }

    /** What was sent on this host is there, or dropped, when the send has returned. */
    @Test
    void shouldShowWhatTheKernelDropsForWantOfRoom() throws IOException {
        final int sent = 300;
        final int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        final FeedAddress line = new FeedAddress("127.0.0.1", port, "", "");
        final Feed feed = feed(null, 8_192, false, line);
        try (FeedSockets sockets = new FeedSockets(feed, new PrintStream(err, true, StandardCharsets.UTF_8));
                DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assumeTrue(sockets.drops(0) >= 0, "skipped: this host does not say what it drops (/proc/net/udp)");
            final long buffer = sockets.receiveBuffer(0);
            assertTrue(buffer > 0 && buffer < sent * 1_000L, buffer + " bytes");
            assertTrue(
                    err.toString(StandardCharsets.UTF_8).contains("receive buffer " + buffer + " bytes"),
                    () -> err.toString(StandardCharsets.UTF_8));
            assertEquals(0, sockets.drops(0));

            for (int i = 0; i < sent; i++) {
                sender.send(new DatagramPacket(new byte[1_000], 1_000, InetAddress.getLoopbackAddress(), port));
            }

            final DatagramLines lines = sockets.receiving(DatagramRecorder.NONE);
            final ByteBuffer bytes = ByteBuffer.allocateDirect(2_048);
            int received = 0;
            while (lines.receive(bytes, 1)) {
                received++;
            }
            assertTrue(received > 0 && received < sent, received + " received");
            assertEquals(sent - received, sockets.drops(0));
            assertEquals("the host dropped " + (sent - received) + " at line A, " + line, sockets.drops());
        }
    }

    /** What is not a line of the incremental feed is none of A, B, C. */
    @Test
    void shouldNameSocketsByWhatTheyAreFor() {
        final Mdp3Settings settings = new Mdp3Settings(
                310,
                List.of(
                        new FeedAddress("224.0.31.22", 14_310, loopback, ""),
                        new FeedAddress("224.0.32.22", 14_310, loopback, "")),
                List.of(new FeedAddress("224.0.31.43", 14_310, loopback, "")),
                10,
                2,
                100,
                1_000,
                new FeedAddress("127.0.0.1", 26_000, "", ""),
                "me",
                "secret");
        try (FeedSockets sockets = sockets(
                settings,
                new FeedAddress("224.0.31.1", 14_310, loopback, ""),
                new FeedAddress("224.0.32.1", 14_310, loopback, ""))) {
            final List<CapturedSocket> captured = sockets.captured();
            assertEquals(
                    List.of("A", "B", "snapshots-A", "snapshots-B", "definitions-A", "replay"),
                    captured.stream().map(CapturedSocket::name).toList());
            assertEquals(
                    List.of(
                            "feed ITCH, line B at 224.0.32.1:14310 by " + loopback,
                            "feed ITCH, snapshots-A at 224.0.31.22:14310 by " + loopback,
                            "feed ITCH, packets of the TCP replay 127.0.0.1:26000"),
                    List.of(
                            captured.get(1).description(),
                            captured.get(2).description(),
                            captured.get(5).description()));
            assertEquals(6, sockets.count());
            assertEquals("definitions-A", sockets.name(4));
            assertEquals(1 << 20, sockets.receiveBuffer(4));
            assertTrue(sockets.hasBuffer(4) && !sockets.hasBuffer(5));
            assertEquals(-1, sockets.drops(5));
        }
    }

    @Test
    void shouldNotShareTheAddressOfALineThatIsNoGroup() {
        try (FeedSockets sockets = sockets(new FeedAddress("127.0.0.1", 40_311, "", ""))) {
            assertEquals(
                    List.of("open INET", "not blocking", "SO_RCVBUF 1048576", "bind /127.0.0.1:40311"),
                    events,
                    sockets::toString);
        }
    }

    @Test
    void shouldNameAnInterfaceThatTheHostDoesNotHave() {
        final EnvironmentException thrown = assertThrows(
                EnvironmentException.class, () -> sockets(new FeedAddress("233.54.12.1", 26_400, "none9", "")));

        assertEquals(
                "feed ITCH cannot listen at feeds.ITCH.receive = 233.54.12.1:26400 by none9: this host has no interface"
                        + " none9; correct the address, or end who uses it",
                thrown.getMessage());
        assertEquals("close", events.get(events.size() - 1));
    }

    /** Configurations do not get as far; the host has the last word all the same. */
    @Test
    void shouldSayWhatTheHostRefusesToJoin() {
        final EnvironmentException thrown = assertThrows(
                EnvironmentException.class,
                () -> sockets(new FeedAddress("233.54.12.1", 26_400, loopback, "2001:db8::1")));

        assertEquals(
                "feed ITCH cannot listen at feeds.ITCH.receive = 233.54.12.1:26400 by " + loopback
                        + " from 2001:db8::1: Source address is different type to group; correct the address, or end"
                        + " who uses it",
                thrown.getMessage());
        assertEquals("close", events.get(events.size() - 1));
    }

    @Test
    void shouldCloseTheLinesBeforeOneThatCannotBeJoined() {
        assertThrows(
                EnvironmentException.class,
                () -> sockets(
                        new FeedAddress("233.54.12.1", 26_400, loopback, "206.200.43.72"),
                        new FeedAddress("233.54.12.2", 26_400, "none9", "206.200.43.72")));

        assertEquals(List.of("close", "close"), events.subList(events.size() - 2, events.size()));
    }

    private FeedSockets sockets(final FeedAddress... lines) {
        return sockets(null, lines);
    }

    private FeedSockets sockets(final Mdp3Settings mdp3, final FeedAddress... lines) {
        return new FeedSockets(
                feed(mdp3, 1 << 20, true, lines), new PrintStream(err, true, StandardCharsets.UTF_8), family -> {
                    events.add("open " + family.name());
                    return new FakeDatagramChannel(events);
                });
    }

    private static Feed feed(
            final Mdp3Settings mdp3, final long receiveBuffer, final boolean kernelTime, final FeedAddress... lines) {
        return new Feed(
                "ITCH",
                1,
                FeedType.ITCH,
                "aeron:ipc",
                List.of(lines),
                "",
                "America/New_York",
                ItchMarket.NASDAQ,
                receiveBuffer,
                kernelTime,
                -1,
                Idle.BACKOFF,
                new FeedRecovery(null, null, "", "", ArbitrationBounds.DEFAULT),
                new FeedCapture(false, "", 1 << 20, 0, 1 << 20),
                null,
                mdp3);
    }

    private static String loopback() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                    .getName();
        } catch (final SocketException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
