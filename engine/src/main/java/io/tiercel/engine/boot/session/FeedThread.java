package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.FeedAddress;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.ingress.AnchoredClock;
import io.tiercel.engine.ingress.Clock;
import io.tiercel.engine.observe.FeedFigures;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.IdleStrategy;

/**
 * The lane of one feed on a thread of its own, {@code tiercel-feed-NAME}, in the engine's process or in one for the
 * feed. Whatever it throws ends it, after a last word that closes its books. Main's, apart from that thread.
 */
final class FeedThread {
    private static final long JOIN_MS = 2_000;

    private final Feed feed;
    private final PrintStream err;
    private final FeedSockets sockets;
    /** Null for a feed that comes by datagrams. */
    private final FeedStreams streams;

    private final LaneCapture capture;
    private final long[] hostDropped;
    private final FeedDecoder decoder;
    private final FeedLane lane;
    private final Thread thread;
    private LaneState told = LaneState.WAITING;
    private String toldSession = "";
    // Written by main, read by the lane's thread.
    private volatile boolean stopped;
    // Written by the lane's thread when it dies, read by main.
    private volatile Throwable failure;

    /**
     * @param folder of the session, where captures go unless the configuration says where
     * @throws EnvironmentException when its address cannot be used, or a symbol is none of the protocol's
     */
    FeedThread(
            final Feed feed,
            final ReferenceData reference,
            final MessageLine line,
            final Path folder,
            final PrintStream err) {
        this.feed = feed;
        this.err = err;
        final List<InstrumentRow> instruments = reference.instruments().stream()
                .filter(instrument -> instrument.venueId() == feed.venueId())
                .toList();
        sockets = new FeedSockets(feed, err);
        hostDropped = new long[sockets.count()];
        Arrays.fill(hostDropped, -1);
        final Clock clock = new AnchoredClock();
        final FeedCounts counts = new FeedCounts();
        try {
            streams = feed.stream() == null ? null : new FeedStreams(feed, counts, err);
            capture = new LaneCapture(
                    feed,
                    folder,
                    streams == null ? sockets.captured() : streams.captured(),
                    counts,
                    socket -> streams == null ? sockets.drops(socket) : -1,
                    err);
            decoder = new FeedDecoder(
                    feed, sockets, streams, instruments, line, clock, counts, capture.streamRecorder(), err);
        } catch (final IllegalArgumentException bad) {
            sockets.close();
            throw new EnvironmentException("feed " + feed.name() + ": " + bad.getMessage(), bad);
        } catch (final EnvironmentException failed) {
            sockets.close();
            throw failed;
        }
        lane = decoder.lane(clock, capture.recorder());
        thread = new Thread(this::run, "tiercel-feed-" + feed.name());
        // One that hangs must not keep the process from ending.
        thread.setDaemon(true);
    }

    Thread start() {
        capture.start();
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

    /** What came, by which line, and what the host threw away, for people. */
    String counted() {
        final String captured = capture.counted();
        return decoder.counted() + (captured.isEmpty() ? "" : "; " + captured);
    }

    /** The same, for programs. */
    FeedFigures figures() {
        final Map<String, Long> ofFeed = decoder.figures();
        final LineStatistics lines = decoder.lines();
        capture.addTo(ofFeed);
        final List<FeedFigures.Socket> ofLines = new ArrayList<>();
        final List<FeedFigures.Socket> ofOthers = new ArrayList<>();
        final int count = streams == null ? sockets.count() : lines.lineCount();
        for (int i = 0; i < count; i++) {
            final Map<String, Long> ofSocket = new LinkedHashMap<>();
            if (i < lines.lineCount()) {
                for (final LineStatistics.Count each : LineStatistics.Count.values()) {
                    ofSocket.put(each.title(), lines.get(i, each));
                }
                ofSocket.put("leadP50Ns", lines.leadNs(i, 50.0));
                ofSocket.put("leadP99Ns", lines.leadNs(i, 99.0));
            }
            (i < lines.lineCount() ? ofLines : ofOthers)
                    .add(streams == null ? socket(i, ofSocket) : stream(i, ofSocket));
        }
        return new FeedFigures(
                feed.name(),
                ProcessHandle.current().pid(),
                decoder.handler().state().name().toLowerCase(Locale.ROOT),
                ofFeed,
                ofLines,
                ofOthers);
    }

    private FeedFigures.Socket stream(final int line, final Map<String, Long> counts) {
        streams.addTo(counts, line);
        capture.addTo(counts, line);
        final FeedAddress server = feed.lines().get(line);
        return new FeedFigures.Socket(FeedStreams.name(line), server.host() + ":" + server.port(), "", "", counts);
    }

    private FeedFigures.Socket socket(final int index, final Map<String, Long> counts) {
        if (sockets.hasBuffer(index)) {
            // What the host said last: of a socket that is closed it says nothing.
            hostDropped[index] = Math.max(hostDropped[index], sockets.drops(index));
            counts.put("receiveBufferAsked", feed.receiveBufferBytes());
            counts.put("receiveBuffer", sockets.receiveBuffer(index));
            counts.put("hostDropped", hostDropped[index]);
        }
        capture.addTo(counts, index);
        final FeedAddress address = sockets.address(index);
        return new FeedFigures.Socket(
                sockets.name(index),
                address.host() + ":" + address.port(),
                address.networkInterface(),
                address.source(),
                counts);
    }

    /** Why its thread ended, or null. */
    Throwable failure() {
        return failure;
    }

    /** Says what has changed since it was asked last. */
    void tell() {
        capture.tell();
        decoder.tell();
        final DatagramHandler handler = decoder.handler();
        final LaneState state = handler.state();
        final String session = handler.session();
        if (state == told && session.equals(toldSession)) {
            return;
        }
        told = state;
        toldSession = session;
        final String reason = handler.reason();
        final String text = "feed " + feed.name() + (session.isEmpty() ? ": " : ": session " + session + ": ")
                + state.title()
                + (reason.isEmpty() ? "" : ": " + reason);
        switch (state) {
            case BROKEN -> err.println(text + ": " + Causes.text(failure) + "; its books are closed until a restart");
            case STALE -> err.println(text + "; its books are closed; " + counted());
            case ENDED -> err.println(text + "; " + counted());
            default -> err.println(text);
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
        capture.close();
        tell();
        err.println("feed " + feed.name() + ": stopped; " + counted());
        sockets.close();
        decoder.close();
        return true;
    }
}
