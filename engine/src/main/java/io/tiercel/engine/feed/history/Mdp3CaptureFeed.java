package io.tiercel.engine.feed.history;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MessageLine;
import io.tiercel.engine.feed.arbitration.Arbiter;
import io.tiercel.engine.feed.arbitration.ArbiterListener;
import io.tiercel.engine.feed.arbitration.ArbiterState;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.AwaitedAnswers;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import io.tiercel.engine.feed.arbitration.UnreadDatagram;
import io.tiercel.engine.feed.mdp3.Mdp3Handler;
import io.tiercel.engine.feed.mdp3.Mdp3Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One feed of MDP 3.0 in captures: its lines are arbitrated by the times of the capture. There is nobody to ask for
 * what is missing, but what a TCP replay gave again may be in the capture, too, and is waited for; else the feed goes
 * on behind it, and each book recovers by a snapshot of the capture.
 */
final class Mdp3CaptureFeed implements ArbiterListener, MessageLine {
    private static final int MAX_LINES = 8;
    private static final int MAX_PENDING = 1 << 16;
    /** In each book by order at the begin: most have few. */
    private static final int FIRST_ORDERS = 64;
    /** Its status, and statistics that begin anew. */
    private static final int STAGED_PER_BOOK = 16;
    /** Of the recovery and instrument feeds, before the first packet of the incremental feed was taken. */
    private static final int MAX_EARLY = 1 << 12;

    /** Of the first message: its size, its header, and the time that nearly all begin with. */
    private static final int FINGERPRINT_BYTES = 26;

    /** Of those that wait for a replay. */
    private static final int LONGEST_PACKET = 9_216;

    private final BookTarget target;
    private final FeedCounts counts = new FeedCounts();
    private final FeedSender sender;
    private final Mdp3Handler handler;
    private final Arbiter arbiter;
    private final AwaitedAnswers answers;
    private final UnreadDatagram unread = new UnreadDatagram();
    private final long reorderNs;
    private final PassedTime passed = new PassedTime();
    private final LinePacket arrived = new LinePacket();
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FeedStatusDecoder status = new FeedStatusDecoder();
    private final L3ClearDecoder clear = new L3ClearDecoder();
    private final Deque<byte[]> early = new ArrayDeque<>();
    /** Instruments whose books the last packet has closed. */
    private final List<Integer> closed = new ArrayList<>();
    /** Those whose books are live by themselves, whatever holds for all. */
    private final Set<Integer> open = new HashSet<>();

    private long nowNs;
    private boolean begun;
    private boolean joined;
    private boolean saysAll;

    /**
     * @param lines    by which they are judged
     * @param answered whether packets of a TCP replay come, too, so that what is missing is waited for
     */
    Mdp3CaptureFeed(
            final BookTarget target,
            final List<Mdp3Survey.Security> securities,
            final ArbitrationBounds lines,
            final boolean answered) {
        this.target = target;
        reorderNs = lines.reorderNs();
        arbiter = new Arbiter(bounds(lines, answered), new LineStatistics(MAX_LINES), new FeedCounts(), this);
        answers = new AwaitedAnswers(arbiter);
        final int feedId = target.newFeed();
        final boolean orders = securities.stream().anyMatch(Mdp3Survey.Security::byOrder);
        final int maxOrders = orders ? target.maxBookOrders() : 0;
        sender = new FeedSender(
                feedId,
                this,
                new FeedCounts(),
                Mdp3Handler.stagedMessages(0, FeedLane.MAX_DATAGRAM_BYTES, MAX_PENDING, maxOrders)
                        + STAGED_PER_BOOK * securities.size());
        final InstrumentDirectory byOrder = target.instruments(feedId, true);
        final InstrumentDirectory byLevel = target.instruments(feedId, false);
        final List<Mdp3Instrument> instruments = new ArrayList<>();
        for (final Mdp3Survey.Security each : securities) {
            final int id = (each.byOrder() ? byOrder : byLevel).add(each.id, each.symbol);
            if (id != InstrumentDirectory.NONE && !each.depthKnown()) {
                target.onDoubt(id);
            }
            if (id != InstrumentDirectory.NONE) {
                instruments.add(new Mdp3Instrument(
                        new FeedInstrument(id, each.symbol, 0),
                        each.id,
                        Math.min(each.depth, Mdp3Instrument.MAX_DEPTH),
                        Math.min(each.impliedDepth, Mdp3Instrument.MAX_DEPTH),
                        each.byOrder()));
            }
        }
        handler = new Mdp3Handler(sender, counts, instruments, MAX_PENDING, maxOrders, FIRST_ORDERS);
        sender.time(Long.MIN_VALUE + 1);
        sender.feedStatus(FeedState.RECOVERING);
        sender.send();
    }

