package io.tiercel.engine.boot.session;

import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.feed.mdp3.SentPackets;
import io.tiercel.engine.feed.mdp3.TcpReplayServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** What an exchange has beside the lines of a channel that is played: a TCP replay. The player's thread's. */
public final class ReplayedPackets implements CapturePlayer.Beside, AutoCloseable {
    /** Of the channel's newest packets, for those who ask. */
    private static final long KEPT_BYTES = 64L << 20;

    private static final long POLL_NS = 200_000L;

    private final SentPackets sent = new SentPackets(KEPT_BYTES);
    private final TcpReplayServer server;

    /** @throws EnvironmentException when it cannot listen there */
    public ReplayedPackets(final InetSocketAddress address, final PrintStream err) {
        final String text = address.getHostString() + ":" + address.getPort();
        ServerSocketChannel socket = null;
        try {
            socket = ServerSocketChannel.open();
            socket.configureBlocking(false);
            socket.bind(address);
            server = new TcpReplayServer(socket, sent, 0, "", "");
            err.println("replays packets at " + text);
        } catch (final IOException failed) {
            CloseHelper.quietClose(socket);
            throw new EnvironmentException(
                    "cannot listen at --replay " + text + ": " + Causes.message(failed)
                            + "; correct the address, or end who uses it",
                    failed);
        }
    }

    @Override
    public void onSent(final DirectBuffer buffer, final int offset, final int length) {
        sent.add(buffer, offset, length);
    }

    @Override
    public long doWork() {
        server.poll();
        return POLL_NS;
    }

    /** What it did, for people. */
    public String text() {
        return ", replayed " + server.answeredCount() + " ranges, refused " + server.refusedCount()
                + server.arrivals().text();
    }

    @Override
    public void close() {
        server.close();
    }
}
