package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.feed.DatagramLines;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.KernelStamp;
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
 * of the recovery and instrument feeds stand behind those of the incremental one. What a TCP replay sends stands last:
 * each request has a connection of its own. Main's.
 */
final class FeedSockets implements AutoCloseable {
    private final Feed feed;
    private final PrintStream err;
    private final Opener opener;
    private final List<DatagramChannel> lines = new ArrayList<>();
    /** Those above, then that of the request server, then the replay. */
    private final List<Opened> opened = new ArrayList<>();

    private final SocketDrops drops;
    private DatagramChannel requests;

    /** Where sockets come from. */
    interface Opener {
        DatagramChannel open(ProtocolFamily family) throws IOException;
    }

    /**
     * One of them.
     *
     * @param name          what it is for; of a line its letter
     * @param configured    of a server its address
     * @param local         null of what comes by TCP
     * @param receiveBuffer what the host gave
     */
    private record Opened(String name, FeedAddress configured, InetSocketAddress local, long receiveBuffer) {}

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
                openAll(feed.lines(), "", feed.lines().size() > 1 ? "lines" : "receive", protocol());
            }
            if (feed.mdp3() != null) {
                openAll(feed.mdp3().snapshotLines(), "snapshots-", "snapshotLines", "takes snapshots");
                openAll(feed.mdp3().definitionLines(), "definitions-", "definitionLines", "takes definitions");
            }
            if (feed.recovery().requestServer() != null) {
                connect(feed.recovery().requestServer());
            }
            if (feed.mdp3() != null && feed.mdp3().replayServer() != null) {
                opened.add(new Opened(CapturedSocket.REPLAY, feed.mdp3().replayServer(), null, 0));
            }
            if (feed.recovery().snapshotServer() != null) {
                opened.add(new Opened(CapturedSocket.SNAPSHOT, feed.recovery().snapshotServer(), null, 0));
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

    private void openAll(final List<FeedAddress> addresses, final String role, final String key, final String what) {
        for (int i = 0; i < addresses.size(); i++) {
            open(role + (char) ('A' + i), addresses.get(i), key, what);
        }
    }

    private void open(final String name, final FeedAddress line, final String key, final String what) {
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
            if (line.isGroup()) {
                join(socket, host, line);
            }
            final int given = socket.getOption(StandardSocketOptions.SO_RCVBUF);
            opened.add(new Opened(name, line, address, given));
            err.println("feed " + feed.name() + ": listens at " + line + ", " + what + "; receive buffer " + given
                    + " bytes" + remark(given));
        } catch (final IOException | UnsupportedOperationException | IllegalArgumentException failed) {
            // Of the last kind are hosts that nobody knows, and groups that a host refuses to join.
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot listen at feeds." + feed.name() + "." + key
                            + " = " + line + ": "
                            + Causes.message(failed) + "; correct the address, or end who uses it",
                    failed);
        }
    }

    private String remark(final int given) {
        return given < feed.receiveBufferBytes()
                ? ": the host gives less than the " + feed.receiveBufferBytes()
                        + " that are configured; raise net.core.rmem_max"
                : "";
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
            final int given = requests.getOption(StandardSocketOptions.SO_RCVBUF);
            opened.add(
                    new Opened(CapturedSocket.ANSWERS, server, (InetSocketAddress) requests.getLocalAddress(), given));
            err.println("feed " + feed.name() + ": asks " + server + " for what is missing; receive buffer " + given
                    + " bytes" + remark(given));
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
        return new DatagramLines(lines, requests, stamps(), recorder);
    }

    private List<KernelStamp> stamps() {
        final List<KernelStamp> stamps = new ArrayList<>();
        try {
            if (feed.kernelTime()) {
                lines.forEach(line -> stamps.add(KernelStamp.of(line)));
            }
            if (feed.kernelTime() && requests != null) {
                stamps.add(KernelStamp.of(requests));
            }
        } catch (final UnsupportedOperationException none) {
            err.println("feed " + feed.name() + ": times of receipt are the lane's, since the kernel's cannot be had: "
                    + none.getMessage());
            stamps.clear();
        }
        return stamps;
    }

    /** As captures describe them, in the order in which the lane knows them. */
    List<CapturedSocket> captured() {
        return opened.stream().map(this::captured).toList();
    }

    /** What a feed's snapshot server sends. */
    static CapturedSocket snapshots(final Feed feed) {
        final FeedAddress server = feed.recovery().snapshotServer();
        return new CapturedSocket(
                CapturedSocket.SNAPSHOT,
                "feed " + feed.name() + ", snapshots of " + server,
                null,
                Endpoint.of(new InetSocketAddress(server.host(), server.port())));
    }

    private CapturedSocket captured(final Opened socket) {
        final String begin = "feed " + feed.name() + ", ";
        return switch (socket.name()) {
            case CapturedSocket.ANSWERS ->
                new CapturedSocket(
                        socket.name(),
                        begin + "answers of the request server " + socket.configured(),
                        Endpoint.of(socket.local()),
                        Endpoint.of(server(socket)));
            case CapturedSocket.REPLAY ->
                new CapturedSocket(
                        socket.name(),
                        begin + "packets of the TCP replay " + socket.configured(),
                        null,
                        Endpoint.of(server(socket)));
            case CapturedSocket.SNAPSHOT -> snapshots(feed);
            default ->
                new CapturedSocket(
                        socket.name(),
                        begin + title(opened.indexOf(socket)) + " at " + socket.configured(),
                        Endpoint.of(socket.local()),
                        null);
        };
    }

    private static InetSocketAddress server(final Opened socket) {
        return new InetSocketAddress(
                socket.configured().host(), socket.configured().port());
    }

    int count() {
        return opened.size();
    }

    /** What a socket is for: snapshots-A, answers; of a line its letter. */
    String name(final int socket) {
        return opened.get(socket).name();
    }

    /** The same, in words. */
    private String title(final int socket) {
        return socket < feed.lines().size() ? "line " + name(socket) : name(socket);
    }

    /** As the configuration has it. */
    FeedAddress address(final int socket) {
        return opened.get(socket).configured();
    }

    /** Whether it takes datagrams, and no connections. */
    boolean hasBuffer(final int socket) {
        return opened.get(socket).local() != null;
    }

    /** What the host gave to a socket. */
    long receiveBuffer(final int socket) {
        return opened.get(socket).receiveBuffer();
    }

    /** What the host has thrown away at a socket; -1 when it does not say. */
    long drops(final int socket) {
        return hasBuffer(socket) ? drops.of(opened.get(socket).local()) : -1;
    }

    /** To the request server, or null. */
    DatagramChannel requests() {
        return requests;
    }

    /** What the host has thrown away since each socket was opened, for people; empty when it does not say. */
    String drops() {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            final long dropped = drops(i);
            if (dropped >= 0) {
                texts.add(dropped + " at " + title(i) + ", " + address(i));
            }
        }
        return texts.isEmpty() ? "" : "the host dropped " + String.join("; ", texts);
    }

    @Override
    public void close() {
        lines.forEach(CloseHelper::quietClose);
        CloseHelper.quietClose(requests);
    }
}
