package io.tiercel.engine.boot.session;

import io.tiercel.engine.feed.itch.ItchPlayer;
import io.tiercel.engine.feed.moldudp64.MoldUdp64RequestServer;
import io.tiercel.engine.feed.moldudp64.SentMessages;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** What an exchange has beside the lines of a feed that is played: a request server. The player's thread's. */
public final class PlayedServers implements ItchPlayer.Beside, AutoCloseable {
    /** Of the session's newest messages, for those who ask. */
    private static final long KEPT_BYTES = 64L << 20;

    private static final long POLL_NS = 200_000L;
    private static final long IDLE_NS = 100_000_000L;

    private final SentMessages sent = new SentMessages(KEPT_BYTES);
    private final DatagramChannel socket;
    private final MoldUdp64RequestServer server;

    /**
     * @param requests where requests are answered; null for nowhere
     * @throws EnvironmentException when it cannot listen there
     */
    public PlayedServers(final String session, final InetSocketAddress requests, final PrintStream err) {
        DatagramChannel opened = null;
        try {
            if (requests != null) {
                opened = DatagramChannel.open();
                opened.configureBlocking(false);
                opened.bind(requests);
                err.println("session " + session + ": answers requests at " + requests.getHostString() + ":"
                        + requests.getPort());
            }
        } catch (final IOException failed) {
            CloseHelper.quietClose(opened);
            throw new EnvironmentException(
                    "cannot answer requests at " + requests + ": " + Causes.message(failed)
                            + "; correct --requests, or end who uses it",
                    failed);
        }
        socket = opened;
        server = opened == null ? null : new MoldUdp64RequestServer(opened, sent, session);
    }

    @Override
    public void onSent(final DirectBuffer buffer, final int offset, final int length) {
        if (server != null) {
            sent.add(buffer, offset, length);
        }
    }

    @Override
    public long doWork() {
        if (server == null) {
            return IDLE_NS;
        }
        try {
            server.poll();
        } catch (final IOException failed) {
            throw new UncheckedIOException("requests cannot be answered: " + failed.getMessage(), failed);
        }
        return POLL_NS;
    }

    /** What it did, for people. */
    public String text() {
        return server == null
                ? ""
                : ", answered " + server.answeredCount() + " requests, refused " + server.refusedCount();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(socket);
    }
}
