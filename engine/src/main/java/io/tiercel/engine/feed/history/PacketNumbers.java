package io.tiercel.engine.feed.history;

import io.tiercel.engine.feed.arbitration.SendingTimes;

/**
 * What the numbers of packets say of one channel within one session: what is missing, and what came late. Where packets
 * say when they were sent, the numbers may begin anew within the session, as after a week, or in each round of
 * snapshots: what is behind was then sent after what was before it, while what is late was sent before that.
 */
final class PacketNumbers {
    /** The first one of all. */
    private static final long FIRST = 1;
    /** One packet may say a wrong time of sending; not two that follow one another. */
    private static final int TIMED_SIGNS = 2;
    /** Where one of the newest before them does: more than any line brings late in a row. */
    private static final int UNTIMED_SIGNS = 128;

    private final Inspection.ChannelCounts counts;
    private SendingTimes times = new SendingTimes();
    private long next = -1;
    /** Where the numbers were when they began anew. */
    private long formerNext = -1;

    /** Packets in a row that are behind and may be of numbers that began anew: late, until that is sure. */
    private int signs;

    private SendingTimes signTimes = new SendingTimes();
    private boolean allNewest;
    private long signsNext;
    private long signsGaps;
    private long signsMissing;
    /** As counted, and as it is if they did begin anew. */
    private long signsLate;

    private long signsLateAnew;

    PacketNumbers(final Inspection.ChannelCounts counts) {
        this.counts = counts;
    }

    void add(final long sequence, final int count, final long sentNs) {
        if (next < 0) {
            next = sequence + count;
            times.add(sentNs);
        } else if (sequence > next && sequence < formerNext && times.isLate(sentNs)) {
            // Of the numbers that are over.
            counts.late += count;
        } else if (sequence >= next) {
            if (sequence > next) {
                counts.gaps++;
                counts.missing += sequence - next;
            }
            signs = 0;
            next = sequence + count;
            times.add(sentNs);
        } else if (sentNs == SendingTimes.NOT_SAID || times.isLate(sentNs)) {
            counts.late += Math.min(count, next - sequence);
            next = Math.max(next, sequence + count);
        } else {
            addSign(sequence, count, sentNs);
            if (sequence <= FIRST || times.isLater(sentNs) || signs >= (allNewest ? TIMED_SIGNS : UNTIMED_SIGNS)) {
                beginAnew();
            }
        }
    }

    private void addSign(final long sequence, final int count, final long sentNs) {
        final boolean newest = times.isNewest(sentNs);
        if (signs > 0 && allNewest && !newest && sequence > FIRST) {
            counts.late += Math.min(count, next - sequence);
            return;
        }
        if (signs == 0 || newest != allNewest) {
            signs = 0;
            signTimes.clear();
            allNewest = newest;
            signsNext = sequence;
            signsGaps = 0;
            signsMissing = 0;
            signsLate = 0;
            signsLateAnew = 0;
        }
        if (sequence > signsNext) {
            signsGaps++;
            signsMissing += sequence - signsNext;
        } else {
            signsLateAnew += Math.min(count, signsNext - sequence);
        }
        signs++;
        signTimes.add(sentNs);
        signsNext = Math.max(signsNext, sequence + count);
        signsLate += Math.min(count, next - sequence);
        counts.late += Math.min(count, next - sequence);
    }

    private void beginAnew() {
        counts.late += signsLateAnew - signsLate;
        counts.gaps += signsGaps;
        counts.missing += signsMissing;
        formerNext = next;
        next = signsNext;
        signs = 0;
        final SendingTimes former = times;
        times = signTimes;
        signTimes = former;
    }
}
