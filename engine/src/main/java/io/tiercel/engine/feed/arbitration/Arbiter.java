package io.tiercel.engine.feed.arbitration;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;

/**
 * Makes one stream of several lines with the same packets: each message once, in order, and whether all came. The first
 * sequence of a session is 1. Belongs to the lane's thread; time enters with packets and {@link #onTime}.
 * States, and what leads from one to another: docs/protocols/arbitration.md.
 */
@HotPath
public final class Arbiter {
    private static final long FIRST = 1;
    private static final long NONE = Long.MAX_VALUE;
    private static final int MAX_REQUEST = 0xFFFE;
    /** A snapshot is asked for so much less often when all attempts were in vain. */
    private static final int STALE_FACTOR = 10;

    private final ArbitrationBounds bounds;
    private final ArbiterListener listener;
    private final LineStatistics lines;
    private final FeedCounts counts;
    private final HeldPackets held;
    private final BooksWord books;
    private final BackwardSigns backward;
    private ArbiterState state = ArbiterState.WAITING;
    /** Of the next message that is delivered. */
    private long expected = FIRST;
    /** One more than the greatest that is known to exist. Below the other, a snapshot's, nothing is live. */
    private long announced;

    private long leastAnnounced = FIRST;
    private long endSequence = NONE;
    /** The books are void, and no message but a snapshot's can begin them. */
    private boolean lost;

    /** The gap that is open, or was: all below this belongs to it. */
    private long gapEnd = FIRST;

    private long gapSinceNs;
    private long requestedFrom;
    private long requestedNs;
    private int attempts;
    private long declaredNs;
    private long snapshotNs;
    private long heardNs;
    /** Until then nothing is taken: it may be of the sequence before. */
    private long quarantineNs = Long.MIN_VALUE;

    public Arbiter(
            final ArbitrationBounds bounds,
            final LineStatistics lines,
            final FeedCounts counts,
            final ArbiterListener listener) {
        this.bounds = bounds;
        this.lines = lines;
        this.counts = counts;
        this.listener = listener;
        held = new HeldPackets(bounds.heldPackets(), bounds.packetBytes());
        books = new BooksWord(listener);
        backward = new BackwardSigns(bounds);
    }

    /** A session begins; the one before is over. */
    public void begin(final long timeNs) {
        backward.clear();
        restart(timeNs);
        quarantineNs = timeNs;
        counts.add(FeedCount.SESSIONS, 1);
        listener.onSession();
    }

    /** The sequence begins anew. What comes late of the one before looks like it: before that nothing is taken. */
    private void reset(final LinePacket packet) {
        backward.clear(packet, held);
        restart(packet.timeNs);
        quarantineNs = packet.timeNs + bounds.reorderNs() + bounds.requestNs();
        counts.add(FeedCount.RESETS, 1);
        listener.onReset();
    }

    private void restart(final long timeNs) {
        state = ArbiterState.JOINING;
        books.assumeRecovering();
        expected = FIRST;
        announced = 0;
        leastAnnounced = FIRST;
        endSequence = NONE;
        gapEnd = FIRST;
        lost = false;
        heardNs = timeNs;
        held.clear();
        lines.restart();
    }

    /** A packet of the session that has begun. */
    public void onPacket(final LinePacket packet) {
        if (state == ArbiterState.WAITING || state == ArbiterState.ENDED || backward.isOfFormer(packet)) {
            counts.add(FeedCount.LATE, packet.count);
            return;
        }
        if (packet.line != LinePacket.RETRANSMITTED) {
            hear(packet);
        }
        if (packet.timeNs < quarantineNs) {
            counts.add(FeedCount.LATE, packet.count);
            return;
        }
        announced = Math.max(announced, packet.end());
        if (packet.count > 0) {
            if (packet.end() <= expected) {
                counts.add(FeedCount.LATE, packet.count);
            } else if (packet.sequence <= expected && !lost) {
                deliver(packet);
            } else {
                hold(packet);
            }
        }
        settle(packet.timeNs);
    }

    /** A line says that the session is over, and what its next sequence would be: a heartbeat otherwise. */
    public void onEnd(final LinePacket packet) {
        if (packet.sequence >= expected) {
            endSequence = packet.sequence;
        }
        onPacket(packet);
    }

    private void hear(final LinePacket packet) {
        heardNs = packet.timeNs;
        if (state == ArbiterState.SILENT) {
            state = ArbiterState.JOINING;
            if (lost) {
                giveUp(packet.timeNs, LossReason.SILENCE);
            }
        }
        final boolean behind = packet.count == 0 ? packet.sequence < expected : packet.end() <= expected;
        if (backward.note(lines.judge(packet), behind, packet)) {
            reset(packet);
        }
    }

