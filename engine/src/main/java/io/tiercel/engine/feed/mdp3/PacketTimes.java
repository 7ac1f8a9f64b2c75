package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/** When the newest packets were sent, by number: who says to have one of them was sent no earlier. */
@HotPath
final class PacketTimes {
    /** For what clocks of the exchange may differ. */
    static final long CLOCKS_NS = 1_000_000L;

    private static final int REMEMBERED = 1 << 13;

    private final long[] sequences = new long[REMEMBERED];
    private final long[] timesNs = new long[REMEMBERED];

    PacketTimes() {
        forget();
    }

    void forget() {
        Arrays.fill(sequences, -1);
    }

    void add(final long sequence, final long sentNs) {
        final int place = (int) (sequence & REMEMBERED - 1);
        sequences[place] = sequence;
        // Beyond 63 bits it says nothing.
        timesNs[place] = Math.max(0, sentNs);
    }

    /**
     * Whether this is before the packet was sent, or the one before it: one of the two may say something wrong. One
     * that is not remembered says nothing.
     */
    boolean isBefore(final long sentNs, final long sequence) {
        return isBeforeOne(sentNs, sequence) || isBeforeOne(sentNs, sequence - 1);
    }

    private boolean isBeforeOne(final long sentNs, final long sequence) {
        final int place = (int) (sequence & REMEMBERED - 1);
        return sequences[place] == sequence && sentNs < timesNs[place] - CLOCKS_NS;
    }
}
