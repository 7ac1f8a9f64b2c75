package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.soupbintcp.SoupBinTcpEncoder;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The example's market with its feed of ITCH, as it is wired: two lines, what is kept for who asks, both servers. The
 * virtual machine itself takes a few bytes now and then; so what is asked for is a stretch without a single one.
 */
final class MarketItchAllocationTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final int ROUND_MESSAGES = 100_000;
    private static final int QUIET_ROUNDS = 3;
    private static final int MAX_ROUNDS = 40;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final long[] messageCount = new long[1];
    /** Where the lines end; nobody reads them. */
    private final List<DatagramSocket> lines = new ArrayList<>();

    private int requestPort;
    private int snapshotPort;
    private LoadedConfiguration loaded;
    private ReferenceData reference;

    @AfterEach
    void close() {
        lines.forEach(DatagramSocket::close);
    }

    @Test
    void shouldAllocateNothingOnceWarm() throws IOException {
        try (NativeFeed feed = feed();
                SimVenue market = market(feed)) {
            market.start(START);
            final List<Long> rounds = new ArrayList<>();
            while (rounds.size() < MAX_ROUNDS && quietRounds(rounds) < QUIET_ROUNDS) {
                rounds.add(round(market, feed));
            }

            assertEquals(QUIET_ROUNDS, quietRounds(rounds), "bytes in rounds of " + ROUND_MESSAGES + ": " + rounds);
        }
        assertTrue(said.toString().contains("datagrams of ITCH, lost 0 on purpose or to nobody"), said::toString);
    }

    @Test
    void shouldBeNoticedWhenSomebodyTakesASnapshot() throws IOException {
        try (NativeFeed feed = feed();
                SimVenue market = market(feed);
                SocketChannel client = SocketChannel.open()) {
            market.start(START);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), snapshotPort));
            final UnsafeBuffer login = new UnsafeBuffer(new byte[64]);
            final int length = SoupBinTcpEncoder.login(login, 0, "", "", "", 1);
            client.write(ByteBuffer.wrap(login.byteArray(), 0, length));

            assertEquals(0, quietRounds(List.of(round(market, feed))));
        }
        assertTrue(said.toString().contains(", gave 1 snapshots, rejected 0"), said::toString);
    }

    private SimVenue market(final NativeFeed feed) {
        final VenueSink sink = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                messageCount[0]++;
                return true;
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                return true;
            }
        };
        return new SimVenue(
                BuiltInMarket.venue(venue(), 1),
                BuiltInMarket.instruments(venue(), reference),
                sink,
                feed,
                VenueLog.none());
    }

    private NativeFeed feed() throws IOException {
        for (int i = 0; i < 2; i++) {
            lines.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        }
        try (DatagramSocket requests = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ServerSocket snapshots = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requestPort = requests.getLocalPort();
            snapshotPort = snapshots.getLocalPort();
        }
        final String both = "127.0.0.1:" + lines.get(0).getLocalPort() + ",127.0.0.1:"
                + lines.get(1).getLocalPort();
        loaded = ConfigurationLoader.load(
                Path.of("..", "config", "sim-itch.conf"),
                Map.of(),
                List.of(
                        "venues.SIM.itch.loss=0",
                        "venues.SIM.itch.kept=1MiB",
                        "venues.SIM.itch.lines=" + both,
                        "venues.SIM.itch.requests=127.0.0.1:" + requestPort,
                        "venues.SIM.itch.snapshots=127.0.0.1:" + snapshotPort,
                        "venues.SIM.eventsPerSecond=20000"),
                OptionalLong.empty());
        reference = ReferenceData.load(loaded);
        return MarketFeed.open(venue(), reference, new PrintStream(said, true));
    }

    private Venue venue() {
        return loaded.configuration().venues().get(0);
    }

    /** Returns the bytes that it took. */
    private long round(final SimVenue market, final NativeFeed feed) {
        final long thread = Thread.currentThread().getId();
        final long end = messageCount[0] + ROUND_MESSAGES;
        // Time goes on from round to round.
        long timeNs = Math.max(START, market.nextEventNs());
        final long before = threads.getThreadAllocatedBytes(thread);
        while (messageCount[0] < end) {
            timeNs += STEP_NS;
            market.advanceTo(timeNs, Integer.MAX_VALUE);
            feed.doWork(timeNs);
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static int quietRounds(final List<Long> rounds) {
        int quiet = 0;
        for (final long bytes : rounds) {
            quiet = bytes == 0 ? quiet + 1 : 0;
        }
        return quiet;
    }
}
