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
    private static final int MAX_REQUEST = 0xFFFE;

    private final ArbitrationBounds bounds;
    private final ArbiterListener listener;
    private final LineStatistics lines;
    private final FeedCounts counts;
    private final HeldPackets held;
    private final Gap gap;
    private final BooksWord books;
    private final BackwardSigns backward;
    private final Leap leap;
    private final SnapshotWait snapshot;
    private final SequenceEnd end = new SequenceEnd();
    private ArbiterState state = ArbiterState.WAITING;
    /** Of the next message that is delivered. */
    private long expected = FIRST;
    /** The books are void, and no message but a snapshot's can begin them. */
    private boolean lost;
    /** Lines have contradicted one another: no snapshot from before that one says which is right. */
    private long contradicted;

    private long heardNs;

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
        gap = new Gap(bounds);
        books = new BooksWord(listener);
        backward = new BackwardSigns(bounds);
        leap = new Leap(books, counts);
        snapshot = new SnapshotWait(bounds);
    }

    /** A session begins; the one before is over. */
    public void begin(final long timeNs) {
        backward.clear();
        restart(timeNs);
        counts.add(FeedCount.SESSIONS, 1);
        listener.onSession();
    }

    /** The sequence begins anew. What comes late of the one before looks like it: before that nothing is taken. */
    private void reset(final LinePacket packet) {
        backward.clear(packet, held);
        restart(packet.timeNs);
        counts.add(FeedCount.RESETS, 1);
        listener.onReset();
    }

    private void restart(final long timeNs) {
        state = ArbiterState.JOINING;
        books.assumeRecovering();
        expected = FIRST;
        end.restart();
        gap.close(FIRST);
        lost = false;
        contradicted = 0;
        heardNs = timeNs;
        held.clear();
        leap.clear();
        lines.restart();
    }

    /** A packet of the session that has begun. */
    public void onPacket(final LinePacket packet) {
        if (state == ArbiterState.WAITING || state == ArbiterState.ENDED || backward.isOfFormer(packet)) {
            counts.add(FeedCount.LATE, packet.count);
            return;
        }
        if (packet.line != LinePacket.RETRANSMITTED
                && (leap.isUnconfirmed(packet, backward.furthest(), expected) || !hear(packet))) {
            return;
        }
        end.add(packet.end());
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
            end.end(packet.sequence);
        }
        onPacket(packet);
    }

    /** Returns whether it may be taken. */
    private boolean hear(final LinePacket packet) {
        final boolean behind = packet.count == 0 ? packet.sequence < expected : packet.end() <= expected;
        final BackwardSigns.Sign sign = backward.note(lines.judge(packet), behind, packet);
        switch (sign) {
            case FRESH -> hearNews(packet.timeNs);
            case ANEW -> reset(packet);
            case CONTRADICTION -> contradict(packet);
            case OLD -> fallSilent(LossReason.OLD);
            default -> {
                // It came before, or late: a line that lags or is stuck brings nothing else, and is not heard.
            }
        }
        counts.add(FeedCount.LATE, sign.isOfThisSequence() ? 0 : packet.count);
        return sign.isOfThisSequence();
    }

    private void hearNews(final long timeNs) {
        heardNs = timeNs;
        if (state == ArbiterState.SILENT) {
            state = ArbiterState.JOINING;
            if (lost) {
                giveUp(timeNs, LossReason.SILENCE);
            }
        }
    }

    /** One of two packets is none of this session, and nobody knows which. What a snapshot had is past that. */
    private void contradict(final LinePacket packet) {
        counts.add(FeedCount.CONTRADICTIONS, 1);
        if (packet.end() <= end.snapshot()) {
            return;
        }
        held.clear();
        backward.quarantine(packet.timeNs);
        final boolean first = contradicted == 0;
        contradicted = Math.max(contradicted, Math.max(expected, packet.end()));
        lost = true;
        if (first && state != ArbiterState.SILENT) {
            giveUp(packet.timeNs, LossReason.CONTRADICTION);
        }
    }

    private void deliver(final LinePacket packet) {
        final int known = (int) (expected - packet.sequence);
        counts.add(FeedCount.LATE, known);
        counts.add(FeedCount.MESSAGES, packet.count - known);
        // First, since the listener may lose the books over it.
        expected = packet.end();
        backward.delivered(packet);
        listener.onPacket(packet.sequence, known, packet.buffer, packet.offset, packet.length, packet.receivedNs);
    }

    private void hold(final LinePacket packet) {
        if (!state.isGivenUp() && held.isFull() && held.fits(packet.length)) {
            giveUp(packet.timeNs, LossReason.NO_ROOM);
        }
        held.take(packet, counts);
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
        if (timeNs - heardNs >= bounds.silentNs()) {
            fallSilent(LossReason.SILENCE);
        }
    }

    private void onRequestTime(final long timeNs) {
        switch (gap.due(timeNs)) {
            case TOO_SLOW -> giveUp(timeNs, LossReason.TOO_SLOW);
            case NO_ANSWER -> giveUp(timeNs, LossReason.NO_ANSWER);
            case ANOTHER_REQUEST -> request(timeNs);
            default -> {
                // An answer may still come.
            }
        }
    }

    /** A snapshot that lines do not come up to is of another day. */
    private void onJoiningTime(final long timeNs) {
        final long furthest = Math.max(FIRST, backward.furthest());
        if (end.snapshot() > furthest && snapshot.isTooLong(timeNs)) {
            lost = true;
            expected = furthest;
            giveUp(timeNs, LossReason.NO_SNAPSHOT);
        } else {
            settle(timeNs);
        }
    }

    private void onSnapshotTime(final long timeNs) {
        if (state == ArbiterState.SNAPSHOT && snapshot.isTooLong(timeNs)) {
            wantSnapshot(timeNs, LossReason.NO_SNAPSHOT);
        } else if (snapshot.isWorthAnother(timeNs)) {
            listener.onSnapshotWanted();
        }
    }

    /** No line is there any more. Who comes next begins where it is, and what it did not bring is a gap. */
    public void disconnect() {
        if (state != ArbiterState.WAITING && state != ArbiterState.ENDED) {
            silence(LossReason.UNCONNECTED);
        }
    }

    private void fallSilent(final LossReason reason) {
        if (state != ArbiterState.STALE && state != ArbiterState.ENDED) {
            silence(reason);
        }
    }

    private void silence(final LossReason reason) {
        state = ArbiterState.SILENT;
        books.stale(reason);
    }

    private void settle(final long timeNs) {
        final boolean over = state == ArbiterState.SILENT || state == ArbiterState.ENDED;
        if (lost || over || deliverable()) {
            return;
        }
        if (expected >= end.announced()) {
            gap.close(expected);
            if (end.isReached(expected)) {
                state = ArbiterState.ENDED;
                listener.onEnd();
            } else {
                live(timeNs);
            }
            return;
        }
        final boolean another = gap.open(expected, holeEnd(), held.count() == 0 ? timeNs : held.firstTimeNs());
        final boolean waits = state == ArbiterState.JOINING || state == ArbiterState.LIVE;
        if (another || waits) {
            if (gap.isMissing(held.count(), timeNs)) {
                declare(timeNs);
            } else if (!waits) {
                live(timeNs);
            }
        } else if (state == ArbiterState.REQUESTING && gap.advances(expected)) {
            request(timeNs);
        }
    }

    private void live(final long timeNs) {
        if (timeNs - heardNs >= bounds.silentNs()) {
            silence(LossReason.SILENCE);
        } else if (end.isConfirmed()) {
            // Nothing has to be asked for, whatever is far ahead.
            state = ArbiterState.LIVE;
            if (!leap.isOpen()) {
                books.live(timeNs);
            }
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
        gap.declare(timeNs);
        request(timeNs);
    }

    private void request(final long timeNs) {
        gap.request(expected, timeNs);
        final boolean asked = listener.onRequest(expected, (int) Math.min(MAX_REQUEST, holeEnd() - expected));
        counts.add(FeedCount.REQUESTS, asked ? 1 : 0);
    }

    /** Where what is missing next ends: at the first packet that waits, or at all that is known to exist. */
    public long holeEnd() {
        return held.count() == 0 ? end.announced() : held.firstSequence();
    }

    private void giveUp(final long timeNs, final LossReason reason) {
        snapshot.restart();
        wantSnapshot(timeNs, reason);
    }

    private void wantSnapshot(final long timeNs, final LossReason reason) {
        if (!snapshot.tryAgain(timeNs)) {
            state = ArbiterState.STALE;
            books.stale(reason);
            return;
        }
        counts.add(FeedCount.SNAPSHOTS, 1);
        state = ArbiterState.SNAPSHOT;
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
     * The books are those before the message with this sequence. Returns false when they are not taken: no snapshot has
     * begun, or it may be of before lines contradicted one another.
     */
    public boolean snapshotComplete(final long sequence, final long timeNs) {
        if (!lost || state == ArbiterState.ENDED || sequence < Math.max(FIRST, contradicted)) {
            return false;
        }
        lost = false;
        contradicted = 0;
        expected = sequence;
        held.removeBefore(expected);
        end.goOnFrom(sequence, held.count() == 0 ? 0 : held.endSequence());
        snapshot.from(timeNs);
        gap.close(expected);
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
        if (again && contradicted == 0) {
            lost = false;
            expected = FIRST;
            gap.close(FIRST);
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

    /** Nothing is missing, and nothing far ahead says otherwise. */
    public boolean isLive() {
        return state == ArbiterState.LIVE && !leap.isOpen();
    }

    /** What lines have said last is behind all else, or far ahead: whether it is true, nothing has said yet. */
    public boolean isDoubtful() {
        return backward.isAny() || leap.isOpen();
    }

    /** Of the next message that is delivered. */
    public long expected() {
        return expected;
    }
}
