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
        final int place = place(sequence);
        sequences[place] = sequence;
        // Beyond 63 bits it says nothing.
        timesNs[place] = Math.max(0, sentNs);
    }

    /**
     * Whether this is before the packet was sent, or the one before it: one of the two may say something wrong. For one
     * that is missing the next one speaks, or the one before.
     *
     * @param last of all packets that came; not before the other one
     */
    boolean isBefore(final long sentNs, final long sequence, final long last) {
        long next = sequence;
        while (next < last && next < sequence + REMEMBERED && !isRemembered(next)) {
            next++;
        }
        long before = sequence - 1;
        while (before > sequence - REMEMBERED && !isRemembered(before)) {
            before--;
        }
        return isBefore(sentNs, next) || isBefore(sentNs, before);
    }

    private boolean isRemembered(final long sequence) {
        return sequence >= 0 && sequences[place(sequence)] == sequence;
    }

    private boolean isBefore(final long sentNs, final long sequence) {
        return isRemembered(sequence) && sentNs < timesNs[place(sequence)] - CLOCKS_NS;
    }

    private static int place(final long sequence) {
        return (int) (sequence & REMEMBERED - 1);
    }
}
