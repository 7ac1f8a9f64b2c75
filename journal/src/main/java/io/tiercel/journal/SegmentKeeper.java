package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What another thread than the stream's does for its segments: it makes room in the one that is written, makes the
 * next one when half of it is full, and closes the one that was left. The stream's thread takes what is there.
 */
@HotPath
final class SegmentKeeper implements AutoCloseable {
    /** After a failure, such as a full disk. */
    private static final long RETRY_NS = 1_000_000_000;

    private final Path stream;
    private final SegmentWriter.Shape shape;
    private final Roll roll;
    // Written by the stream's thread, read by the keeper's and others; null before the stream began.
    private volatile SegmentWriter current;
    /** Set by the stream's thread when that is empty, and emptied by the keeper's. */
    private volatile SegmentWriter left;

    /** Set by the keeper's thread when that is empty, and emptied by the stream's. */
    private volatile SegmentWriter next;

    /** The stream's thread found none. */
    private volatile boolean wanted;

    private volatile long failures;
    // Of the keeper's thread.
    private long retryNs;
    private boolean retrying;
    private long sinceNs;
    private SegmentWriter since;

    SegmentKeeper(final Path stream, final SegmentWriter.Shape shape, final Roll roll) {
        this.stream = stream;
        this.shape = shape;
        this.roll = roll;
    }

    /** The stream's thread, before the keeper's begins. */
    void begin(final SegmentWriter first) {
        current = first;
    }

    /** Null when it is not ready. The stream's thread. */
    SegmentWriter takeNext() {
        final SegmentWriter ready = next;
        if (ready == null) {
            wanted = true;
        }
        return ready;
    }

    /** What was {@link #takeNext taken} is now written. The next one is only made when the one left was closed. */
    void goneTo(final SegmentWriter taken) {
        left = current;
        current = taken;
        wanted = false;
        next = null;
    }

    /** The number of the segment that is written. Any thread. */
    long current() {
        return current.number();
    }

    /** Any thread. */
    Room room() {
        return current.room();
    }

    /** Any thread. */
    long failures() {
        return failures;
    }

    @ColdPath
    void doWork(final long nowNs) {
        current.makeRoom();
        closeLeft();
        if (next == null && left == null && isHalfFull(nowNs) && !(retrying && nowNs - retryNs < 0)) {
            makeNext(nowNs);
        }
    }

    private void closeLeft() {
        final SegmentWriter old = left;
        if (old != null) {
            try {
                old.closeLeft();
            } catch (final IOException | RuntimeException keptOpen) {
                // All its records are in the file; only what was allocated ahead is not given back.
                failures = failures + 1;
            }
            left = null;
        }
    }

    private boolean isHalfFull(final long nowNs) {
        final SegmentWriter written = current;
        if (since != written) {
            since = written;
            sinceNs = nowNs;
        }
        return wanted
                || roll.bytes() > 0 && written.position() - QueueIndex.FIRST_RECORD >= roll.bytes() / 2
                || roll.everyNs() > 0 && nowNs - sinceNs >= roll.everyNs() / 2;
    }

    private void makeNext(final long nowNs) {
        try {
            final SegmentWriter written = current;
            next = SegmentWriter.ahead(stream, written.number() + 1, written.fileName(), shape);
            retrying = false;
        } catch (final IOException | RuntimeException | InternalError notNow) {
            failures = failures + 1;
            retrying = true;
            retryNs = nowNs + RETRY_NS;
        }
    }

    /** When neither thread is at work any more. */
    @Override
    @ColdPath
    public void close() {
        closeLeft();
        if (next != null) {
            next.discard();
        }
        if (current != null) {
            current.close();
        }
    }
}
