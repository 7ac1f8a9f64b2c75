package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.mdp3.Mdp3PacketFlyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.arbitration.Arbiter;
import io.tiercel.engine.feed.arbitration.ArbiterListener;
import io.tiercel.engine.feed.arbitration.ArbiterState;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A channel of MDP 3.0 as it comes by its lines: first those of the incremental feed, which are arbitrated, then those
 * of the recovery and instrument feeds. What is missing is had by a replay, where there is one; what cannot be had is
 * passed over, and the books that it may have changed recover each by a snapshot of its own.
 */
@HotPath
public final class Mdp3Feed implements DatagramHandler, PacketReplay.Listener {
    private static final long FIRST_SEQUENCE = 1;
    /** A replay that did not help is not asked again for as many times as each request may take. */
    private static final int REPLAY_PAUSE = 10;
    /** Of the first message: its size, its header, and the time that nearly all begin with. */
    private static final int FINGERPRINT_BYTES = 26;

    private final FeedSender sender;
    private final FeedCounts counts;
    private final FeedCounts packets;
    private final Mdp3Handler handler;
    private final Arbiter arbiter;
    private final PacketReplay replay;
    private final long replayPauseNs;
    private final int channelId;
    private final int arbitratedLines;
    private final Mdp3PacketFlyweight packet = new Mdp3PacketFlyweight();
    private final LinePacket arrived = new LinePacket();
    private long nowNs;
    private boolean begun;
    /** Nobody took what was sent, until somebody comes. */
    private boolean unheard;
    /** The arbiter has given up what is missing now. */
    private boolean passesOver;
    /** It asks for something that nobody is asked for now. */
    private boolean asksInVain;
    /** The replay was asked, and what was missing has not come yet. */
    private boolean asked;

    private long replayPausedUntilNs = Long.MIN_VALUE;
    private String linesReason = "";
    // Written by the lane's thread before the state, read by others after it.
    private String reason = "";
    private int liveBooks;
    private int openBooks;
    private int unknownTemplate = Mdp3Handler.NO_TEMPLATE;
    private volatile LaneState state = LaneState.WAITING;

    /**
     * How a channel's packets come.
     *
     * @param channelId       the exchange's number of it
     * @param arbitratedLines those of the incremental feed; all behind them are of the other two
     * @param packets         counts the packets of the incremental feed, as lines and replay bring them
     */
    public record Receiving(
            int channelId,
            int arbitratedLines,
            ArbitrationBounds bounds,
            LineStatistics lines,
            FeedCounts packets,
            PacketReplay replay) {}

    /**
     * What there is room for.
     *
     * @param pendingEntries entries that may wait for snapshots, of all books together
     * @param bookOrders     in one book by order, and in a snapshot of it
     */
    public record Room(int pendingEntries, int bookOrders) {}

    /** @throws IllegalArgumentException when a symbol is none of MDP's */
    public Mdp3Feed(
            final FeedSender sender,
            final FeedCounts counts,
            final List<Mdp3Instrument> instruments,
            final Receiving receiving,
            final Room room) {
        this.sender = sender;
        this.counts = counts;
        handler = new Mdp3Handler(sender, counts, instruments, room.pendingEntries(), room.bookOrders());
        replay = receiving.replay();
        packets = receiving.packets();
        replayPauseNs = REPLAY_PAUSE * receiving.bounds().requestNs();
        channelId = receiving.channelId();
        arbitratedLines = receiving.arbitratedLines();
        // What is given up is had by snapshots, which come without being asked for.
        arbiter = new Arbiter(receiving.bounds().withSnapshots(1), receiving.lines(), packets, new Arbitrated());
    }

    /** How many messages may wait to be sent at a time. */
    public static int stagedMessages(final int instruments, final int maxDatagramBytes, final Room room) {
        // Each may be a packet with its reference.
        return 2 * Mdp3Handler.stagedMessages(instruments, maxDatagramBytes, room.pendingEntries(), room.bookOrders());
    }

    @Override
    public void onDatagram(
            final int line,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timeNs,
            final long receivedNs) {
        if (line >= arbitratedLines) {
            handler.onRecoveryPacket(buffer, offset, length);
        } else if (isPacket(buffer, offset, length)) {
            begin(timeNs);
            arrived.from(line, timeNs).received(receivedNs);
            arrive(buffer, offset, length);
        }
        note();
    }

    private void begin(final long timeNs) {
        nowNs = timeNs;
        if (!begun) {
            begun = true;
            arbiter.begin(timeNs);
        }
    }

    @Override
    public void onReplayed(final DirectBuffer buffer, final int offset, final int length) {
        if (isPacket(buffer, offset, length)) {
            arrived.from(LinePacket.RETRANSMITTED, nowNs);
            arrive(buffer, offset, length);
        }
    }

    @Override
    public void onReplayFailed() {
        packets.add(FeedCount.REPLAYS_FAILED, 1);
        asksInVain = true;
        passOver(nowNs);
    }

    private boolean isPacket(final DirectBuffer buffer, final int offset, final int length) {
        final boolean is = packet.wrap(buffer, offset, length) && packet.sequence() >= FIRST_SEQUENCE;
        if (!is) {
            counts.add(FeedCount.REFUSED, 1);
        }
        return is;
    }

