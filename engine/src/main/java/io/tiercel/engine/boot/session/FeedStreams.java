package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.boot.configuration.FeedStream;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.capture.CapturedSocket;
import io.tiercel.engine.feed.capture.Endpoint;
import io.tiercel.engine.feed.soupbintcp.LineWord;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpLines;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpSettings;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The servers of one feed whose messages come by TCP, each a line. Main's. */
final class FeedStreams implements AutoCloseable {
    /** A server that is lost and found many times a second is told of less often. */
    private static final long TELL_NS = 1_000_000_000L;

    private final Feed feed;
    private final PrintStream err;
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private final SoupBinTcpLines lines;
    private final String[] told;
    private final long[] toldNs;

    /** @throws EnvironmentException when a server has no address */
    FeedStreams(final Feed feed, final FeedCounts counts, final PrintStream err) {
        this.feed = feed;
        this.err = err;
        for (final FeedAddress server : feed.lines()) {
            final InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
            if (address.isUnresolved()) {
                throw new EnvironmentException("feed " + feed.name() + " cannot follow feeds." + feed.name()
                        + ".streamServers = " + server + ": no such host is known; correct the address");
            }
            servers.add(address);
            err.println("feed " + feed.name() + ": follows " + server + " by SoupBinTCP, decodes ITCH 5.0");
        }
        told = new String[servers.size()];
        Arrays.fill(told, "");
        toldNs = new long[servers.size()];
        final FeedStream stream = feed.stream();
        lines = new SoupBinTcpLines(
                servers,
                new SoupBinTcpSettings(
                        stream.user(),
                        stream.password(),
                        feed.session(),
                        stream.timeoutNs(),
                        stream.retryNs(),
                        stream.retryMostNs(),
                        stream.behindNs(),
                        Math.toIntExact(feed.receiveBufferBytes()),
                        servers.size() > 1),
                counts);
    }

    SoupBinTcpLines lines() {
        return lines;
    }

    /** As captures describe them: the lines, then what was asked for. */
    List<CapturedSocket> captured() {
        final List<CapturedSocket> captured = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            final Endpoint server = Endpoint.of(servers.get(i));
            captured.add(new CapturedSocket(
                    name(i),
                    "feed " + feed.name() + ", line " + name(i) + ": what "
                            + feed.lines().get(i) + " sent by SoupBinTCP, as packets of MoldUDP64",
                    server,
                    server));
        }
        // Not one of a line's: whatever it is, nothing goes there.
        final InetSocketAddress nobody = new InetSocketAddress(servers.get(0).getAddress(), 0);
        captured.add(new CapturedSocket(
                CapturedSocket.ANSWERS,
                "feed " + feed.name() + ", what its servers sent again, as packets of MoldUDP64",
                Endpoint.of(nobody),
                Endpoint.of(nobody)));
        if (feed.recovery().snapshotServer() != null) {
            captured.add(FeedSockets.snapshots(feed));
        }
        return captured;
    }

    /** Of a line, its letter. */
    static String name(final int line) {
        return String.valueOf((char) ('A' + line));
    }

    /** Says what has become of connections since it was asked last. */
    void tell() {
        for (int i = 0; i < told.length; i++) {
            final String text = lines.word(i).text();
            if (!text.equals(told[i]) && (told[i].isEmpty() || System.nanoTime() - toldNs[i] >= TELL_NS)) {
                told[i] = text;
                toldNs[i] = System.nanoTime();
                err.println("feed " + feed.name() + ": line " + name(i) + " at "
                        + feed.lines().get(i) + ": " + text);
            }
        }
    }

    /** What is counted of a line, for programs. */
    void addTo(final Map<String, Long> counts, final int line) {
        final LineWord word = lines.word(line);
        counts.put("receiveBufferAsked", feed.receiveBufferBytes());
        counts.put("receiveBuffer", word.receiveBuffer());
        counts.put("connected", word.connected() ? 1L : 0L);
        counts.put("logins", word.loginCount());
        counts.put("failures", word.failureCount());
    }

    @Override
    public void close() {
        lines.close();
    }
}
