package io.tiercel.engine.observe;

import java.lang.invoke.VarHandle;

/**
 * Numbers that one of the pipeline's threads publishes and any other thread may copy. One writer. A copy is consistent:
 * it is taken again when the writer was at work meanwhile.
 */
public final class StatusBoard {
    private static final int SPINS = 100;

    private final long[] values;
    // Written by the pipeline's thread, read by others: odd while values change.
    private volatile long version;

    public StatusBoard(final int size) {
        values = new long[size];
    }

    public int size() {
        return values.length;
    }

    /** Writer: begins a set of changes. */
    public void begin() {
        version = version + 1;
        VarHandle.storeStoreFence();
    }

    /** Writer: between {@link #begin} and {@link #end}. */
    public void set(final int index, final long value) {
        values[index] = value;
    }

    /** Writer: the changes are complete. */
    public void end() {
        VarHandle.storeStoreFence();
        version = version + 1;
    }

    /**
     * Reader: a consistent copy, from this index of the target on. Waits while the writer is between its two calls,
     * which is not long.
     */
    public void copyTo(final long[] target, final int offset) {
        for (int attempt = 0; ; attempt++) {
            final long before = version;
            if ((before & 1) == 0) {
                System.arraycopy(values, 0, target, offset, values.length);
                VarHandle.loadLoadFence();
                if (version == before) {
                    return;
                }
            }
            if (attempt < SPINS) {
                Thread.onSpinWait();
            } else {
                // The writer may be waiting for the processor that this thread holds.
                Thread.yield();
            }
        }
    }
}
