package io.tiercel.engine.boot.session;

import io.aeron.ExclusivePublication;
import io.aeron.exceptions.AeronException;
import io.tiercel.engine.boot.command.FeedCounters;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.AeronLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/**
 * The lane of one feed as a process of its own: the lane on its thread, Aeron's client on the thread that calls
 * {@link #run}, the media driver on one of its own or in another process.
 */
public final class FeedServer implements AutoCloseable {
    private static final long PROGRESS_NS = 10_000_000_000L;
    private static final long LINGER_NS = 200_000_000L;
    private static final long UPKEEP_NS = 1_000_000L;

    private final Feed feed;
    private final PrintStream err;
    private FeedTransport transport;
    private ExclusivePublication publication;
    private FeedThread lane;
    private FeedCounters counters;
    private boolean laneEnded;
    private volatile boolean stopRequested;

    /**
     * @param folder where captures go, unless the configuration says where
     * @throws EnvironmentException when the media driver, the channel or the lane's socket cannot be used
     */
    public FeedServer(
            final Feed feed,
            final EngineConfiguration.Aeron configured,
            final ReferenceData reference,
            final Path folder,
            final PrintStream err) {
        this.feed = feed;
        this.err = err;
        try {
            transport = new FeedTransport(feed.name(), configured, err);
            publication = transport
                    .aeron()
                    .addExclusivePublication(feed.channel(), AeronTransport.feedStream(feed.venueId()));
            err.println(
                    "feed " + feed.name() + ": publishes at " + feed.channel() + ", stream " + publication.streamId());
            lane = new FeedThread(feed, reference, new AeronLine(publication), folder, err);
            counters = new FeedCounters(transport.aeron(), lane.figures());
        } catch (final AeronException | IllegalStateException failed) {
            close();
            throw new EnvironmentException(
                    "feed " + feed.name() + " cannot be served: " + Causes.message(failed)
                            + "; end who uses the address, or correct feeds." + feed.name() + ".channel",
                    failed);
        } catch (final EnvironmentException failed) {
            close();
            throw failed;
        }
    }

    /** From any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Until it is asked to stop, the time is over, or something fails.
     *
     * @throws EnvironmentException when the lane or Aeron failed
     */
    public void run(final long durationNs) {
        final long startNs = System.nanoTime();
        long nextProgressNs = startNs + PROGRESS_NS;
        long nextShowNs = startNs;
        boolean connected = false;
        lane.start();
        while (!stopRequested && System.nanoTime() - startNs < durationNs) {
            transport.upkeep();
            lane.tell();
            failIfBroken();
            if (publication.isConnected() != connected) {
                connected = !connected;
                err.println("feed " + feed.name() + ": engine " + (connected ? "connected" : "gone"));
            }
            if (System.nanoTime() - nextShowNs >= 0) {
                nextShowNs += LiveFeeds.SHOW_NS;
                counters.set(lane.figures());
            }
            if (System.nanoTime() >= nextProgressNs) {
                nextProgressNs += PROGRESS_NS;
                err.println("feed " + feed.name() + ": " + lane.counted());
            }
            LockSupport.parkNanos(UPKEEP_NS);
        }
        laneEnded = lane.close();
        // What was sent last is still on its way.
        final long lingerNs = System.nanoTime() + LINGER_NS;
        while (System.nanoTime() < lingerNs) {
            transport.upkeep();
            LockSupport.parkNanos(UPKEEP_NS);
        }
    }

    private void failIfBroken() {
        final Throwable failure = transport.failure();
        if (failure != null) {
            throw new EnvironmentException(
                    "feed " + feed.name() + ": Aeron failed: " + Causes.text(failure) + "; is the media driver alive?",
                    failure);
        }
        if (lane.failure() != null) {
            throw new EnvironmentException(
                    "feed " + feed.name() + ": its lane failed: " + Causes.text(lane.failure()), lane.failure());
        }
    }

    @Override
    public void close() {
        if (lane != null && !laneEnded && !lane.close()) {
            // Its thread may still offer: its streams must not be unmapped under it. The process is about to end.
            return;
        }
        CloseHelper.close(transport);
    }
}
