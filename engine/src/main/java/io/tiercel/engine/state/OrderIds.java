package io.tiercel.engine.state;

import io.tiercel.codecs.HotPath;

/**
 * Order ids as (engine, sequence, ordinal) in one positive long, so that an id names the input that led to the order
 * and never comes twice within an engine id.
 *
 * <pre>
 *  63 | 62 … 56 | 55 … 12  | 11 … 0
 *   0 | engine  | sequence | ordinal
 * </pre>
 */
@HotPath
public final class OrderIds {
    /** No order. */
    public static final long NONE = 0;
    /** The greatest engine id. */
    public static final int MAX_ENGINE_ID = 127;
    /** How many ids one input can give out. */
    public static final int MAX_PER_INPUT = 1 << 12;

    private static final int ORDINAL_BITS = 12;
    private static final int SEQUENCE_BITS = 44;

    private long base;
    private int nextOrdinal;

    /** Must be called before the first {@link #next()} of an input. */
    public void startInput(final int engineId, final long sequence) {
        base = ((long) engineId << (SEQUENCE_BITS + ORDINAL_BITS)) | (sequence << ORDINAL_BITS);
        nextOrdinal = 0;
    }

    /** The next id, or {@link #NONE} when this input has given out all it can. */
    public long next() {
        return nextOrdinal < MAX_PER_INPUT ? base | nextOrdinal++ : NONE;
    }

    /** The first id of the current input: all of earlier inputs are below. */
    public long first() {
        return base;
    }

    /** That of the current input. */
    public long sequence() {
        return sequence(base);
    }

    /** The engine that gave out {@code orderId}. */
    public static int engineId(final long orderId) {
        return (int) (orderId >>> (SEQUENCE_BITS + ORDINAL_BITS));
    }

    /** The sequence of the input that led to {@code orderId}. */
    public static long sequence(final long orderId) {
        return (orderId >>> ORDINAL_BITS) & ((1L << SEQUENCE_BITS) - 1);
    }

    /** Which one of that input's it is. */
    public static int ordinal(final long orderId) {
        return (int) (orderId & (MAX_PER_INPUT - 1));
    }
}
