package io.tiercel.bench.floor;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A number goes to the other processor in one cache line and comes back in another. */
public final class CacheLineFloor extends Floor {
    /** Two lines: processors fetch them in pairs. */
    private static final int APART = 128;

    // Written by the measuring thread, read by its partner.
    private static final int THERE = APART;
    // Written by the partner, read by the measuring thread.
    private static final int BACK = 2 * APART;

    private final UnsafeBuffer lines = new UnsafeBuffer(BufferUtil.allocateDirectAligned(4 * APART, APART));
    private long count;

    public CacheLineFloor() {
        super("cacheLineRoundTrip", true);
    }

    @Override
    void operate() {
        final long sent = ++count;
        lines.putLongRelease(THERE, sent);
        int round = 0;
        while (lines.getLongAcquire(BACK) != sent) {
            checkAt(++round);
        }
    }

    @Override
    void answer() {
        long answered = 0;
        while (!stopped()) {
            final long sent = lines.getLongAcquire(THERE);
            if (sent != answered) {
                lines.putLongRelease(BACK, sent);
                answered = sent;
            }
        }
    }
}
