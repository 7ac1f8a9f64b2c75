package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.MarketMdp3;
import io.tiercel.engine.feed.capture.CapturePlayer;
import io.tiercel.engine.feed.mdp3.KeptPackets;
import io.tiercel.engine.feed.mdp3.NewestPackets;
import io.tiercel.engine.feed.mdp3.SentPackets;
import io.tiercel.engine.feed.mdp3.TcpReplayServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** What an exchange has beside the lines of a channel that is sent: a TCP replay. The sender's thread's. */
public final class ReplayedPackets implements CapturePlayer.Beside, AutoCloseable {
    /** Of the channel's newest packets, for those who ask. */
    private static final long KEPT_BYTES = 64L << 20;

    private static final long POLL_NS = 200_000L;

    private final KeptPackets sent;
    private final TcpReplayServer server;

    /**
     * Of a channel that is played.
     *
     * @throws EnvironmentException when it cannot listen there
     */
    public ReplayedPackets(final InetSocketAddress address, final PrintStream err) {
        this(new SentPackets(KEPT_BYTES), 0, address, "--replay", "", err);
    }

    private ReplayedPackets(
            final KeptPackets sent,
            final int channelId,
            final InetSocketAddress address,
            final String option,
            final String who,
            final PrintStream err) {
        this.sent = sent;
        final String text = address.getHostString() + ":" + address.getPort();
        ServerSocketChannel socket = null;
        try {
            socket = ServerSocketChannel.open();
            socket.configureBlocking(false);
            socket.bind(address);
            server = new TcpReplayServer(socket, sent, channelId, "", "");
            err.println(who + "replays packets at " + text);
        } catch (final IOException failed) {
            CloseHelper.quietClose(socket);
            throw new EnvironmentException(
                    "cannot listen at " + option + " " + text + ": " + Causes.message(failed)
                            + "; correct the address, or end who uses it",
                    failed);
        }
    }

    /**
     * Of a market's channel.
     *
     * @param key of the address
     * @throws EnvironmentException when it cannot listen there
     */
    static ReplayedPackets ofMarket(
            final String venue,
            final MarketMdp3 mdp3,
            final InetSocketAddress address,
            final String key,
            final PrintStream err) {
        final KeptPackets kept = new NewestPackets(mdp3.keptBytes());
        return new ReplayedPackets(kept, mdp3.channelId(), address, key, "market " + venue + ": ", err);
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
