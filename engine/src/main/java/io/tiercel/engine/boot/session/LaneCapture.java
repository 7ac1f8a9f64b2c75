package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.Feed;
import io.tiercel.engine.boot.configuration.FeedCapture;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.feed.DatagramRecorder;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.StreamRecorder;
import io.tiercel.engine.feed.capture.CaptureRing;
import io.tiercel.engine.feed.capture.CaptureSettings;
import io.tiercel.engine.feed.capture.CaptureWriter;
import io.tiercel.engine.feed.capture.CapturedSocket;
import io.tiercel.engine.feed.capture.CapturedStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** What a feed's lane receives, kept in files; or nothing, where the configuration does not ask for it. Main's. */
final class LaneCapture {
    /** Below the folder that is not named by {@code feeds.NAME.capture}. */
    static final String FOLDER = "captures";

    private static final long TELL_NS = 10_000_000_000L;

    private final Feed feed;
    private final PrintStream err;
    private final List<CapturedSocket> sockets;
    private final Path folder;
    /** Null, as the one below, when nothing is kept. */
    private final CaptureRing ring;

    private final CaptureWriter writer;
    private String toldProblem = "";
    private long toldLost;
    private long tellNs;

    /** @param parent of the folder where files go, unless the configuration names that */
    LaneCapture(
            final Feed feed,
            final Path parent,
            final List<CapturedSocket> sockets,
            final FeedCounts counts,
            final IntToLongFunction hostDropped,
            final PrintStream err) {
        this.feed = feed;
        this.err = err;
        this.sockets = sockets;
        final FeedCapture wanted = feed.capture();
        folder = wanted.folder().isEmpty() ? parent.resolve(FOLDER) : Path.of(wanted.folder());
        tellNs = System.nanoTime();
        if (!wanted.enabled()) {
            ring = null;
            writer = null;
            return;
        }
        ring = new CaptureRing(sockets.size(), wanted.bufferBytes(), counts);
        writer = new CaptureWriter(
                new CaptureSettings(
                        folder,
                        feed.name(),
                        "Tiercel " + EngineCode.runningVersion(),
                        wanted.fileBytes(),
                        wanted.reserveBytes(),
                        feed.recovery().bounds()),
                sockets,
                ring,
                hostDropped,
                () -> folder.toFile().getUsableSpace());
    }

    DatagramRecorder recorder() {
        return ring == null ? DatagramRecorder.NONE : ring;
    }

    /** Of what a TCP replay, or a snapshot server, sends. */
    StreamRecorder streamRecorder() {
        for (int i = 0; i < sockets.size() && ring != null; i++) {
            final String name = sockets.get(i).name();
            if (name.equals(CapturedSocket.REPLAY) || name.equals(CapturedSocket.SNAPSHOT)) {
                return new CapturedStream(ring, i);
            }
        }
        return StreamRecorder.NONE;
    }

    void start() {
        if (writer != null) {
            err.println("feed " + feed.name() + ": what it receives is captured in " + folder);
            writer.start();
        }
    }

    /** Says what is not captured, and why. */
    void tell() {
        if (writer == null) {
            return;
        }
        final String problem = writer.problem();
        if (!problem.equals(toldProblem)) {
            toldProblem = problem;
            err.println("feed " + feed.name()
                    + (problem.isEmpty()
                            ? ": what it receives is captured again, in another file"
                            : ": what it receives is NOT captured: " + problem + "; the feed goes on. Free room in "
                                    + folder + ", or name another folder in feeds." + feed.name() + ".capture"));
        }
        final long lost = lostCount();
        if (lost > toldLost && System.nanoTime() - tellNs >= 0) {
            tellNs = System.nanoTime() + TELL_NS;
            toldLost = lost;
            err.println("feed " + feed.name() + ": " + lost + " datagrams so far are NOT in its captures (" + losses()
                    + ")"
                    + (problem.isEmpty()
                            ? "; where there was no room in memory, give more feeds." + feed.name() + ".captureBuffer"
                            : ""));
        }
    }

    private long lostCount() {
        long lost = 0;
        for (int i = 0; i < sockets.size(); i++) {
            lost += writer.lostCount(i);
        }
        return lost;
    }

    private String losses() {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < sockets.size(); i++) {
            if (writer.lostCount(i) > 0) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(sockets.get(i).name())
                        .append(": ")
                        .append(writer.lostCount(i));
            }
        }
        return text.toString();
    }

    /** After the lane's thread has ended: what it gave is written. */
    void close() {
        if (writer == null) {
            return;
        }
        if (!writer.close()) {
            err.println("feed " + feed.name() + ": the thread of its captures does not end and is left to itself");
        }
        tellNs = System.nanoTime();
        tell();
    }

    /** For people; empty when nothing is kept. */
    String counted() {
        if (writer == null) {
            return "";
        }
        long captured = 0;
        for (int i = 0; i < sockets.size(); i++) {
            captured += writer.writtenCount(i);
        }
        return "captured " + captured + " datagrams, " + writer.writtenBytes() + " bytes in " + writer.fileCount()
                + " files, not captured " + lostCount();
    }

    /** Of the feed. */
    void addTo(final Map<String, Long> counts) {
        counts.put("captureFiles", writer == null ? 0L : writer.fileCount());
        counts.put("captureBytes", writer == null ? 0L : writer.writtenBytes());
        counts.put("captureStopped", writer == null || writer.problem().isEmpty() ? 0L : 1L);
    }

    /** Of one of its sockets. */
    void addTo(final Map<String, Long> counts, final int socket) {
        counts.put("captured", writer == null ? 0L : writer.writtenCount(socket));
        counts.put("notCaptured", writer == null ? 0L : writer.lostCount(socket));
    }
}
