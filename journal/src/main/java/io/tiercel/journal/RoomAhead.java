package io.tiercel.journal;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Room for one stream's next records that the disk has really given. A queue's file is sparse: where the disk is full,
 * a store into a page of it that was never written is a memory fault, the end of the process or an error that the JVM
 * throws at some later place. So the pages are written with zeros, which a reader takes for the end, before the first
 * record comes to them.
 *
 * <pre>
 *  0 ─── records ─── position ─── room, zeros ─── end ─── hole ─── length of the file
 * </pre>
 *
 * The file's length is kept ahead of what the queue maps next: it would set the length by itself otherwise, and could
 * cut off what is being allocated at that moment.
 */
@HotPath
final class RoomAhead implements AutoCloseable {
    /** For what the queue itself writes between two records: a page of its index, 256 KiB. */
    static final int MARGIN_BYTES = 512 << 10;

    private static final int STEP_BYTES = 1 << 20;
    private static final int WRITE_BYTES = 64 << 10;
    private static final int PAGE_BYTES = 4 << 10;

    private static final VarHandle POSITION;

    static {
        try {
            POSITION = MethodHandles.lookup().findVarHandle(RoomAhead.class, "position", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Not a channel: to interrupt a thread that uses one closes it. */
    private final RandomAccessFile file;

    private final long blockBytes;
    private final long overlapBytes;
    private final long reserveBytes;
    private final byte[] zeros = new byte[WRITE_BYTES];
    // Written by the stream's thread, read by others.
    private long position;
    // Both are written under this object's lock, and read by any thread.
    private volatile long end;
    private volatile boolean isShort;

    /** @param position where the next record goes; the thread that made the file is the caller */
    RoomAhead(
            final Path path,
            final long position,
            final long blockBytes,
            final long overlapBytes,
            final long reserveBytes)
            throws IOException {
        this.position = position;
        this.blockBytes = blockBytes;
        this.overlapBytes = overlapBytes;
        this.reserveBytes = reserveBytes;
        file = new RandomAccessFile(path.toFile(), "rw");
        end = Math.min(roundUp(position), file.length());
        touch(file, end);
    }

    /** Allocates what is behind the file's first bytes although nothing was written to it yet, and changes nothing. */
    static void touch(final RandomAccessFile file, final long end) throws IOException {
        for (long at = 0; at < end; at += PAGE_BYTES) {
            file.seek(at);
            final int first = file.read();
            file.seek(at);
            file.write(first);
        }
    }

    /**
     * Whether a record fits. Where room is not made ahead in time this makes it, while half of the reserve is left: a
     * full disk is known before the reserve is touched, however late the other thread is. The stream's thread.
     */
    boolean holds(final int length) {
        return position + length + MARGIN_BYTES <= end - reserveBytes / 2 || makeRoomFor(length);
    }

    @ColdPath
    private boolean makeRoomFor(final int length) {
        while (!isShort && position + length + MARGIN_BYTES > end - reserveBytes / 2) {
            step();
        }
        return position + length + MARGIN_BYTES <= end;
    }

    /** The next record goes there. The stream's thread. */
    void advance(final long newPosition) {
        POSITION.setOpaque(this, newPosition);
    }

    /** Allocates until the reserve is whole, or the disk has no more. Not the stream's thread: it may take long. */
    @ColdPath
    void makeRoom() {
        while (end < position() + reserveBytes) {
            final long before = end;
            step();
            if (end == before) {
                return;
            }
        }
        isShort = false;
    }

    /** A little of it, so that nobody waits for long when both want some. */
    @ColdPath
    private synchronized void step() {
        final long stepEnd = end + STEP_BYTES;
        try {
            final long length = stepEnd + blockBytes + overlapBytes;
            if (file.length() < length) {
                file.setLength(length + blockBytes);
            }
            while (end < stepEnd) {
                file.seek(end);
                file.write(zeros, 0, (int) Math.min(WRITE_BYTES, stepEnd - end));
                end = Math.min(stepEnd, end + WRITE_BYTES);
            }
        } catch (final IOException noMore) {
            isShort = true;
        }
    }

    /** Any thread. */
    Room room() {
        if (!isShort) {
            return Room.AMPLE;
        }
        return end - position() < reserveBytes / 2 ? Room.EMERGENCY : Room.SHORT;
    }

    /** Up to here the disk has given what is to be written. Any thread. */
    long end() {
        return end;
    }

    /** Where the next record goes. Any thread. */
    long position() {
        return (long) POSITION.getOpaque(this);
    }

    /** The same for a file that nothing follows in: it ends with the zeros that a reader takes for the end. */
    @ColdPath
    synchronized void closeShort() throws IOException {
        try (file) {
            file.setLength(roundUp(position));
            file.setLength(roundUp(position) + PAGE_BYTES);
        }
    }

    /** Gives back what was not used; nobody may have the file mapped for writing any more. */
    @Override
    @ColdPath
    public synchronized void close() throws IOException {
        try (file) {
            file.setLength(roundUp(position));
            // As long as the queue would have made it: readers map it.
            file.setLength(position / blockBytes * blockBytes + blockBytes + overlapBytes);
        }
    }

    private static long roundUp(final long position) {
        return (position + PAGE_BYTES - 1) & -PAGE_BYTES;
    }
}
