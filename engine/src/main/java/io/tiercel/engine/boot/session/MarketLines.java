package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.feed.PlayedLines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;

/** The lines by which the built-in market sends its market data, of one feed or of several, and their socket. */
final class MarketLines implements AutoCloseable {
    private final String keys;
    private final double loss;
    private final long seed;
    private final DatagramChannel socket;
    private final List<PlayedLines> all = new ArrayList<>();

    /**
     * @param keys      in front of the names of its keys
     * @param lossNanos share of datagrams that each line loses, in 1e-9
     */
    MarketLines(final String keys, final long lossNanos, final long seed) throws IOException {
        this.keys = keys;
        this.seed = seed;
        loss = lossNanos / 1e9;
        socket = DatagramChannel.open();
        socket.configureBlocking(false);
    }

    /**
     * Those of a feed.
     *
     * @throws EnvironmentException when an address cannot be used
     */
    PlayedLines add(final String key, final List<FeedAddress> addresses) {
        final List<InetSocketAddress> targets = new ArrayList<>();
        for (final FeedAddress line : addresses) {
            targets.add(address(line, key));
        }
        final PlayedLines lines =
                new PlayedLines(socket, targets, new PlayedLines.Badness(loss, 0, 0, seed + all.size()), true);
        all.add(lines);
        return lines;
    }

    /** @throws EnvironmentException when it cannot be used */
    InetSocketAddress address(final FeedAddress address, final String key) {
        final InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        if (resolved.isUnresolved()) {
            throw new EnvironmentException(
                    keys + key + " = " + address + ": no such host is known; correct the address");
        }
        return resolved;
    }

    static String text(final List<FeedAddress> addresses) {
        return addresses.stream().map(FeedAddress::toString).collect(Collectors.joining(", "));
    }

    /** What they did, for people. */
    String text(final String form) {
        long sent = 0;
        long lost = 0;
        long refused = 0;
        for (final PlayedLines lines : all) {
            sent += lines.sentCount();
            lost += lines.lostCount();
            refused += lines.refusedCount();
        }
        return "sent " + sent + " datagrams of " + form + ", lost " + lost
                + " on purpose or to nobody, the host did not take " + refused;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(socket);
    }
}
