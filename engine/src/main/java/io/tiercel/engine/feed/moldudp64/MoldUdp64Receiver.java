package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import org.agrona.DirectBuffer;

/**
 * Takes each message of a session once: what came before is counted and passed over, what is missing is told. A packet
 * of another session begins that one; the session before it does not come back. Sequences begin at 1.
 */
@HotPath
public final class MoldUdp64Receiver {
    private static final long FIRST_SEQUENCE = 1;
    private static final long MAX_SEQUENCE = Long.MAX_VALUE - MoldUdp64Flyweight.END_OF_SESSION;

    private final MoldUdp64Listener listener;
    private final FeedCounts counts;
    private final boolean anySession;
    private final long wantedHigh;
    private final int wantedLow;
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private long sessionHigh;
    private int sessionLow;
    private long formerHigh;
    private int formerLow;
    /** Of the next message; 0 before the first session. */
    private long expected;

    private boolean hasFormer;
    private boolean ended;

    /** @param session the only one that is taken; empty for any */
    public MoldUdp64Receiver(final MoldUdp64Listener listener, final FeedCounts counts, final String session) {
        this.listener = listener;
        this.counts = counts;
        anySession = session.isEmpty();
        wantedHigh = MoldUdp64Flyweight.sessionHigh(session);
        wantedLow = MoldUdp64Flyweight.sessionLow(session);
    }

    /** In a session of which no message has come yet, and none is missing. */
    public boolean atBegin() {
        return expected == FIRST_SEQUENCE && !ended;
    }

    public void onDatagram(final DirectBuffer buffer, final int offset, final int length) {
        if (!packet.wrap(buffer, offset, length) || !isWanted()) {
            counts.add(FeedCount.REFUSED, 1);
            return;
        }
        final long sequence = packet.sequence();
        if (!isCurrent()) {
            if (hasFormer && packet.sessionHigh() == formerHigh && packet.sessionLow() == formerLow) {
                counts.add(FeedCount.LATE, packet.messageCount());
                return;
            }
            begin(sequence);
        }
        if (ended || packet.endOfSession() && sequence < expected) {
            counts.add(FeedCount.LATE, packet.messageCount());
            return;
        }
        if (sequence > expected) {
            counts.add(FeedCount.GAPS, 1);
            counts.add(FeedCount.MISSING, sequence - expected);
            expected = sequence;
            listener.onGap();
        }
        if (packet.endOfSession()) {
            ended = true;
            listener.onSessionEnd();
        } else if (packet.messageCount() == 0) {
            counts.add(FeedCount.HEARTBEATS, 1);
        } else {
            take(expected - sequence);
        }
    }

    private boolean isWanted() {
        final long sequence = packet.sequence();
        return sequence >= FIRST_SEQUENCE
                && sequence <= MAX_SEQUENCE
                && (anySession || packet.sessionHigh() == wantedHigh && packet.sessionLow() == wantedLow);
    }

    private boolean isCurrent() {
        return expected != 0 && packet.sessionHigh() == sessionHigh && packet.sessionLow() == sessionLow;
    }

    private void begin(final long sequence) {
        hasFormer = expected != 0;
        formerHigh = sessionHigh;
        formerLow = sessionLow;
        sessionHigh = packet.sessionHigh();
        sessionLow = packet.sessionLow();
        ended = false;
        expected = FIRST_SEQUENCE;
        counts.add(FeedCount.SESSIONS, 1);
        if (sequence > FIRST_SEQUENCE) {
            counts.add(FeedCount.GAPS, 1);
            counts.add(FeedCount.MISSING, sequence - FIRST_SEQUENCE);
            expected = sequence;
        }
        listener.onSession(sessionHigh, sessionLow, sequence == FIRST_SEQUENCE);
    }

    /** @param known how many of the packet's messages came before */
    private void take(final long known) {
        final int count = packet.messageCount();
        counts.add(FeedCount.LATE, Math.min(known, count));
        if (known >= count) {
            return;
        }
        for (long i = 0; packet.next(); i++) {
            if (i >= known) {
                listener.onMessage(packet.buffer(), packet.messageOffset(), packet.messageLength());
            }
        }
        counts.add(FeedCount.MESSAGES, count - known);
        expected += count - known;
        listener.onPacketEnd();
    }
}
