package io.tiercel.engine.feed.moldudp64;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.arbitration.Arbiter;
import io.tiercel.engine.feed.arbitration.ArbiterListener;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import org.agrona.DirectBuffer;

/**
 * MoldUDP64's packets for the arbiter, and their messages out of it. A packet of another session begins that one; the
 * sessions before it do not come back. Sequences begin at 1.
 */
@HotPath
public final class MoldUdp64Receiver {
    private static final long FIRST_SEQUENCE = 1;
    private static final long MAX_SEQUENCE = Long.MAX_VALUE - MoldUdp64Flyweight.END_OF_SESSION;
    /** Of the first message, its length included: type, instrument and time are within. */
    private static final int FINGERPRINT_BYTES = 16;

    /** So many are known to be over: two weeks of days, and some restarts. */
    private static final int FORMER_SESSIONS = 16;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final MoldUdp64Listener listener;
    private final MoldUdp64Requests requests;
    private final FeedCounts counts;
    private final Arbiter arbiter;
    private final boolean anySession;
    private final long wantedHigh;
    private final int wantedLow;
    private final MoldUdp64Flyweight packet = new MoldUdp64Flyweight();
    private final LinePacket arrived = new LinePacket();
    private long sessionHigh;
    private int sessionLow;
    private boolean hasSession;
    private final long[] formerHighs = new long[FORMER_SESSIONS];
    private final int[] formerLows = new int[FORMER_SESSIONS];
    private int formerCount;

    /** @param session the only one that is taken; empty for any */
    public MoldUdp64Receiver(
            final MoldUdp64Listener listener,
            final MoldUdp64Requests requests,
            final FeedCounts counts,
            final LineStatistics lines,
            final ArbitrationBounds bounds,
            final String session) {
        this.listener = listener;
        this.requests = requests;
        this.counts = counts;
        arbiter = new Arbiter(bounds, lines, counts, new Arbitrated());
        anySession = session.isEmpty();
        wantedHigh = MoldUdp64Flyweight.sessionHigh(session);
        wantedLow = MoldUdp64Flyweight.sessionLow(session);
    }

    /** Gives packets and time to it; ends, snapshots and losses of books are for its owner to say. */
    public Arbiter arbiter() {
        return arbiter;
    }

    /** @param line {@link LinePacket#RETRANSMITTED} for an answer of the request server */
    public void onDatagram(
            final int line,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timeNs,
            final long receivedNs) {
        if (!packet.wrap(buffer, offset, length) || !isWanted()) {
            counts.add(FeedCount.REFUSED, 1);
            return;
        }
        if (!isCurrent()) {
            if (line == LinePacket.RETRANSMITTED || isFormer()) {
                counts.add(FeedCount.LATE, packet.messageCount());
                return;
            }
            begin(timeNs);
        }
        final int count = packet.messageCount();
        arrived.from(line, timeNs)
                .received(receivedNs)
                .numbered(packet.sequence(), count, count == 0 ? 0 : fingerprint(buffer, offset, length))
                .bytes(buffer, offset, length);
        if (packet.endOfSession()) {
            arbiter.onEnd(arrived);
        } else {
            counts.add(FeedCount.HEARTBEATS, count == 0 ? 1 : 0);
            arbiter.onPacket(arrived);
        }
    }

    private boolean isWanted() {
        final long sequence = packet.sequence();
        return sequence >= FIRST_SEQUENCE
                && sequence <= MAX_SEQUENCE
                && (anySession || packet.sessionHigh() == wantedHigh && packet.sessionLow() == wantedLow);
    }

    private boolean isCurrent() {
        return hasSession && packet.sessionHigh() == sessionHigh && packet.sessionLow() == sessionLow;
    }

    private boolean isFormer() {
        for (int i = 0; i < Math.min(formerCount, FORMER_SESSIONS); i++) {
            if (packet.sessionHigh() == formerHighs[i] && packet.sessionLow() == formerLows[i]) {
                return true;
            }
        }
        return false;
    }

    private void begin(final long timeNs) {
        if (hasSession) {
            formerHighs[formerCount % FORMER_SESSIONS] = sessionHigh;
            formerLows[formerCount % FORMER_SESSIONS] = sessionLow;
            formerCount++;
        }
        hasSession = true;
        sessionHigh = packet.sessionHigh();
        sessionLow = packet.sessionLow();
        arbiter.begin(timeNs);
    }

    /** The first message alone: what follows it may be packed in another way on another line. */
    private static long fingerprint(final DirectBuffer buffer, final int offset, final int length) {
        final int begin = offset + MoldUdp64Flyweight.HEADER_LENGTH;
        final int block = MoldUdp64Flyweight.BLOCK_HEADER_LENGTH
                + ((buffer.getByte(begin) & 0xFF) << 8 | buffer.getByte(begin + 1) & 0xFF);
        final int count = Math.min(FINGERPRINT_BYTES, Math.min(block, offset + length - begin));
        if (count == FINGERPRINT_BYTES) {
            // Byte by byte it took as long as all else about a packet
            return buffer.getLong(begin) * SPREAD ^ buffer.getLong(begin + Long.BYTES);
        }
        long fingerprint = 0;
        for (int i = begin; i < begin + count; i++) {
            fingerprint = fingerprint * 31 + buffer.getByte(i);
        }
        return fingerprint;
    }

    /** What the arbiter lets through, message by message. */
    @HotPath
    private final class Arbitrated implements ArbiterListener {
        private final MoldUdp64Flyweight next = new MoldUdp64Flyweight();

        @Override
        public void onSession() {
            listener.onSession(sessionHigh, sessionLow);
        }

        @Override
        public void onReset() {
            throw new IllegalStateException("a session of MoldUDP64 counts once");
        }

        @Override
        public void onPacket(
                final long sequence,
                final int known,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long receivedNs) {
            listener.onPacket(sequence, receivedNs);
            // Held packets, too, were looked at when they came
            next.rewrap(buffer, offset, length);
            listener.onWhole(next);
            next.rewrap(buffer, offset, length);
            for (int i = 0; next.next(); i++) {
                if (i >= known) {
                    listener.onMessage(buffer, next.messageOffset(), next.messageLength());
                }
            }
            listener.onPacketEnd();
        }

        @Override
        public void onGap(final long from, final long count) {
            // Counted already, and what is done about it is told next.
        }

        @Override
        public boolean onRequest(final long from, final int count) {
            return requests.request(sessionHigh, sessionLow, from, count);
        }

        @Override
        public boolean isCurrent(final long timeNs) {
            return requests.isCurrent(timeNs);
        }

        @Override
        public void onSnapshotWanted() {
            listener.onSnapshotWanted();
        }

        @Override
        public void onLive() {
            listener.onLive();
        }

        @Override
        public void onRecovering(final LossReason reason) {
            listener.onRecovering(reason);
        }

        @Override
        public void onStale(final LossReason reason) {
            listener.onStale(reason);
        }

        @Override
        public void onEnd() {
            listener.onSessionEnd();
        }
    }
}