    private void deliver(final LinePacket packet) {
        final int known = (int) (expected - packet.sequence);
        counts.add(FeedCount.LATE, known);
        counts.add(FeedCount.MESSAGES, packet.count - known);
        // First, since the listener may lose the books over it.
        expected = packet.end();
        backward.delivered(packet);
        listener.onPacket(packet.sequence, known, packet.buffer, packet.offset, packet.length, packet.timeNs);
    }

    private void hold(final LinePacket packet) {
        if (!held.fits(packet.length)) {
            counts.add(FeedCount.TOO_LONG, 1);
            return;
        }
        if (held.isFull()) {
            if (state != ArbiterState.SNAPSHOT && state != ArbiterState.STALE && state != ArbiterState.SILENT) {
                giveUp(packet.timeNs, LossReason.NO_ROOM);
            }
            // The newest are what a snapshot goes on with.
            if (packet.sequence < held.firstSequence()) {
                return;
            }
            held.removeFirst();
        }
        if (!held.add(packet)) {
            counts.add(FeedCount.LATE, packet.count);
        }
    }

    /** Delivers one packet that was held, if it is its turn. Returns whether it was: call it again. */
    public boolean advance(final long timeNs) {
        if (!deliverable()) {
            return false;
        }
        if (held.firstSequence() + held.firstCount() <= expected) {
            counts.add(FeedCount.LATE, held.firstCount());
        } else {
            deliver(held.first());
        }
        held.removeFirst();
        settle(timeNs);
        return true;
    }

    private boolean deliverable() {
        return !lost && held.count() > 0 && held.firstSequence() <= expected;
    }

    /** What is due by now. */
    public void onTime(final long timeNs) {
        switch (state) {
            case WAITING, ENDED, SILENT -> {
                return;
            }
            case REQUESTING -> onRequestTime(timeNs);
            case SNAPSHOT, STALE -> onSnapshotTime(timeNs);
            case JOINING -> onJoiningTime(timeNs);
            default -> settle(timeNs);
        }
        if (silent(timeNs) && state != ArbiterState.STALE && state != ArbiterState.ENDED) {
            silence(LossReason.SILENCE);
        }
    }

    private void onRequestTime(final long timeNs) {
        if (timeNs - declaredNs >= bounds.recoveryNs()) {
            giveUp(timeNs, LossReason.TOO_SLOW);
        } else if (timeNs - requestedNs >= bounds.requestNs()) {
            if (attempts < bounds.requestAttempts()) {
                request(timeNs);
            } else {
                giveUp(timeNs, LossReason.NO_ANSWER);
            }
        }
    }

    /** A snapshot that lines do not come up to is of another day. */
    private void onJoiningTime(final long timeNs) {
        final long furthest = Math.max(FIRST, backward.furthest());
        if (leastAnnounced > furthest && timeNs - snapshotNs >= bounds.snapshotNs()) {
            lost = true;
            expected = furthest;
            giveUp(timeNs, LossReason.NO_SNAPSHOT);
        } else {
            settle(timeNs);
        }
    }

    private void onSnapshotTime(final long timeNs) {
        final long waitedNs = timeNs - snapshotNs;
        if (state == ArbiterState.SNAPSHOT && waitedNs >= bounds.snapshotNs()) {
            wantSnapshot(timeNs, LossReason.NO_SNAPSHOT);
        } else if (bounds.snapshotAttempts() > 0 && waitedNs >= STALE_FACTOR * bounds.snapshotNs()) {
            snapshotNs = timeNs;
            listener.onSnapshotWanted();
        }
    }

    /** No line is there any more. Who comes next begins where it is, and what it did not bring is a gap. */
    public void disconnect() {
        if (state != ArbiterState.WAITING && state != ArbiterState.ENDED) {
            silence(LossReason.UNCONNECTED);
        }
    }

    private void silence(final LossReason reason) {
        state = ArbiterState.SILENT;
        books.stale(reason);
    }

    private boolean silent(final long timeNs) {
        return timeNs - heardNs >= bounds.silentNs();
    }

