package io.tiercel.engine.pipeline;

import io.tiercel.codecs.HotPath;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The rounds of the engine's thread, or of one of its stages, counted where another thread can see them. A round
 * without an input counts like any other: what stands still is not the market but the thread.
 *
 * <pre>
 *  0 .. 127    padding
 *  128 .. 135  the count of rounds, {@link #NOT_BEGUN}, or below it after the end
 *  136 .. 383  padding
 * </pre>
 *
 * Written by the engine's thread, once per round by an ordered store; read by the supervisor's, up to a thousand times
 * a second. The padding keeps what others write away from the line that the engine's thread writes (two lines, since
 * neighbours are fetched together).
 */
@HotPath
public final class Heartbeat {
    /** No round has begun: there is nothing to watch yet. */
    public static final long NOT_BEGUN = 0;
    /** No further round comes, and that is right. */
    public static final long ENDED = -1;

    /** So far below zero that no beat that still comes brings it back. */
    private static final long END = Long.MIN_VALUE;

    private static final int PADDING = 2 * BitUtil.CACHE_LINE_LENGTH;

    private final UnsafeBuffer cell =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(2 * PADDING + 2 * BitUtil.CACHE_LINE_LENGTH, PADDING));
    /** The engine's thread only. */
    private long roundCount;

    /** A round begins or is done. The engine's thread. */
    public void beat() {
        cell.putLongRelease(PADDING, ++roundCount);
    }

    /** The engine's thread ends its rounds; what it still does may take its time. Final. The engine's thread. */
    public void end() {
        roundCount = END;
        cell.putLongRelease(PADDING, END);
    }

    /** Rounds so far, {@link #NOT_BEGUN} or {@link #ENDED}. Any thread. */
    public long rounds() {
        final long rounds = cell.getLongVolatile(PADDING);
        return rounds < NOT_BEGUN ? ENDED : rounds;
    }
}
