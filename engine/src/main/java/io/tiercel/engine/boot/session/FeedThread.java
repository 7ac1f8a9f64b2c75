package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.itch.ItchHandler;
import io.tiercel.engine.ingress.AnchoredClock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.ZoneId;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.IdleStrategy;

/**
 * The lane of one feed on a thread of its own, {@code tiercel-feed-NAME}, in the engine's process or in one for the
 * feed. Whatever it throws ends it, after a last word that closes its books. Main's, apart from that thread.
 */
final class FeedThread {
    private static final long JOIN_MS = 2_000;

    private final Feed feed;
    private final PrintStream err;
    private final FeedCounts counts = new FeedCounts();
    private final DatagramChannel socket;
    private final DatagramHandler handler;
    private final FeedLane lane;
    private final Thread thread;
    private LaneState told = LaneState.WAITING;
    private String toldSession = "";
    // Written by main, read by the lane's thread.
    private volatile boolean stopped;
    // Written by the lane's thread when it dies, read by main.
    private volatile Throwable failure;

    /** @throws EnvironmentException when its address cannot be used, or a symbol is none of the protocol's */
    FeedThread(final Feed feed, final ReferenceData reference, final MessageLine line, final PrintStream err) {
        this.feed = feed;
        this.err = err;
        final List<FeedInstrument> instruments = reference.instruments().stream()
                .filter(instrument -> instrument.venueId() == feed.venueId())
                .map(FeedThread::instrument)
                .toList();
        final FeedSender sender = new FeedSender(
                feed.venueId(),
                line,
                counts,
                ItchHandler.stagedMessages(instruments.size(), FeedLane.MAX_DATAGRAM_BYTES));
        try {
            handler = new ItchHandler(
                    sender, counts, instruments, feed.session(), ZoneId.of(feed.timeZone()), new AnchoredClock());
        } catch (final IllegalArgumentException bad) {
            throw new EnvironmentException("feed " + feed.name() + ": " + bad.getMessage(), bad);
        }
        socket = open();
        lane = new FeedLane(socket, handler, sender, counts);
        thread = new Thread(this::run, "tiercel-feed-" + feed.name());
        // One that hangs must not keep the process from ending.
        thread.setDaemon(true);
    }

    private static FeedInstrument instrument(final InstrumentRow row) {
        return new FeedInstrument(row.id(), row.venueSymbol(), row.quantityScale());
    }

    private DatagramChannel open() {
        final int colon = feed.receive().lastIndexOf(':');
        DatagramChannel opened = null;
        try {
            final InetAddress host = InetAddress.getByName(feed.receive().substring(0, colon));
            opened = DatagramChannel.open();
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.SO_RCVBUF, Math.toIntExact(feed.receiveBufferBytes()));
            opened.bind(
                    new InetSocketAddress(host, Integer.parseInt(feed.receive().substring(colon + 1))));
            final int given = opened.getOption(StandardSocketOptions.SO_RCVBUF);
            err.println("feed " + feed.name() + ": listens at " + feed.receive() + ", decodes ITCH 5.0"
                    + (given < feed.receiveBufferBytes()
                            ? "; the host gives a receive buffer of " + given + " bytes, " + feed.receiveBufferBytes()
                                    + " are configured: raise net.core.rmem_max"
                            : ""));
            return opened;
        } catch (final IOException | UnresolvedAddressException failed) {
            CloseHelper.quietClose(opened);
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot listen at feeds." + feed.name() + ".receive = " + feed.receive()
                            + ": " + Causes.message(failed) + "; correct the address, or end who uses it",
                    failed);
        }
    }

    Thread start() {
        thread.start();
        return thread;
    }

    private void run() {
        try {
            Pinning.pin(feed.processor(), err);
            final IdleStrategy idle = IdleStrategies.of(feed.idle());
            while (!stopped) {
                idle.idle(lane.doWork());
            }
        } catch (final Throwable broken) {
            failure = broken;
            try {
                lane.close();
            } catch (final RuntimeException alsoBroken) {
                broken.addSuppressed(alsoBroken);
            }
        }
    }

    FeedCounts counts() {
        return counts;
    }

    /** Why its thread ended, or null. */
    Throwable failure() {
        return failure;
    }

    /** Says what has changed since it was asked last. */
    void tell() {
        final LaneState state = handler.state();
        final String session = handler.session();
        if (state == told && session.equals(toldSession)) {
            return;
        }
        told = state;
        toldSession = session;
        final String text = "feed " + feed.name() + ": session " + session + ": " + state.title();
        if (state == LaneState.BROKEN) {
            err.println(text + ": " + Causes.text(failure) + "; its books are closed until a restart");
        } else if (state.lost()) {
            err.println(text + "; its books are closed until the next session; " + counts.text());
        } else {
            err.println(text + (state == LaneState.ENDED ? "; " + counts.text() : ""));
        }
    }

    /** Waits for its thread, but not for ever: what hangs is left to itself. Returns whether it has ended. */
    boolean close() {
        stopped = true;
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            err.println("feed " + feed.name() + ": its thread does not end and is left to itself");
            return false;
        }
        CloseHelper.quietClose(socket);
        tell();
        err.println("feed " + feed.name() + ": stopped; " + counts.text());
        return true;
    }
}