    private void settle(final long timeNs) {
        final boolean over = state == ArbiterState.SILENT || state == ArbiterState.ENDED;
        if (lost || over || announced < leastAnnounced || deliverable()) {
            return;
        }
        if (expected >= announced) {
            gapEnd = expected;
            if (expected == endSequence) {
                state = ArbiterState.ENDED;
                listener.onEnd();
            } else {
                live(timeNs);
            }
            return;
        }
        final boolean another = expected >= gapEnd;
        gapEnd = Math.max(gapEnd, holeEnd());
        if (another) {
            gapSinceNs = held.count() == 0 ? timeNs : held.firstTimeNs();
        }
        final boolean waits = state == ArbiterState.JOINING || state == ArbiterState.LIVE;
        if (another || waits) {
            if (held.count() >= bounds.reorderPackets() || timeNs - gapSinceNs >= bounds.reorderNs()) {
                declare(timeNs);
            } else if (!waits) {
                live(timeNs);
            }
        } else if (state == ArbiterState.REQUESTING && expected > requestedFrom) {
            // A part of it came.
            attempts = 0;
            request(timeNs);
        }
    }

    private void live(final long timeNs) {
        if (silent(timeNs)) {
            silence(LossReason.SILENCE);
        } else {
            state = ArbiterState.LIVE;
            books.live(timeNs);
        }
    }

    private void declare(final long timeNs) {
        final long missing = holeEnd() - expected;
        counts.add(FeedCount.GAPS, 1);
        counts.add(FeedCount.MISSING, missing);
        listener.onGap(expected, missing);
        if (missing > bounds.requestMessages()) {
            giveUp(timeNs, bounds.requestMessages() == 0 ? LossReason.GAP : LossReason.TOO_MANY);
            return;
        }
        state = ArbiterState.REQUESTING;
        books.recovering(LossReason.GAP);
        declaredNs = timeNs;
        attempts = 0;
        request(timeNs);
    }

    private void request(final long timeNs) {
        attempts++;
        requestedNs = timeNs;
        requestedFrom = expected;
        final boolean asked = listener.onRequest(expected, (int) Math.min(MAX_REQUEST, holeEnd() - expected));
        counts.add(FeedCount.REQUESTS, asked ? 1 : 0);
    }

    /** Where what is missing next ends: at the first packet that waits, or at all that is known to exist. */
    public long holeEnd() {
        return held.count() == 0 ? announced : held.firstSequence();
    }

    private void giveUp(final long timeNs, final LossReason reason) {
        attempts = 0;
        wantSnapshot(timeNs, reason);
    }

    private void wantSnapshot(final long timeNs, final LossReason reason) {
        if (attempts >= bounds.snapshotAttempts()) {
            state = ArbiterState.STALE;
            books.stale(reason);
            return;
        }
        attempts++;
        counts.add(FeedCount.SNAPSHOTS, 1);
        state = ArbiterState.SNAPSHOT;
        snapshotNs = timeNs;
        books.recovering(reason);
        listener.onSnapshotWanted();
    }

    /** The first message of a snapshot is about to void the books. Returns whether one is wanted, or was. */
    public boolean snapshotBegins() {
        final boolean wanted =
                state == ArbiterState.SNAPSHOT || state == ArbiterState.STALE || state == ArbiterState.SILENT && lost;
        lost |= wanted;
        return wanted;
    }

    /**
     * The books are those before the message with this sequence. Returns false, and does nothing, when no snapshot has
     * begun.
     */
    public boolean snapshotComplete(final long sequence, final long timeNs) {
        if (!lost || state == ArbiterState.ENDED || sequence < FIRST) {
            return false;
        }
        lost = false;
        expected = sequence;
        held.removeBefore(expected);
        announced = held.count() == 0 ? 0 : Math.max(expected, held.endSequence());
        leastAnnounced = sequence;
        snapshotNs = timeNs;
        gapEnd = expected;
        if (state != ArbiterState.SILENT) {
            state = ArbiterState.JOINING;
        }
        settle(timeNs);
        return true;
    }

    /** It broke off, or could not be had. */
    public void snapshotFailed(final long timeNs) {
        if (state == ArbiterState.SNAPSHOT) {
            wantSnapshot(timeNs, LossReason.NO_SNAPSHOT);
        }
    }

    /**
     * The listener does not know the books any more.
     *
     * @param again whether all messages of the session, from the first on, may make them again; otherwise only a
     *              snapshot can
     */
    public void lose(final boolean again, final long timeNs) {
        if (state == ArbiterState.WAITING || state == ArbiterState.ENDED) {
            return;
        }
        if (again) {
            lost = false;
            expected = FIRST;
            gapEnd = FIRST;
            books.assumeRecovering();
            state = state == ArbiterState.SILENT ? state : ArbiterState.JOINING;
        } else {
            lost = true;
            giveUp(timeNs, LossReason.VOID);
        }
    }

    public ArbiterState state() {
        return state;
    }

    /** Of the next message that is delivered. */
    public long expected() {
        return expected;
    }
}
