package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedLane;
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.MarketDataSink;
import io.tiercel.engine.feed.arbitration.Arbiter;
import io.tiercel.engine.feed.arbitration.ArbiterState;
import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Listener;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Receiver;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Requests;
import io.tiercel.engine.ingress.Clock;
import java.time.ZoneId;
import org.agrona.DirectBuffer;

/**
 * TotalView-ITCH 5.0 in files to Tiercel's market data: one feed, as datagrams of its lines or as a stream of messages.
 * Datagrams are arbitrated as live, by the times of their capture. Nobody can be asked for what is missing, and who
 * reads a file wants the rest: so the books go on with it, and are stale until a session begins.
 * Instruments are those that the messages name.
 */
public final class ItchFileHandler implements MoldUdp64Listener {
    private static final int MAX_LINES = 8;

    private static final long ANSWERS_NS = 2_000_000_000L;
    private static final int LONGEST_PACKET = 9_216;
    private static final int REORDER_PACKETS = 64;

    /** Before any message of a file. */
    private static final long SINCE_EVER = Long.MIN_VALUE + 1;

    private final MarketDataSink sender;
    private final Locates locates;
    private final TradingDate day;
    private final ItchMessages messages;
    private final MoldUdp64Receiver receiver;
    private String session = "";
    private long nowNs;
    private boolean stale;
    /** Since when books were live, once they are said to be: from the session's begin on. */
    private long liveSinceNs = SINCE_EVER;

    private boolean begun;

    /**
     * @param sender where messages wait, with room for {@link #stagedMessages}
     * @param zone   where midnight is the exchange's
     * @param clock  the day that is read
     * @param answered whether answers of a request server come, too, so that what is missing is waited for
     */
    public ItchFileHandler(
            final MarketDataSink sender,
            final FeedCounts counts,
            final InstrumentDirectory instruments,
            final BrokenTrades brokenTrades,
            final ZoneId zone,
            final Clock clock,
            final boolean answered) {
        this.sender = sender;
        locates = new FoundLocates(instruments);
        day = new TradingDate(clock, zone);
        final ItchMessages.Halts halts = new ItchMessages.Halts(ItchMarket.NASDAQ, true);
        messages = new ItchMessages(sender, counts, locates, day, halts, brokenTrades);
        receiver = new MoldUdp64Receiver(
                this, MoldUdp64Requests.NONE, counts, new LineStatistics(MAX_LINES), bounds(answered), "");
    }

    /** As live where a line's behaviour is judged. That no line says anything is no loss: the next packet tells. */
    private static ArbitrationBounds bounds(final boolean answered) {
        final ArbitrationBounds live = ArbitrationBounds.DEFAULT;
        return new ArbitrationBounds(
                answered ? live.heldPackets() : REORDER_PACKETS + 1,
                LONGEST_PACKET,
                REORDER_PACKETS,
                live.reorderNs(),
                answered ? Integer.MAX_VALUE : 0,
                Integer.MAX_VALUE,
                live.requestNs(),
                ANSWERS_NS,
                0,
                0,
                live.resetPackets(),
                live.resetNs(),
                Long.MAX_VALUE);
    }

    /** How many messages may wait to be sent at a time. */
    public static int stagedMessages() {
        return ItchHandler.stagedMessages(0, FeedLane.MAX_DATAGRAM_BYTES);
    }

    /** The one that is read, or was read last; empty before the first. */
    public String session() {
        return session;
    }

    /**
     * @param line   from 0, or {@link LinePacket#RETRANSMITTED}
     * @param timeNs of its capture; one before another's is taken for the same as that
     */
    public void onDatagram(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        // More lines than are told apart are one.
        receiver.onDatagram(Math.min(line, MAX_LINES - 1), buffer, offset, length, nowNs);
        receiver.arbiter().onTime(nowNs);
        goOn();
    }

    /** With what came, whatever is missing before it. */
    private void goOn() {
        final Arbiter arbiter = receiver.arbiter();
        boolean more = true;
        while (more) {
            more = arbiter.advance(nowNs);
            if (!more && arbiter.state() == ArbiterState.STALE) {
                arbiter.snapshotBegins();
                arbiter.snapshotComplete(arbiter.holeEnd(), nowNs);
                more = true;
            }
        }
    }

    /** A stream of messages begins, each given by {@link #onMessage} with {@link #onPacketEnd}. */
    public void onStream(final String newSession, final boolean fromTheFirst) {
        session = newSession;
        beginDay();
        if (fromTheFirst) {
            onLive();
        } else {
            onLost();
        }
    }

    /** Messages are missing, or could not be read. */
    public void onLost() {
        if (!stale) {
            stale = true;
            sender.feedStatus(FeedState.STALE);
            sender.send();
        }
    }

    /** Nothing more comes: what waits for something that is missing is taken without it. */
    public void onEnd() {
        nowNs += ArbitrationBounds.DEFAULT.reorderNs();
        receiver.arbiter().onTime(nowNs);
        goOn();
        while (receiver.arbiter().state() == ArbiterState.REQUESTING) {
            receiver.arbiter().lose(false, nowNs);
            goOn();
        }
        if (receiver.arbiter().state() == ArbiterState.JOINING
                || receiver.arbiter().isDoubtful()) {
            // Nothing will say any more what it was.
            onLost();
        }
    }

    @Override
    public void onSession(final long sessionHigh, final int sessionLow) {
        session = MoldUdp64Flyweight.sessionName(sessionHigh, sessionLow);
        beginDay();
    }

    private void beginDay() {
        locates.clear();
        day.begin();
        begin();
    }

    private void begin() {
        messages.forgetTradingStates();
        stale = false;
        liveSinceNs = begun ? day.nowNs() : SINCE_EVER;
        sender.time(day.nowNs());
        sender.feedStatus(FeedState.RECOVERING);
        if (begun) {
            sender.clearFacts(MarketDataSink.MARKET);
        }
        begun = true;
        sender.send();
        for (int i = 0; i < locates.count(); i++) {
            sender.clearFacts(locates.instrumentId(i));
            sender.clear(locates.instrumentId(i));
            // How many there are is not known when the room for what is staged is taken.
            sender.send();
        }
    }

    @Override
    public void onPacket(final long sequence, final long timeNs) {
        sender.from(0, sequence, timeNs);
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (!messages.onMessage(buffer, offset, length)) {
            onLost();
        }
    }

    @Override
    public void onPacketEnd() {
        sender.endPacket();
        sender.fromNowhere();
        sender.send();
    }

    @Override
    public void onLive() {
        if (!stale) {
            // The first packet says that nothing was missing before it, and its own messages are older than it.
            sender.time(liveSinceNs);
            sender.feedStatus(FeedState.LIVE);
            sender.send();
            liveSinceNs = day.nowNs();
            sender.time(liveSinceNs);
        }
    }

    @Override
    public void onRecovering(final LossReason reason) {
        if (!stale) {
            sender.feedStatus(FeedState.RECOVERING);
            sender.send();
        }
    }

    @Override
    public void onStale(final LossReason reason) {
        onLost();
    }

    @Override
    public void onSnapshotWanted() {
        throw new IllegalStateException("files have no snapshots");
    }

    /** All of it came. */
    @Override
    public void onSessionEnd() {
        onLive();
    }
}
