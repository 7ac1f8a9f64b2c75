package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/**
 * Whether a sequence has begun anew within its session: packets come that are behind it, that no line had brought
 * before, and none that is in order comes between them.
 */
@HotPath
final class BackwardSigns {
    private final int packets;
    private final long timeNs;
    private int count;
    private long sinceNs;

    BackwardSigns(final ArbitrationBounds bounds) {
        packets = bounds.resetPackets();
        timeNs = bounds.resetNs();
    }

    void clear() {
        count = 0;
    }

    /**
     * A packet of a line. Returns whether the sequence has begun anew.
     *
     * @param behind all of it is before what comes next
     * @param old    sent no later than others that came: behind them it is late, and a sign of nothing else
     */
    boolean note(final LineStatistics.Judgement judgement, final boolean behind, final boolean old, final long nowNs) {
        if (behind && old) {
            return false;
        }
        if (judgement == LineStatistics.Judgement.CONFLICT) {
            return true;
        }
        if (!behind) {
            count = 0;
        }
        return behind && judgement == LineStatistics.Judgement.NEW && add(nowNs);
    }

    /**
     * One more. Returns whether they are enough. That nothing comes after one says nothing: it may have been late, and
     * the lines quiet since.
     */
    private boolean add(final long nowNs) {
        sinceNs = count == 0 ? nowNs : sinceNs;
        return ++count >= packets || nowNs - sinceNs >= timeNs;
    }
}
