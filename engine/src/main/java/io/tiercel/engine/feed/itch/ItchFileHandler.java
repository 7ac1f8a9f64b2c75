package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.itch.GlimpseSnapshot;
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
import io.tiercel.engine.feed.arbitration.AwaitedAnswers;
import io.tiercel.engine.feed.arbitration.LinePacket;
import io.tiercel.engine.feed.arbitration.LineStatistics;
import io.tiercel.engine.feed.arbitration.LossReason;
import io.tiercel.engine.feed.arbitration.UnreadDatagram;
import io.tiercel.engine.feed.capture.CapturedBounds;
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

    /** Before any message of a file. */
    private static final long SINCE_EVER = Long.MIN_VALUE + 1;

    private final MarketDataSink sender;
    private final boolean fetches;
    private final Locates locates;
    private final TradingDate day;
    private final ItchMessages messages;
    private final MoldUdp64Receiver receiver;
    private final AwaitedAnswers answers;
    private final UnreadDatagram unread = new UnreadDatagram();
    private final long reorderNs;
    /** Null where no snapshots come. */
    private final NewestMessages newest;

    private String session = "";
    private long nowNs;
    private boolean stale;
    /** Since when books were live, once they are said to be: from the session's begin on. */
    private long liveSinceNs = SINCE_EVER;

    /** The clock of the capture, of the exchange's: by the newest message. */
    private long aheadNs;

    private boolean begun;
    /** Books are a snapshot's so far: what lines bring waits for its end. */
    private boolean takesSnapshot;

    /**
     * @param sender where messages wait, with room for {@link #stagedMessages}
     * @param zone   where midnight is the exchange's
     * @param clock  the day that is read
     * @param lines  by which they are judged; what is said there of servers has no meaning
     * @param answered  whether answers of a request server come, too, so that what is missing is waited for
     * @param snapshots whether those of a server come, too, with which books begin anew
     */
    public ItchFileHandler(
            final MarketDataSink sender,
            final FeedCounts counts,
            final InstrumentDirectory instruments,
            final BrokenTrades brokenTrades,
            final ZoneId zone,
            final Clock clock,
            final ArbitrationBounds lines,
            final boolean answered,
            final boolean snapshots) {
        this.sender = sender;
        fetches = sender.fetches();
        reorderNs = lines.reorderNs();
        newest = snapshots ? new NewestMessages() : null;
        locates = new FoundLocates(instruments);
        day = new TradingDate(clock, zone);
        final ItchMessages.Halts halts = new ItchMessages.Halts(ItchMarket.NASDAQ, true);
        messages = new ItchMessages(sender, counts, locates, day, halts, brokenTrades);
        receiver = new MoldUdp64Receiver(
                this,
                MoldUdp64Requests.NONE,
                counts,
                new LineStatistics(MAX_LINES),
                CapturedBounds.ofFile(lines, answered || snapshots),
                "");
        answers = new AwaitedAnswers(receiver.arbiter());
    }

    /** How many messages may wait to be sent at a time. */
    public static int stagedMessages() {
        return ItchHandler.stagedMessages(0, FeedLane.MAX_DATAGRAM_BYTES);
    }

    /** The one that is read, or was read last; empty before the first. */
    public String session() {
        return session;
    }

    /** Whether something is missing, or could not be read, since the session began. */
    public boolean isStale() {
        return stale;
    }

    /**
     * @param line   from 0, or {@link LinePacket#RETRANSMITTED}
     * @param timeNs of its capture; one before another's is taken for the same as that
     */
    public void onDatagram(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        final long expected = receiver.arbiter().expected();
        receiver.onDatagram(told(line), buffer, offset, length, nowNs, nowNs);
        receiver.arbiter().onTime(nowNs);
        goOn();
        if (answers.giveUp(nowNs)) {
            goOn();
        }
        if (unread.settles(told(line), expected, receiver.arbiter())) {
            onLive();
        }
    }

    /** More lines than are told apart are one. */
    private static int told(final int line) {
        return Math.min(line, MAX_LINES - 1);
    }

    /** Something of a line, or of the stream (0), could not be read: what comes next says whether any is missing. */
    public void onUnread(final int line) {
        final boolean said = unread.isOpen();
        unread.onLine(told(line));
        if (!said) {
            onRecovering(LossReason.GAP);
        }
    }

    /** A message of the stream comes: nothing before it is missing. */
    public void onStreamGoesOn() {
        if (unread.isOpen()) {
            unread.settle();
            onLive();
        }
    }

    /** Whether lines have brought all of the session. */
    public boolean isOver() {
        return receiver.arbiter().state() == ArbiterState.ENDED;
    }

    /** With what came, whatever is missing before it. */
    private void goOn() {
        final Arbiter arbiter = receiver.arbiter();
        boolean more = true;
        while (more) {
            more = arbiter.advance(nowNs);
            if (!more && arbiter.state() == ArbiterState.STALE) {
                arbiter.snapshotBegins();
                goOnAt(arbiter.holeEnd());
                more = true;
            }
        }
    }

    /** Returns whether it does. */
    private boolean goOnAt(final long sequence) {
        if (newest != null) {
            newest.beginAt(sequence);
        }
        return receiver.arbiter().snapshotComplete(sequence, nowNs);
    }

    /**
     * A snapshot comes: its messages follow, each by {@link #onSnapshotMessage}. Returns whether it is taken; it is not
     * where nothing is missing.
     */
    public boolean onSnapshotBegin(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        final Arbiter arbiter = receiver.arbiter();
        if (!stale && !takesSnapshot && arbiter.holeEnd() <= arbiter.expected()) {
            return false;
        }
        begin();
        takesSnapshot = true;
        return true;
    }

    /** One of ITCH, or the one that says where the session goes on. */
    public void onSnapshotMessage(final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        if (!takesSnapshot) {
            return;
        }
        nowNs = Math.max(nowNs, timeNs);
        if (GlimpseSnapshot.is(buffer, offset, length)) {
            onSnapshotEnd(GlimpseSnapshot.sequence(buffer, offset));
        } else if (messages.onMessage(buffer, offset, length)) {
            onPacketEnd();
        } else {
            onSnapshotLost();
        }
    }

    /** The books are those before the message with this sequence: what came from there on is applied to them. */
    private void onSnapshotEnd(final long sequence) {
        if (sequence < newest.first()) {
            // There is a hole behind it.
            onSnapshotLost();
            return;
        }
        final Arbiter arbiter = receiver.arbiter();
        if (sequence > newest.next()) {
            // Lines have not come so far.
            arbiter.lose(false, nowNs);
            takesSnapshot = false;
            if (!goOnAt(sequence)) {
                onLost();
            }
        } else {
            takesSnapshot = false;
            for (long i = sequence; i < newest.next(); i++) {
                apply(newest.buffer(), newest.offset(i), newest.length(i));
                onPacketEnd();
            }
            if (arbiter.isLive() || arbiter.state() == ArbiterState.ENDED) {
                onLive();
            }
        }
        goOn();
    }

    /** The rest of it does not come. */
    public void onSnapshotLost() {
        if (takesSnapshot) {
            takesSnapshot = false;
            onLost();
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

    /** Whether the message that has this number in the session came. */
    public boolean has(final String itsSession, final long sequence) {
        return itsSession.equals(session) && sequence < receiver.arbiter().expected();
    }

    /** What is missing does not come. */
    public void goOnWithout() {
        nowNs += reorderNs;
        receiver.arbiter().onTime(nowNs);
        goOn();
        while (receiver.arbiter().state() == ArbiterState.REQUESTING) {
            receiver.arbiter().lose(false, nowNs);
            goOn();
        }
    }

    /** Nothing more comes: what waits for something that is missing is taken without it. */
    public void onEnd() {
        onSnapshotLost();
        goOnWithout();
        if (receiver.arbiter().state() == ArbiterState.JOINING
                || receiver.arbiter().isDoubtful()
                || unread.isOpen()) {
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
        if (newest != null) {
            newest.beginAt(1);
        }
        locates.clear();
        day.begin();
        begin();
    }

    private void begin() {
        messages.forgetTradingStates();
        takesSnapshot = false;
        stale = false;
        liveSinceNs = begun ? venueNs() : SINCE_EVER;
        sender.time(liveSinceNs);
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
    public void onPacket(final long sequence, final long receivedNs) {
        sender.from(0, sequence, receivedNs);
    }

    @Override
    public void onWhole(final MoldUdp64Flyweight packet) {
        if (fetches && !takesSnapshot && packet.messageCount() > 1) {
            while (packet.next()) {
                messages.expect(packet.buffer(), packet.messageOffset(), packet.messageLength());
            }
            sender.fetch();
        }
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (newest != null) {
            newest.add(buffer, offset, length);
        }
        if (!takesSnapshot) {
            apply(buffer, offset, length);
        }
    }

    private void apply(final DirectBuffer buffer, final int offset, final int length) {
        if (!messages.onMessage(buffer, offset, length)) {
            onLost();
        }
    }

    @Override
    public void onPacketEnd() {
        if (messages.timeNs() != 0) {
            aheadNs = day.nowNs() - messages.timeNs();
        }
        sender.endPacket();
        sender.fromNowhere();
        sender.send();
    }

    @Override
    public void onLive() {
        if (!stale && !takesSnapshot && !unread.isOpen()) {
            // The first packet says that nothing was missing before it, and its own messages are older than it.
            sender.time(liveSinceNs);
            sender.feedStatus(FeedState.LIVE);
            sender.send();
            liveSinceNs = venueNs();
            sender.time(liveSinceNs);
        }
    }

    /** By the exchange's clock: who captured it may have had another one, or have captured what was played again. */
    private long venueNs() {
        return day.nowNs() - aheadNs;
    }

    @Override
    public void onRecovering(final LossReason reason) {
        if (!stale && !takesSnapshot) {
            sender.feedStatus(FeedState.RECOVERING);
            sender.send();
        }
    }

    @Override
    public void onStale(final LossReason reason) {
        if (!takesSnapshot) {
            onLost();
        }
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
