package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;

/**
 * What it means that a line brings packets that are behind. One that lags, or is stuck and repeats itself, sends such
 * for as long as it likes: so only the time at which a packet says to have been sent shows that a sequence has begun
 * anew within its session; what was sent before the newest is late. And then it is known, too, what is still of the
 * sequence that is over. Where packets say no time, a session counts once: what is behind is old, and no line that says
 * nothing else is heard; and who says something else under a number that another one had contradicts it.
 */
@HotPath
final class BackwardSigns {
    /** What a packet of a line says of the sequence. */
    enum Sign {
        /** It is where the line is: in front, as far as is known. */
        FRESH,
        /** It came before, or late. */
        LATE,
        /** And nothing but such has come for so long that lines seem to be stuck. */
        OLD,
        /** The sequence has begun anew. */
        ANEW,
        /** It says something else than another one with its number. */
        CONTRADICTION;

        /** Whether the packet may be taken. */
        boolean isOfThisSequence() {
            return this != ANEW && this != CONTRADICTION;
        }
    }

    private final int packets;
    private final long timeNs;
    private final long flightNs;
    private final SendingTimes times = new SendingTimes();
    /** Of the sequence that is over. */
    private final SendingTimes formerTimes = new SendingTimes();

    private int count;
    /** One of those did not go on where its line was. */
    private boolean odd;

    private long sinceNs;
    private long furthest;

    /** What was sent until then is of the sequence that is over. */
    private long formerNs = SendingTimes.NOT_SAID;
    /** Lines may bring such until then; request servers at any time. */
    private long formerUntilNs = Long.MIN_VALUE;
    /** Until then nothing is taken: it may be of the sequence before. */
    private long quarantineNs = Long.MIN_VALUE;

    BackwardSigns(final ArbitrationBounds bounds) {
        packets = bounds.resetPackets();
        timeNs = bounds.resetNs();
        flightNs = bounds.reorderNs() + bounds.requestNs();
    }

    /** Another session: its packets say nothing of those before. */
    void clear() {
        restart();
        formerTimes.clear();
        formerNs = SendingTimes.NOT_SAID;
        quarantineNs = Long.MIN_VALUE;
    }

    /** The sequence has begun anew, as this packet says; these ones waited in the one that is over. */
    void clear(final LinePacket packet, final HeldPackets held) {
        formerNs = Math.max(times.before(packet.sentNs), held.sentBefore(packet.sentNs));
        formerUntilNs = packet.timeNs + SendingTimes.LINES_NS;
        formerTimes.take(times);
        quarantine(packet.timeNs);
        restart();
    }

    /** What is on its way may be of either of two sequences. */
    void quarantine(final long nowNs) {
        quarantineNs = nowNs + flightNs;
    }

    private void restart() {
        forget();
        furthest = 0;
        times.clear();
    }

    private void forget() {
        count = 0;
        odd = false;
    }

    /** The sequence after the last that lines have brought or announced. */
    long furthest() {
        return furthest;
    }

    /** What lines have said last is behind, and new; not only because a line packs messages in its own way. */
    boolean isAny() {
        return odd;
    }

    /** It has the turn in the sequence. */
    void delivered(final LinePacket packet) {
        times.add(packet.sentNs);
    }

    /**
     * It may be of the sequence that is over. Single times may be wrong, so for ever that is only what was sent before
     * most of that one's newest, or long before all of this one's.
     */
    boolean isOfFormer(final LinePacket packet) {
        final long sentNs = packet.sentNs;
        if (packet.timeNs < quarantineNs) {
            return true;
        }
        if (sentNs == SendingTimes.NOT_SAID || !formerTimes.isAny()) {
            return false;
        }
        return formerTimes.isLate(sentNs)
                || times.isEarlier(sentNs)
                || sentNs <= formerNs && (packet.line == LinePacket.RETRANSMITTED || packet.timeNs < formerUntilNs);
    }

    /**
     * A packet of a line.
     *
     * @param behind all of it is before what comes next
     */
    Sign note(final LineStatistics.Judgement judgement, final boolean behind, final LinePacket packet) {
        final boolean timed = packet.sentNs != SendingTimes.NOT_SAID;
        final boolean conflict = judgement == LineStatistics.Judgement.CONFLICT;
        final boolean forward = packet.end() > furthest;
        // A heartbeat where the line was before says that it is still there.
        final boolean front = forward || packet.count == 0 && packet.sequence == furthest;
        furthest = Math.max(furthest, packet.end());
        if (conflict && !timed) {
            return Sign.CONTRADICTION;
        }
        if (!behind || forward) {
            // In order; or lines come up to where a snapshot is.
            forget();
            return conflict && !times.isLate(packet.sentNs) ? Sign.ANEW : front ? Sign.FRESH : Sign.LATE;
        }
        if (front) {
            return Sign.FRESH;
        }
        if (timed) {
            return isAnew(judgement, packet) ? Sign.ANEW : Sign.LATE;
        }
        return judgement != LineStatistics.Judgement.KNOWN && add(judgement, packet.timeNs) ? Sign.OLD : Sign.LATE;
    }

    private boolean isAnew(final LineStatistics.Judgement judgement, final LinePacket packet) {
        final boolean later = times.isLater(packet.sentNs);
        if (judgement == LineStatistics.Judgement.KNOWN) {
            // Heartbeats of two sequences are alike.
            return later && add(judgement, packet.timeNs);
        }
        return !times.isLate(packet.sentNs)
                && (later || judgement == LineStatistics.Judgement.CONFLICT || add(judgement, packet.timeNs));
    }

    /**
     * One more. Returns whether they are enough. That nothing comes after one says nothing: it may have been late, and
     * the lines quiet since.
     */
    private boolean add(final LineStatistics.Judgement judgement, final long nowNs) {
        odd |= judgement != LineStatistics.Judgement.NEXT;
        sinceNs = count == 0 ? nowNs : sinceNs;
        return ++count >= packets || nowNs - sinceNs >= timeNs;
    }
}
