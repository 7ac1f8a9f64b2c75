package io.tiercel.engine.boot.session;

import io.tiercel.engine.feed.itch.GlimpseServer;
import io.tiercel.engine.feed.itch.ItchImage;
import io.tiercel.engine.feed.itch.ItchPlayer;
import io.tiercel.engine.feed.moldudp64.MoldUdp64RequestServer;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import io.tiercel.engine.feed.soupbintcp.SoupBinTcpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * What an exchange has beside the lines of a feed that is played: a request server and a snapshot server, and in place
 * of lines a server of the stream. The player's thread's.
 */
public final class PlayedServers implements ItchPlayer.Beside, AutoCloseable {
    /** Of the session's newest messages, for those who ask. */
    private static final long KEPT_BYTES = 64L << 20;
    /** In front of an option's name, as the user writes it. */
    private static final String PLAYER_OPTIONS = "--";

    private static final long POLL_NS = 200_000L;
    private static final long IDLE_NS = 100_000_000L;

    private final String who;
    private final String options;
    private final PrintStream err;
    private final SentMessages sent;
    private final ItchImage image = new ItchImage();
    private DatagramChannel requestSocket;
    private MoldUdp64RequestServer requests;
    private GlimpseServer snapshots;
    private SoupBinTcpServer stream;
    private String session;

    /** Of a file that is played, as this session. */
    public PlayedServers(final String session, final PrintStream err) {
        this("session " + session, PLAYER_OPTIONS, new SentMessages(KEPT_BYTES), err);
        this.session = session;
    }

    private PlayedServers(final String who, final String options, final SentMessages sent, final PrintStream err) {
        this.who = who;
        this.options = options;
        this.sent = sent;
        this.err = err;
        session = "";
    }

    /**
     * Of a market, one session after the other; not as a stream.
     *
     * @param keys in front of the names of its keys
     */
    static PlayedServers ofMarket(final String venue, final String keys, final long keptBytes, final PrintStream err) {
        return new PlayedServers("market " + venue, keys, SentMessages.copiedOnly(keptBytes), err);
    }

    /** @throws EnvironmentException when it cannot listen there */
    public void answerRequests(final InetSocketAddress address) {
        try {
            requestSocket = DatagramChannel.open();
            requestSocket.configureBlocking(false);
            requestSocket.bind(address);
            requests = new MoldUdp64RequestServer(requestSocket, sent, session);
            err.println(who + ": answers requests at " + text(address));
        } catch (final IOException failed) {
            throw unusable("requests", address, failed);
        }
    }

    /** @throws EnvironmentException when it cannot listen there */
    public void giveSnapshots(final InetSocketAddress address) {
        snapshots = new GlimpseServer(bound("snapshots", address), image, session, "", "");
        err.println(who + ": gives snapshots at " + text(address));
    }

    /** @throws EnvironmentException when it cannot listen there */
    public void serveStream(final InetSocketAddress address, final SoupBinTcpServer.Rules rules) {
        stream = new SoupBinTcpServer(bound("soup", address), sent, session, rules);
        err.println(who + ": takes logins at " + text(address));
    }

    /**
     * Serves until somebody has logged in to the stream.
     *
     * @throws EnvironmentException when nobody did in time
     */
    public void awaitLogin(final long timeoutNs, final BooleanSupplier stopped) {
        final long endNs = System.nanoTime() + timeoutNs;
        while (stream.acceptedCount() == 0 && !stopped.getAsBoolean()) {
            if (System.nanoTime() - endNs >= 0) {
                throw new EnvironmentException("session " + session + ": nobody has logged in within "
                        + timeoutNs / 1_000_000L + " ms"
                        + (stream.rejectedCount() > 0
                                ? ", and " + stream.rejectedCount() + " logins were refused; correct user and password"
                                : "; start the engine first, or give more --wait"));
            }
            LockSupport.parkNanos(doWork());
        }
    }

    private ServerSocketChannel bound(final String option, final InetSocketAddress address) {
        ServerSocketChannel socket = null;
        try {
            socket = ServerSocketChannel.open();
            socket.configureBlocking(false);
            return socket.bind(address);
        } catch (final IOException failed) {
            CloseHelper.quietClose(socket);
            throw unusable(option, address, failed);
        }
    }

    private static String text(final InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private EnvironmentException unusable(
            final String option, final InetSocketAddress address, final IOException failed) {
        return new EnvironmentException(
                "cannot listen at " + options + option + " " + text(address) + ": " + Causes.message(failed)
                        + "; correct the address, or end who uses it",
                failed);
    }

    @Override
    public void onSession(final String newSession) {
        session = newSession;
        sent.begin();
        image.begin();
        if (requests != null) {
            requests.begin(newSession);
        }
        if (snapshots != null) {
            snapshots.begin(newSession);
        }
    }

    @Override
    public void onSent(final DirectBuffer buffer, final int offset, final int length) {
        if (requests != null || stream != null) {
            sent.add(buffer, offset, length);
        }
        if (snapshots != null) {
            image.add(buffer, offset, length);
        }
    }

    @Override
    public void onEnd() {
        if (stream != null) {
            stream.endSession();
        }
    }

    @Override
    public long doWork() {
        try {
            if (requests != null) {
                requests.poll();
            }
            if (snapshots != null) {
                snapshots.poll();
            }
            if (stream != null) {
                stream.poll();
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException("nobody can be answered: " + failed.getMessage(), failed);
        }
        return requests == null && snapshots == null && stream == null ? IDLE_NS : POLL_NS;
    }

    /** What it did, for people. */
    public String text() {
        return (requests == null
                        ? ""
                        : ", answered " + requests.answeredCount() + " requests, refused " + requests.refusedCount()
                                + (requests.unsentCount() == 0 ? "" : ", could not send " + requests.unsentCount()))
                + (snapshots == null
                        ? ""
                        : ", gave " + snapshots.givenCount() + " snapshots, rejected " + snapshots.rejectedCount()
                                + (snapshots.timedOutCount() == 0 ? "" : ", timed out " + snapshots.timedOutCount())
                                + snapshots.arrivals().text())
                + (stream == null
                        ? ""
                        : ", took " + stream.acceptedCount() + " logins, refused " + stream.rejectedCount() + ", cut "
                                + stream.cutCount() + stream.arrivals().text());
    }

    @Override
    public void close() {
        CloseHelper.closeAll(requestSocket, snapshots, stream);
    }
}
