package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.capture.CapturedSocket;
import io.tiercel.engine.feed.capture.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * The sockets of one feed's lane: its lines, with their groups joined, and one to the request server. Of MDP 3.0 those
 * of the recovery and instrument feeds stand behind those of the incremental one. Main's.
 */
final class FeedSockets implements AutoCloseable {
    private final Feed feed;
    private final PrintStream err;
    private final Opener opener;
    private final List<DatagramChannel> lines = new ArrayList<>();
    /** As the configuration has them, and below what they are: of each line above. */
    private final List<FeedAddress> opened = new ArrayList<>();

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<Long> receiveBuffers = new ArrayList<>();
    private final SocketDrops drops;
    private DatagramChannel requests;

    /** Where sockets come from. */
    interface Opener {
        DatagramChannel open(ProtocolFamily family) throws IOException;
    }

    /** @throws EnvironmentException when an address cannot be used */
    FeedSockets(final Feed feed, final PrintStream err) {
        this(feed, err, DatagramChannel::open);
    }

    FeedSockets(final Feed feed, final PrintStream err, final Opener opener) {
        this.feed = feed;
        this.err = err;
        this.opener = opener;
        try {
            if (feed.stream() == null) {
                openAll(feed.lines(), feed.lines().size() > 1 ? "lines" : "receive", protocol());
            }
            if (feed.mdp3() != null) {
                openAll(feed.mdp3().snapshotLines(), "snapshotLines", "takes snapshots");
                openAll(feed.mdp3().definitionLines(), "definitionLines", "takes definitions");
            }
            if (feed.recovery().requestServer() != null) {
                connect(feed.recovery().requestServer());
            }
        } catch (final EnvironmentException failed) {
            close();
            throw failed;
        }
        drops = SocketDrops.ofThisProcess();
    }

    private String protocol() {
        return feed.mdp3() == null ? "decodes ITCH 5.0" : "decodes MDP 3.0";
    }

    private void openAll(final List<FeedAddress> addresses, final String key, final String what) {
        for (final FeedAddress line : addresses) {
            open(line, key, what);
        }
    }

    private void open(final FeedAddress line, final String key, final String what) {
        try {
            final InetAddress host = InetAddress.getByName(line.host());
            final DatagramChannel socket = opener.open(family(host));
            lines.add(socket);
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.SO_RCVBUF, Math.toIntExact(feed.receiveBufferBytes()));
            if (line.isGroup()) {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            // Bound to the group itself: others on the same port are not heard.
            final InetSocketAddress address = new InetSocketAddress(host, line.port());
            socket.bind(address);
            opened.add(line);
            addresses.add(address);
            if (line.isGroup()) {
                join(socket, host, line);
            }
            final int given = socket.getOption(StandardSocketOptions.SO_RCVBUF);
            receiveBuffers.add((long) given);
            err.println("feed " + feed.name() + ": listens at " + line + ", " + what + "; receive buffer " + given
                    + " bytes"
                    + (given < feed.receiveBufferBytes()
                            ? ": the host gives less than the " + feed.receiveBufferBytes()
                                    + " that are configured; raise net.core.rmem_max"
                            : ""));
        } catch (final IOException | UnresolvedAddressException | UnsupportedOperationException failed) {
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot listen at feeds." + feed.name() + "." + key
                            + " = " + line + ": "
                            + Causes.message(failed) + "; correct the address, or end who uses it",
                    failed);
        }
    }

    private static void join(final DatagramChannel socket, final InetAddress group, final FeedAddress line)
            throws IOException {
        final NetworkInterface networkInterface = NetworkInterface.getByName(line.networkInterface());
        if (networkInterface == null) {
            throw new IOException("this host has no interface " + line.networkInterface());
        }
        if (line.source().isEmpty()) {
            socket.join(group, networkInterface);
        } else {
            socket.join(group, networkInterface, InetAddress.getByName(line.source()));
        }
    }

    private void connect(final FeedAddress server) {
        try {
            final InetAddress host = InetAddress.getByName(server.host());
            requests = opener.open(family(host));
            requests.configureBlocking(false);
            requests.setOption(StandardSocketOptions.SO_RCVBUF, Math.toIntExact(feed.receiveBufferBytes()));
            // Nobody else is heard.
            requests.connect(new InetSocketAddress(host, server.port()));
            err.println("feed " + feed.name() + ": asks " + server + " for what is missing");
        } catch (final IOException | UnresolvedAddressException failed) {
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot ask feeds." + feed.name() + ".requestServer = " + server + ": "
                            + Causes.message(failed) + "; correct the address",
                    failed);
        }
    }

    private static ProtocolFamily family(final InetAddress host) {
        return host instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /** All that the lane reads. */
    DatagramLines receiving(final DatagramRecorder recorder) {
        return new DatagramLines(lines, requests, recorder);
    }

    /** As captures describe them: the lines, then that of the request server. */
    List<CapturedSocket> captured() {
        final List<CapturedSocket> captured = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            captured.add(new CapturedSocket(
                    name(i),
                    "feed " + feed.name() + ", line " + name(i) + " at " + opened.get(i),
                    Endpoint.of(addresses.get(i)),
                    null));
        }
        if (requests != null) {
            final FeedAddress server = feed.recovery().requestServer();
            try {
                captured.add(new CapturedSocket(
                        CapturedSocket.ANSWERS,
                        "feed " + feed.name() + ", answers of the request server " + server,
                        Endpoint.of((InetSocketAddress) requests.getLocalAddress()),
                        Endpoint.of((InetSocketAddress) requests.getRemoteAddress())));
            } catch (final IOException closed) {
                throw new EnvironmentException(
                        "feed " + feed.name() + ": its socket to " + server + " is closed", closed);
            }
        }
        return captured;
    }

    /** The first line is A. */
    static String name(final int line) {
        return String.valueOf((char) ('A' + line));
    }

    /** What the host gave to a line. */
    long receiveBuffer(final int line) {
        return receiveBuffers.get(line);
    }

    /** What the host has thrown away at a line; -1 when it does not say. */
    long drops(final int line) {
        return line < addresses.size() ? drops.of(addresses.get(line)) : -1;
    }

    /** To the request server, or null. */
    DatagramChannel requests() {
        return requests;
    }

    /** What the host has thrown away since each socket was opened, for people; empty when it does not say. */
    String drops() {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            final long dropped = drops(i);
            if (dropped >= 0) {
                texts.add(dropped + " at " + opened.get(i));
            }
        }
        return texts.isEmpty() ? "" : "the host dropped " + String.join(", ", texts);
    }

    @Override
    public void close() {
        lines.forEach(CloseHelper::quietClose);
        CloseHelper.quietClose(requests);
    }
}
