package io.tiercel.engine.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes latencies interval by interval to a file that the tools of HdrHistogram read: one line for each hop that was
 * measured in an interval, tagged with its name. On a thread of its own, so that trading never waits for the disk. An
 * interval that cannot be written is lost and counted; that is told once, and the next one is tried again.
 */
public final class HistogramLog implements AutoCloseable {
    private static final long POLL_NS = 50_000_000L;
    private static final long JOIN_MS = 5_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Path file;
    private final IntervalHistograms intervals;
    private final long startNs;
    private final Consumer<String> onFailure;
    private final Thread thread = new Thread(this::run, "tiercel-latencies");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HistogramLogWriter writer = new HistogramLogWriter(bytes);
    // The thread's own, and its closer's after it has ended.
    private FileChannel channel;
    private long length;
    // Written by the thread, read by any.
    private volatile long lostCount;
    private volatile boolean closing;

    /**
     * @param startNs   the times in the file are counted from here; UTC
     * @param onFailure told the first time that the file cannot be written, on this log's thread
     */
    public HistogramLog(
            final Path file, final IntervalHistograms intervals, final long startNs, final Consumer<String> onFailure) {
        this.file = file;
        this.intervals = intervals;
        this.startNs = startNs;
        this.onFailure = onFailure;
        // A disk that does not answer must not keep the process from ending.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            writeIfHandedOver();
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private void writeIfHandedOver() {
        if (intervals.isHandedOver()) {
            try {
                write();
            } catch (final IOException | RuntimeException failed) {
                lose(failed);
            } finally {
                intervals.giveBack();
            }
        }
    }

    private void write() throws IOException {
        bytes.reset();
        if (length == 0) {
            writer.outputComment("[Latencies of a Tiercel engine in ns, by hop; see docs/operating.md]");
            writer.outputLogFormatVersion();
            writer.outputBaseTime(startNs / NANOS_PER_MILLI);
            writer.outputStartTime(startNs / NANOS_PER_MILLI);
            writer.outputLegend();
        }
        final double fromSeconds = (intervals.fromNs() - startNs) / NANOS_PER_SECOND;
        final double toSeconds = (intervals.toNs() - startNs) / NANOS_PER_SECOND;
        for (final Hop hop : Hop.values()) {
            final Histogram histogram = intervals.of(hop);
            if (histogram.getTotalCount() > 0) {
                // A reset takes it away.
                histogram.setTag(hop.label());
                writer.outputIntervalHistogram(fromSeconds, toSeconds, histogram);
            }
        }
        if (channel == null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }
        final ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
        long position = length;
        while (left.hasRemaining()) {
            position += channel.write(left, position);
        }
        // Only now: what a full disk took of an interval is written over by the next one.
        length = position;
    }

    private void lose(final Exception failed) {
        lostCount = lostCount + 1;
        if (lostCount == 1) {
            onFailure.accept("latencies cannot be written to " + file + ": " + failed
                    + "; trading goes on, and each interval is tried; free room there, or look whose it is");
        }
    }

    /** Intervals that could not be written. Any thread. */
    public long lostCount() {
        return lostCount;
    }

    /**
     * When nobody records any more: writes what is left.
     *
     * @param timeNs of the end
     */
    public void close(final long timeNs) {
        close();
        if (!thread.isAlive()) {
            writeIfHandedOver();
            intervals.handOver(timeNs);
            writeIfHandedOver();
            closeFile();
        }
    }

    /** Whatever others do: what is not handed over is not written. A disk that does not answer is not waited for. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeFile() {
        if (channel != null) {
            try {
                // Without what a full disk took of the last interval.
                channel.truncate(length);
                channel.close();
            } catch (final IOException failed) {
                lose(failed);
            }
        }
    }
}