    /** The packet that was just wrapped, from where {@link #arrived} says, now. */
    private void arrive(final DirectBuffer buffer, final int offset, final int length) {
        arrived.sent(packet.sendingTimeNs())
                .numbered(packet.sequence(), 1, fingerprint(buffer, offset, length))
                .bytes(buffer, offset, length);
        arbiter.onPacket(arrived);
        passOver(nowNs);
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

    /** Goes on behind what is missing for good: each book knows for itself whether it misses something. */
    private void passOver(final long timeNs) {
        while (asksInVain || passesOver) {
            if (asksInVain && arbiter.state() == ArbiterState.REQUESTING) {
                arbiter.lose(false, timeNs);
            }
            asksInVain = false;
            final boolean passes = passesOver && arbiter.snapshotBegins();
            passesOver = false;
            if (passes) {
                final long next = arbiter.holeEnd();
                handler.onGap(next);
                linesReason = arbiter.isDoubtful() ? linesReason : "";
                handler.onFeedState(arbiter.isDoubtful() ? FeedState.RECOVERING : FeedState.LIVE);
                // Last: it may find that all lines are silent, or that more is missing.
                arbiter.snapshotComplete(next, timeNs);
            }
        }
    }

    @Override
    public boolean advance(final long timeNs) {
        nowNs = timeNs;
        boolean more = handler.advance();
        if (!more) {
            more = arbiter.advance(timeNs);
            passOver(timeNs);
        }
        if (more) {
            note();
        }
        return more;
    }

    @Override
    public boolean recover(final long timeNs) {
        nowNs = timeNs;
        final boolean some = replay.poll(this, timeNs);
        if (some) {
            note();
        }
        return some;
    }

    @Override
    public void onTime(final long timeNs) {
        nowNs = timeNs;
        arbiter.onTime(timeNs);
        passOver(timeNs);
        note();
    }

    @Override
    public void onOutage(final long timeNs) {
        nowNs = timeNs;
        arbiter.disconnect();
        note();
    }

    @Override
    public void onSubscriber(final long timeNs) {
        unheard = false;
        sender.time(timeNs);
        handler.onSubscriber();
        note();
    }

    @Override
    public void onDropped(final long timeNs) {
        unheard = true;
        note();
    }

    @Override
    public void onBroken() {
        handler.onBroken();
        reason = "";
        state = LaneState.BROKEN;
    }

    private void note() {
        liveBooks = handler.liveBooks();
        openBooks = handler.openBooks();
        unknownTemplate = handler.unknownTemplate();
        final LaneState now = stateNow();
        reason = unheard ? "no engine listened" : linesReason;
        if (now != state) {
            state = now;
        }
    }

    private LaneState stateNow() {
        if (!begun) {
            return LaneState.WAITING;
        }
        if (unheard || arbiter.state() == ArbiterState.SILENT) {
            return LaneState.STALE;
        }
        return linesReason.isEmpty() && liveBooks == openBooks ? LaneState.LIVE : LaneState.RECOVERING;
    }

    @Override
    public LaneState state() {
        return state;
    }

    @Override
    @ColdPath
    public String reason() {
        final LaneState now = state;
        if (now == LaneState.RECOVERING && reason.isEmpty()) {
            final int unknown = unknownTemplate;
            return liveBooks + " of " + openBooks + " books are live, the others wait for snapshots"
                    + (unknown == Mdp3Handler.NO_TEMPLATE
                            ? ""
                            : " since a message of template " + unknown
                                    + ", which is not known, may have changed them");
        }
        return now == LaneState.RECOVERING || now == LaneState.STALE ? reason : "";
    }

    /** A channel has none. */
    @Override
    public String session() {
        return "";
    }

    /** Of the incremental feed, what comes next. */
    long expected() {
        return arbiter.expected();
    }

    /** What the arbiter decides. */
    @HotPath
    private final class Arbitrated implements ArbiterListener {
        @Override
        public void onSession() {
            // The first: nothing came before it.
        }

        @Override
        public void onReset() {
            replay.cancel();
            asked = false;
            passesOver = false;
            handler.onSequenceReset();
        }

        @Override
        public void onPacket(
                final long sequence,
                final int known,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final long receivedNs) {
            sender.from(channelId, sequence, receivedNs);
            handler.onPacket(buffer, offset, length);
            sender.fromNowhere();
        }

        @Override
        public void onGap(final long from, final long count) {
            // Counted already, and what is done about it is told next.
        }

        @Override
        public boolean onRequest(final long from, final int count) {
            linesReason = LossReason.GAP.title();
            handler.onFeedState(FeedState.RECOVERING);
            if (nowNs < replayPausedUntilNs) {
                asksInVain = true;
                return false;
            }
            asked = true;
            return replay.ask(from, Math.min(count, PacketReplay.MAX_PACKETS));
        }

        @Override
        public void onSnapshotWanted() {
            replay.cancel();
            replayPausedUntilNs = asked ? nowNs + replayPauseNs : replayPausedUntilNs;
            asked = false;
            passesOver = true;
        }

        @Override
        public void onLive() {
            replay.cancel();
            asked = false;
            linesReason = "";
            handler.onFeedState(FeedState.LIVE);
        }

        @Override
        public void onRecovering(final LossReason why) {
            linesReason = why.title();
            handler.onFeedState(FeedState.RECOVERING);
        }

        @Override
        public void onStale(final LossReason why) {
            linesReason = why.title();
            handler.onFeedState(FeedState.STALE);
        }

        @Override
        public void onEnd() {
            // Channels do not end.
        }
    }
}
