package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Listener;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Receiver;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.Clock;
import java.time.ZoneId;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * TotalView-ITCH 5.0 to Tiercel's market data. The books are live while all that was sent came and went to the
 * subscriber; what is missing is asked for, and where that does not help the books are closed, and begin anew with a
 * snapshot or with the next session.
 */
@HotPath
public final class ItchHandler implements DatagramHandler, MoldUdp64Listener, SnapshotSource.Listener {
    /** Statuses of the feed around the books' own, and what the last datagram left. */
    private static final int FEED_MESSAGES = 16;

    private static final int MIN_BLOCK =
            MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + ItchType.length(ItchType.SYSTEM_EVENT);

    private final FeedSender sender;
    private final FeedCounts counts;
    private final MoldUdp64Receiver receiver;
    private final SnapshotSource snapshots;
    private final LocateTable locates;
    private final TradingDate day;
    private final ItchMessages messages;
    /** Of what is handled now. */
    private long nowNs;

    /** Nobody took what was sent: messages are for nobody until somebody comes. */
    private boolean unheard;
    /** The message that is handled is a snapshot's. */
    private boolean takesSnapshot;
    /** Of a packet one of whose messages could not be read. */
    private boolean skipsRest;
    // Written by the lane's thread before the state, read by others after it.
    private long sessionHigh;
    private int sessionLow;
    private String reason = "";
    private volatile LaneState state = LaneState.WAITING;

    /**
     * @param receiving what the packets are held against
     * @param zone      where midnight is the exchange's
     * @throws IllegalArgumentException when a symbol is none of ITCH's
     */
    public ItchHandler(
            final FeedSender sender,
            final FeedCounts counts,
            final List<FeedInstrument> instruments,
            final Receiving receiving,
            final ZoneId zone,
            final Clock clock) {
        this.sender = sender;
        this.counts = counts;
        locates = new LocateTable(instruments);
        day = new TradingDate(clock, zone);
        messages = new ItchMessages(sender, counts, locates, day, new ItchMessages.Halts(receiving.market(), false));
        snapshots = receiving.snapshots();
        receiver = new MoldUdp64Receiver(
                this, receiving.requests(), counts, receiving.lines(), receiving.bounds(), receiving.session());
    }

    /**
     * How a feed's packets come.
     *
     * @param session the only one that is taken; empty for any
     * @param market  whose feed it is
     */
    public record Receiving(
            String session,
            ArbitrationBounds bounds,
            LineStatistics lines,
            MoldUdp64Requests requests,
            SnapshotSource snapshots,
            ItchMarket market) {}

    /** How many messages may wait to be sent at a time, for a feed of so many instruments. */
    public static int stagedMessages(final int instruments, final int maxDatagramBytes) {
        // A new session, and one datagram, whose every message may be a packet with its reference; each may lose the
        // books, and says so of all: facts and orders with references, and a status.
        return 2 * (maxDatagramBytes / MIN_BLOCK) + 10 * instruments + FEED_MESSAGES;
    }

    @Override
    public void onDatagram(
            final int line,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long timeNs,
            final long receivedNs) {
        nowNs = timeNs;
        receiver.onDatagram(line, buffer, offset, length, timeNs, receivedNs);
    }

    @Override
    public boolean advance(final long timeNs) {
        nowNs = timeNs;
        return receiver.arbiter().advance(timeNs);
    }

    @Override
    public boolean recover(final long timeNs) {
        nowNs = timeNs;
        return snapshots.poll(this, timeNs);
    }

    @Override
    public void onTime(final long timeNs) {
        nowNs = timeNs;
        receiver.arbiter().onTime(timeNs);
    }

    @Override
    public void onOutage(final long timeNs) {
        nowNs = timeNs;
        receiver.arbiter().disconnect();
    }

    @Override
    public void onSubscriber(final long timeNs) {
        nowNs = timeNs;
        unheard = false;
        if (state == LaneState.WAITING) {
            return;
        }
        snapshots.cancel();
        sender.time(timeNs);
        final boolean live = receiver.arbiter().isLive();
        final boolean nothingMissed = receiver.arbiter().expected() == 1;
        voidBooks();
        if (state == LaneState.ENDED) {
            sender.feedStatus(FeedState.STALE);
        } else if (!nothingMissed) {
            become(LaneState.RECOVERING, "an engine came when the session had begun");
            receiver.arbiter().lose(true, timeNs);
        } else if (live) {
            onLive();
        }
    }

