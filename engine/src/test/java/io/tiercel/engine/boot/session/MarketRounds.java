package io.tiercel.engine.boot.session;

import com.sun.management.ThreadMXBean;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.venue.sim.NativeFeed;
import io.tiercel.engine.venue.sim.SimVenue;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.engine.venue.sim.VenueSink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;

/**
 * An example's market with its feed in an exchange's form, as it is wired, and what its thread allocates in rounds of
 * messages. The virtual machine itself takes a few bytes now and then; so what is asked for is a stretch of rounds
 * without a single one.
 */
final class MarketRounds implements AutoCloseable {
    static final int QUIET_ROUNDS = 3;
    static final long START = 1_767_225_600_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final int ROUND_MESSAGES = 100_000;
    private static final int MAX_ROUNDS = 40;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    /** Where the lines end; nobody reads them. */
    private final List<DatagramSocket> lines = new ArrayList<>();

    private NativeFeed feed;
    private SimVenue market;
    private long messageCount;

    /** An address of a line. */
    String line() throws SocketException {
        lines.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        return "127.0.0.1:" + lines.get(lines.size() - 1).getLocalPort();
    }

    void start(final String example, final List<String> assignments) {
        final LoadedConfiguration loaded =
                ConfigurationLoader.load(Path.of("..", "config", example), Map.of(), assignments, OptionalLong.empty());
        final ReferenceData reference = ReferenceData.load(loaded);
        final Venue venue = loaded.configuration().venues().get(0);
        feed = MarketFeed.open(venue, reference, new PrintStream(said, true));
        final VenueSink sink = new VenueSink() {
            @Override
            public boolean onFeed(final DirectBuffer buffer, final int offset, final int length) {
                messageCount++;
                return true;
            }

            @Override
            public boolean onExecution(final DirectBuffer buffer, final int offset, final int length) {
                return true;
            }
        };
        market = new SimVenue(
                BuiltInMarket.venue(venue, 1),
                BuiltInMarket.instruments(venue, reference),
                sink,
                feed,
                VenueLog.none());
        market.start(START);
    }

    /** Until some in a row were quiet, or there were very many; returns the bytes that each took. */
    List<Long> untilQuiet() {
        final List<Long> rounds = new ArrayList<>();
        while (rounds.size() < MAX_ROUNDS && quiet(rounds) < QUIET_ROUNDS) {
            rounds.add(round());
        }
        return rounds;
    }

    /** How many of the last rounds took nothing. */
    static int quiet(final List<Long> rounds) {
        int quiet = 0;
        for (final long bytes : rounds) {
            quiet = bytes == 0 ? quiet + 1 : 0;
        }
        return quiet;
    }

    /** Returns the bytes that it took. */
    long round() {
        final long thread = Thread.currentThread().getId();
        final long end = messageCount + ROUND_MESSAGES;
        // Time goes on from round to round.
        long timeNs = Math.max(START, market.nextEventNs());
        final long before = threads.getThreadAllocatedBytes(thread);
        while (messageCount < end) {
            timeNs += STEP_NS;
            market.advanceTo(timeNs, Integer.MAX_VALUE);
            feed.doWork(timeNs);
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    /** What the feed says at its end, and before. */
    String end() {
        close();
        return said.toString();
    }

    @Override
    public void close() {
        if (market != null) {
            market.close();
            feed.close();
            market = null;
        }
        lines.forEach(DatagramSocket::close);
    }
}
