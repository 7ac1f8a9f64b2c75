package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/**
 * Whether a sequence has begun anew within its session: packets come that are behind it, that no line had brought
 * before, and none that is in order comes between them. Where packets say when they were sent, what was sent before the
 * newest is late, and what was sent long after is of another sequence; and then it is known, too, what is still of the
 * one that is over.
 */
@HotPath
final class BackwardSigns {
    private final int packets;
    private final long timeNs;
    private final SendingTimes times = new SendingTimes();
    private int count;
    private long sinceNs;
    private long furthest;

    /** What was sent until then is of the sequence that is over. */
    private long formerNs = SendingTimes.NOT_SAID;
    /** Lines may bring such until then; request servers at any time. */
    private long formerUntilNs = Long.MIN_VALUE;

    BackwardSigns(final ArbitrationBounds bounds) {
        packets = bounds.resetPackets();
        timeNs = bounds.resetNs();
    }

    /** Another session: its packets say nothing of those before. */
    void clear() {
        count = 0;
        furthest = 0;
        times.clear();
        formerNs = SendingTimes.NOT_SAID;
    }

    /** The sequence has begun anew, as this packet says; these ones waited in the one that is over. */
    void clear(final LinePacket packet, final HeldPackets held) {
        final long formerSentNs = Math.max(times.before(packet.sentNs), held.sentBefore(packet.sentNs));
        clear();
        formerNs = formerSentNs;
        formerUntilNs = packet.timeNs + SendingTimes.LINES_NS;
    }

    /** The sequence after the last that lines have brought or announced. */
    long furthest() {
        return furthest;
    }

    /** It has the turn in the sequence. */
    void delivered(final LinePacket packet) {
        times.add(packet.sentNs);
    }

    boolean isOfFormer(final LinePacket packet) {
        return packet.sentNs != SendingTimes.NOT_SAID
                && packet.sentNs <= formerNs
                && (packet.line == LinePacket.RETRANSMITTED || packet.timeNs < formerUntilNs);
    }

    /**
     * A packet of a line. Returns whether the sequence has begun anew.
     *
     * @param behind all of it is before what comes next
     */
    boolean note(final LineStatistics.Judgement judgement, final boolean behind, final LinePacket packet) {
        final boolean forward = packet.end() > furthest;
        furthest = Math.max(furthest, packet.end());
        if (!behind || forward) {
            // In order; or lines come up to where a snapshot is.
            count = 0;
            return judgement == LineStatistics.Judgement.CONFLICT;
        }
        final boolean later = times.isLater(packet.sentNs);
        if (judgement == LineStatistics.Judgement.KNOWN) {
            // Heartbeats of two sequences are alike.
            return later && add(packet.timeNs);
        }
        return !times.isLate(packet.sentNs)
                && (later || judgement == LineStatistics.Judgement.CONFLICT || add(packet.timeNs));
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