    @Override
    public void onDropped(final long timeNs) {
        unheard = true;
        if (state != LaneState.WAITING && state != LaneState.ENDED) {
            become(LaneState.STALE, "no engine listened");
        }
    }

    @Override
    public void onBroken() {
        become(LaneState.BROKEN, "");
        sender.feedStatus(FeedState.RECOVERING);
    }

    @Override
    public LaneState state() {
        return state;
    }

    @Override
    public String reason() {
        return state == LaneState.WAITING ? "" : reason;
    }

    @Override
    @ColdPath
    public String session() {
        return state == LaneState.WAITING ? "" : MoldUdp64Flyweight.sessionName(sessionHigh, sessionLow);
    }

    @Override
    public void onSession(final long newSessionHigh, final int newSessionLow) {
        sessionHigh = newSessionHigh;
        sessionLow = newSessionLow;
        locates.clear();
        day.begin();
        begin();
    }

    private void begin() {
        snapshots.cancel();
        become(LaneState.RECOVERING, "the session begins");
        sender.time(nowNs);
        voidBooks();
    }

    /**
     * Closes them at once, then empties them. Who is not in the exchange's first list of what trades is halted, and
     * what else was said holds no more: what takes it back may be missed.
     */
    private void voidBooks() {
        messages.forgetTradingStates();
        sender.feedStatus(FeedState.RECOVERING);
        sender.clearFacts(MarketDataSink.MARKET);
        for (int i = 0; i < locates.count(); i++) {
            sender.clearFacts(locates.instrumentId(i));
            sender.clear(locates.instrumentId(i));
        }
        for (int i = 0; i < locates.count(); i++) {
            sender.instrumentStatus(locates.instrumentId(i), TradingStatus.HALTED);
        }
    }

    private void become(final LaneState newState, final String why) {
        reason = why;
        state = newState;
    }

    private void say(final FeedState word, final LaneState newState, final String why) {
        if (!unheard) {
            become(newState, why);
            sender.feedStatus(word);
        }
    }

    @Override
    public void onLive() {
        snapshots.cancel();
        say(FeedState.LIVE, LaneState.LIVE, "");
    }

    @Override
    public void onRecovering(final LossReason why) {
        say(FeedState.RECOVERING, LaneState.RECOVERING, why.title());
    }

    @Override
    public void onStale(final LossReason why) {
        say(FeedState.STALE, LaneState.STALE, why.title());
    }

    @Override
    public void onSnapshotWanted() {
        snapshots.ask();
    }

    @Override
    @ColdPath
    public boolean onSnapshotSession(final String theirs) {
        final boolean same = theirs.equals(session());
        if (!same) {
            become(state, "the snapshot server has session " + theirs + " instead of " + session());
        }
        return same;
    }

    @Override
    public boolean onSnapshotBegin() {
        if (!receiver.arbiter().snapshotBegins()) {
            return false;
        }
        skipsRest = false;
        sender.time(nowNs);
        voidBooks();
        return true;
    }

    @Override
    public void onSnapshotMessage(final DirectBuffer buffer, final int offset, final int length) {
        takesSnapshot = true;
        onMessage(buffer, offset, length);
        takesSnapshot = false;
    }

    @Override
    public void onSnapshotPause() {
        onPacketEnd();
    }

    @Override
    public void onSnapshotEnd(final long sequence) {
        onPacketEnd();
        receiver.arbiter().snapshotComplete(sequence, nowNs);
    }

    @Override
    public void onSnapshotFailed() {
        receiver.arbiter().snapshotFailed(nowNs);
    }

    @Override
    public void onSessionEnd() {
        sender.feedStatus(FeedState.STALE);
        become(LaneState.ENDED, "");
    }

    @Override
    public void onPacket(final long sequence, final long receivedNs) {
        sender.from(0, sequence, receivedNs);
    }

    @Override
    public void onPacketEnd() {
        skipsRest = false;
        sender.endPacket();
        sender.fromNowhere();
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (!unheard && !skipsRest && !messages.onMessage(buffer, offset, length)) {
            onMalformed();
        }
    }

    /** What it would have changed is not known. */
    private void onMalformed() {
        skipsRest = true;
        snapshots.cancel();
        if (takesSnapshot) {
            receiver.arbiter().snapshotFailed(nowNs);
            return;
        }
        voidBooks();
        receiver.arbiter().lose(false, nowNs);
        become(state, "a message could not be read");
    }
}