    /** As live where a line's behaviour is judged. That no line says anything is no loss: the next packet tells. */
    private static ArbitrationBounds bounds(final ArbitrationBounds live, final boolean answered) {
        return new ArbitrationBounds(
                answered ? live.heldPackets() : live.reorderPackets() + 1,
                answered ? LONGEST_PACKET : FeedLane.MAX_DATAGRAM_BYTES,
                live.reorderPackets(),
                live.reorderNs(),
                answered ? Integer.MAX_VALUE : 0,
                Integer.MAX_VALUE,
                live.requestNs(),
                Long.MAX_VALUE,
                0,
                0,
                live.resetPackets(),
                live.resetNs(),
                Long.MAX_VALUE);
    }

    /** @param timeNs of the capture; one before another's is taken for the same as that */
    void onIncremental(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        packet.wrap(buffer, offset, length);
        if (packet.sequence() == 0 || passed.hasPassed(timeNs)) {
            return;
        }
        nowNs = Math.max(nowNs, timeNs);
        if (!begun) {
            begun = true;
            arbiter.begin(nowNs);
        }
        final long expected = arbiter.expected();
        arrived.from(told(line), nowNs)
                .sent(packet.sendingTimeNs())
                .numbered(packet.sequence(), 1, fingerprint(buffer, offset, length))
                .bytes(buffer, offset, length);
        arbiter.onPacket(arrived);
        arbiter.onTime(nowNs);
        goOn();
        if (answers.giveUp(nowNs)) {
            goOn();
        }
        if (unread.settles(told(line), expected, arbiter)) {
            say(FeedState.LIVE);
        }
    }

    /** More lines than are told apart are one. */
    private static int told(final int line) {
        return Math.min(line, MAX_LINES - 1);
    }

    /** A datagram of a line could not be read: what comes next says whether something is missing. */
    void onUnread(final int line, final long timeNs) {
        if (begun && !passed.isBehind(timeNs)) {
            unread.onLine(told(line));
            say(FeedState.RECOVERING);
        }
    }

    /** A packet that a TCP replay gave again. */
    void onAnswer(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        packet.wrap(buffer, offset, length);
        if (!begun || packet.sequence() == 0 || passed.hasPassed(timeNs)) {
            return;
        }
        nowNs = Math.max(nowNs, timeNs);
        arrived.from(LinePacket.RETRANSMITTED, nowNs)
                .sent(packet.sendingTimeNs())
                .numbered(packet.sequence(), 1, fingerprint(buffer, offset, length))
                .bytes(buffer, offset, length);
        arbiter.onPacket(arrived);
        goOn();
    }

    /** A TCP replay gives nothing of what it was asked for: the lane went on without it. */
    void onRefused(final long timeNs) {
        if (begun && !passed.hasPassed(timeNs)) {
            nowNs = Math.max(nowNs, timeNs);
            // Whether it was missing by now no packet has said yet.
            arbiter.onTime(nowNs);
            answers.refuse(nowNs);
            goOn();
        }
    }

    /** Without the time of sending, which need not be the same on both lines. */
    private static long fingerprint(final DirectBuffer buffer, final int offset, final int length) {
        final int begin = offset + Mdp3PacketFlyweight.HEADER_LENGTH;
        final int end = Math.min(begin + FINGERPRINT_BYTES, offset + length);
        long fingerprint = length;
        for (int i = begin; i < end; i++) {
            fingerprint = fingerprint * 31 + buffer.getByte(i);
        }
        return fingerprint;
    }

    /** With what came, whatever is missing before it. */
    private void goOn() {
        boolean more = true;
        while (more) {
            more = arbiter.advance(nowNs);
            if (!more && arbiter.state() == ArbiterState.STALE) {
                arbiter.snapshotBegins();
                final long next = arbiter.holeEnd();
                handler.onGap(next);
                sendAll();
                closed.clear();
                say(arbiter.isDoubtful() ? FeedState.RECOVERING : FeedState.LIVE);
                arbiter.snapshotComplete(next, nowNs);
                more = true;
            }
        }
    }

