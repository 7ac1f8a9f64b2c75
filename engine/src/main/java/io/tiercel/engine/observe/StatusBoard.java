package io.tiercel.engine.observe;

import io.tiercel.codecs.HotPath;
import java.lang.invoke.VarHandle;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Numbers that one thread of an engine publishes and anybody who sees the memory may read. One writer. What is read
 * between {@link #beginRead} and a {@link #endRead} that says so is consistent.
 */
@HotPath
public final class StatusBoard {
    private static final int HEADER = BitUtil.CACHE_LINE_LENGTH;

    private final AtomicBuffer buffer;
    private final int offset;
    private final int size;

    /** @param size how many numbers */
    StatusBoard(final AtomicBuffer buffer, final int offset, final int size) {
        this.buffer = buffer;
        this.offset = offset;
        this.size = size;
    }

    /** Bytes that so many numbers take. */
    static int length(final int size) {
        return BitUtil.align(HEADER + Long.BYTES * size, BitUtil.CACHE_LINE_LENGTH);
    }

    int size() {
        return size;
    }

    /** Writer: begins a set of changes; the version is odd meanwhile. */
    void begin() {
        buffer.putLongOrdered(offset, buffer.getLong(offset) + 1);
        VarHandle.storeStoreFence();
    }

    /** Writer: between {@link #begin} and {@link #end}. */
    void set(final int index, final long value) {
        buffer.putLong(offset + HEADER + Long.BYTES * index, value);
    }

    /** Writer: the changes are complete. */
    void end() {
        buffer.putLongOrdered(offset, buffer.getLong(offset) + 1);
    }

    /** Reader: what {@link #endRead} needs. */
    long beginRead() {
        return buffer.getLongVolatile(offset);
    }

    /** Reader: whether nothing has changed since, nor was being changed then. */
    boolean endRead(final long begun) {
        VarHandle.loadLoadFence();
        return (begun & 1) == 0 && buffer.getLongVolatile(offset) == begun;
    }

    /** Reader or writer. */
    long get(final int index) {
        return buffer.getLong(offset + HEADER + Long.BYTES * index);
    }
}
