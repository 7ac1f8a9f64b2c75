package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import java.io.IOException;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * Pages of a queue's file that the next records will be written to, present in this process before they are. The first
 * store into a page of a file interrupts the thread: the system looks it up, notes that it will be written, and makes
 * it writable here, about a microsecond for each 4 KB. So another thread does that first, through the queue's own
 * mapping, and maps the queue's next block as well.
 *
 * <p>Only pages that the disk has given are touched, and nothing in them is changed: a zero takes the place of a zero,
 * at once, or nothing happens.
 */
final class PagesAhead implements AutoCloseable {
    /** Some milliseconds of the fastest stream. */
    private static final long AHEAD_BYTES = 4L << 20;

    private static final int PAGE_BYTES = 4 << 10;
    /** So that who closes need not wait for long. */
    private static final int PAGES_AT_ONCE = 64;

    private final MappedFile file;
    /** Holds the block as long as it is touched, whatever the stream's thread does with it. */
    private final ReferenceOwner owner = ReferenceOwner.temporary("pages ahead");
    // All under this object's lock.
    private MappedBytesStore block;
    private long touched;
    private boolean closed;

    PagesAhead(final MappedFile file) {
        this.file = file;
    }

    /**
     * @param position where the next record goes
     * @param end      of what the disk has given
     */
    @ColdPath
    void reach(final long position, final long end) {
        final long target = Math.min(position + AHEAD_BYTES, end) & -PAGE_BYTES;
        while (touch(position, target)) {
            Thread.onSpinWait();
        }
    }

    /** Some pages; returns whether others are left. */
    private synchronized boolean touch(final long position, final long target) {
        touched = Math.max(touched, (position + PAGE_BYTES - 1) & -PAGE_BYTES);
        try {
            for (int i = 0; i < PAGES_AT_ONCE && touched < target && mapped(touched); i++) {
                block.compareAndSwapLong(touched, 0, 0);
                touched += PAGE_BYTES;
            }
        } catch (final InternalError faulted) {
            // A page that the disk took back: the stream's thread tells, if it cannot write there either.
            close();
        }
        return touched < target && !closed;
    }

    /** Whether the block of this position is there; false when nothing is touched any more. */
    private boolean mapped(final long position) {
        if (closed || block != null && block.inside(position)) {
            return !closed;
        }
        final MappedBytesStore before = block;
        try {
            block = file.acquireByteStore(owner, position);
        } catch (final IOException | RuntimeException refused) {
            // The stream's thread maps it when it comes there, and tells if it cannot.
            close();
            return false;
        }
        if (before != null) {
            before.release(owner);
        }
        return true;
    }

    /** Nothing is touched from now on. Before the queue is closed. */
    @Override
    public synchronized void close() {
        closed = true;
        if (block != null) {
            block.release(owner);
            block = null;
        }
    }
}