    /** Of all books that are live by themselves, and stay so. */
    private void say(final FeedState state) {
        saysAll = true;
        handler.onFeedState(unread.isOpen() ? FeedState.RECOVERING : state);
        send();
        saysAll = false;
    }

    /** Whether its changes have been through that time. */
    boolean hasPassed(final long timeNs) {
        return passed.isBehind(timeNs);
    }

    /** A packet of the recovery or instrument feed. */
    void onRecovery(final DirectBuffer buffer, final int offset, final int length) {
        if (joined) {
            recover(buffer, offset, length);
            return;
        }
        // What was sent since the first packet that came may help, though that one still waits for others.
        if (early.size() == MAX_EARLY) {
            early.removeFirst();
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        early.add(copy);
    }

    private void recover(final DirectBuffer buffer, final int offset, final int length) {
        handler.onRecoveryPacket(buffer, offset, length);
        sendAll();
        closed.clear();
    }

    private void recoverEarly() {
        for (final byte[] each : early) {
            recover(new UnsafeBuffer(each), 0, each.length);
        }
        early.clear();
    }

    /** Nothing more comes: what waits for something that is missing is taken without it. */
    void end() {
        takeAll();
        target.onNoRoom(counts.get(FeedCount.NO_ROOM));
    }

    private void takeAll() {
        if (begun) {
            nowNs += reorderNs;
            arbiter.onTime(nowNs);
            goOn();
            while (arbiter.state() == ArbiterState.REQUESTING) {
                arbiter.lose(false, nowNs);
                goOn();
            }
        }
        recoverEarly();
    }

    /** And what snapshots say that waited for it. */
    private void sendAll() {
        do {
            send();
        } while (handler.advance());
    }

    private void send() {
        sender.endPacket();
        sender.send();
    }

    @Override
    public void onPacket(
            final long sequence,
            final int known,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timeNs) {
        final long before = misfits();
        handler.onPacket(buffer, offset, length);
        send();
        if (misfits() > before) {
            closed.forEach(target::onMisfit);
        }
        sendAll();
        closed.clear();
        if (!joined) {
            joined = true;
            recoverEarly();
        }
    }

    private long misfits() {
        return counts.get(FeedCount.MALFORMED) + counts.get(FeedCount.GAPS);
    }

    @Override
    public void onSession() {
        // The first: nothing came before it.
    }

    @Override
    public void onReset() {
        joined = false;
        handler.onSequenceReset();
        send();
        closed.clear();
    }

    @Override
    public void onGap(final long from, final long count) {
        // Each book knows for itself whether it misses something.
    }

    /** Whoever was asked, what came of it is in the capture: until then books are behind what was sent. */
    @Override
    public boolean onRequest(final long from, final int count) {
        say(FeedState.RECOVERING);
        return false;
    }

    @Override
    public void onSnapshotWanted() {
        throw new IllegalStateException("snapshots of a capture come by themselves");
    }

    @Override
    public void onLive() {
        say(FeedState.LIVE);
    }

    @Override
    public void onRecovering(final LossReason reason) {
        if (reason == LossReason.LEAP) {
            say(FeedState.RECOVERING);
        }
        // Else it is said when what is missing is asked for.
    }

    @Override
    public void onStale(final LossReason reason) {
        // The feed goes on at once.
    }

    @Override
    public void onEnd() {
        // Channels do not end.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public Result offer(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == FeedStatusDecoder.TEMPLATE_ID) {
            status.wrapAndApplyHeader(buffer, offset, header);
            if (status.instrumentId() != 0 && !saysAll) {
                onBook(status.instrumentId());
            }
        } else if (header.templateId() == L3ClearDecoder.TEMPLATE_ID && !closed.isEmpty()) {
            // The exchange has emptied it.
            closed.remove(
                    (Integer) clear.wrapAndApplyHeader(buffer, offset, header).instrumentId());
        }
        return target.line().offer(buffer, offset, length);
    }

    /** It has opened, or closed: where packets are waited for one that opens is not live either. */
    private void onBook(final int instrumentId) {
        if (!open.remove(instrumentId)) {
            open.add(instrumentId);
        } else {
            closed.add(instrumentId);
        }
    }
}
