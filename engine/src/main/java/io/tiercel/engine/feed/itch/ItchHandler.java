package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.moldudp64.MoldUdp64Flyweight;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.DatagramHandler;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.FeedInstrument;
import io.tiercel.engine.feed.FeedSender;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.arbitration.ArbiterState;
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
public final class ItchHandler implements DatagramHandler, MoldUdp64Listener {
    /** 1e-4 in 1e-9. */
    private static final long PRICE_NANOS = 100_000;

    /** Statuses of the feed around the books' own, and what the last datagram left. */
    private static final int FEED_MESSAGES = 16;

    private static final int MIN_BLOCK =
            MoldUdp64Flyweight.BLOCK_HEADER_LENGTH + ItchType.length(ItchType.SYSTEM_EVENT);

    private final FeedSender sender;
    private final FeedCounts counts;
    private final MoldUdp64Receiver receiver;
    private final LocateTable locates;
    private final TradingDate day;
    private final ItchFlyweight message = new ItchFlyweight();
    /** Of what is handled now. */
    private long nowNs;

    /** Nobody took what was sent: messages are for nobody until somebody comes. */
    private boolean unheard;
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
        receiver = new MoldUdp64Receiver(
                this, receiving.requests(), counts, receiving.lines(), receiving.bounds(), receiving.session());
    }

    /**
     * How a feed's packets come.
     *
     * @param session the only one that is taken; empty for any
     */
    public record Receiving(
            String session, ArbitrationBounds bounds, LineStatistics lines, MoldUdp64Requests requests) {}

    /** How many messages may wait to be sent at a time, for a feed of so many instruments. */
    public static int stagedMessages(final int instruments, final int maxDatagramBytes) {
        // A new session, and one datagram; each may lose the books, and says so of all.
        return maxDatagramBytes / MIN_BLOCK + 4 * instruments + FEED_MESSAGES;
    }

    @Override
    public void onDatagram(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
        nowNs = timeNs;
        receiver.onDatagram(line, buffer, offset, length, timeNs);
    }

    @Override
    public boolean advance(final long timeNs) {
        nowNs = timeNs;
        return receiver.arbiter().advance(timeNs);
    }

    @Override
    public void onTime(final long timeNs) {
        nowNs = timeNs;
        receiver.arbiter().onTime(timeNs);
    }

    @Override
    public void onSubscriber(final long timeNs) {
        nowNs = timeNs;
        unheard = false;
        if (state == LaneState.WAITING) {
            return;
        }
        sender.time(timeNs);
        final boolean live = receiver.arbiter().state() == ArbiterState.LIVE;
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
        begin("the session begins");
    }

    @Override
    public void onReset() {
        begin("the sequence has begun anew");
    }

    private void begin(final String why) {
        become(LaneState.RECOVERING, why);
        sender.time(nowNs);
        voidBooks();
    }

    /** Closes them at once, then empties them. Who is not in the exchange's first list of what trades is halted. */
    private void voidBooks() {
        sender.feedStatus(FeedState.RECOVERING);
        for (int i = 0; i < locates.count(); i++) {
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
        counts.add(FeedCount.SNAPSHOTS, 1);
    }

    @Override
    public void onSessionEnd() {
        sender.feedStatus(FeedState.STALE);
        become(LaneState.ENDED, "");
    }

    @Override
    public void onPacketEnd() {
        skipsRest = false;
        sender.endPacket();
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (unheard || skipsRest) {
            return;
        }
        final ItchFlyweight.Form form = message.wrap(buffer, offset, length);
        if (form == ItchFlyweight.Form.WHOLE) {
            sender.time(day.midnightNs() + message.timeNs());
            onWhole();
        } else if (form == ItchFlyweight.Form.UNKNOWN) {
            counts.add(FeedCount.UNKNOWN_TYPE, 1);
        } else {
            onMalformed();
        }
    }

    private void onWhole() {
        switch (message.type()) {
            case ItchType.SYSTEM_EVENT -> onSystemEvent();
            case ItchType.STOCK_DIRECTORY -> {
                if (!locates.bind(message.locate(), message.stock())) {
                    counts.add(FeedCount.UNKNOWN_SYMBOL, 1);
                }
            }
            case ItchType.BROKEN_TRADE -> counts.add(FeedCount.BROKEN_TRADES, 1);
            case ItchType.TRADING_ACTION,
                    ItchType.ADD_ORDER,
                    ItchType.ADD_ORDER_MPID,
                    ItchType.ORDER_EXECUTED,
                    ItchType.ORDER_EXECUTED_PRICE,
                    ItchType.ORDER_CANCEL,
                    ItchType.ORDER_DELETE,
                    ItchType.ORDER_REPLACE,
                    ItchType.TRADE,
                    ItchType.CROSS_TRADE -> {
                final int index = locates.index(message.locate());
                if (index == LocateTable.NONE) {
                    counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
                } else {
                    onInstrument(locates.instrumentId(index), locates.quantityUnit(index));
                }
            }
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    private void onInstrument(final int id, final long unit) {
        switch (message.type()) {
            case ItchType.TRADING_ACTION -> onTradingAction(id);
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID -> onAdd(id, unit);
            case ItchType.ORDER_EXECUTED ->
                sender.execute(
                        id,
                        message.orderReference(),
                        L3ExecuteEncoder.priceNanosNullValue(),
                        message.executedShares() * unit,
                        message.executedMatch());
            case ItchType.ORDER_EXECUTED_PRICE -> onExecutedAt(id, unit);
            case ItchType.ORDER_CANCEL -> sender.cancel(id, message.orderReference(), message.executedShares() * unit);
            case ItchType.ORDER_DELETE -> sender.delete(id, message.orderReference());
            case ItchType.ORDER_REPLACE ->
                sender.replace(
                        id,
                        message.orderReference(),
                        message.newOrderReference(),
                        message.replacePrice() * PRICE_NANOS,
                        message.replaceShares() * unit);
            case ItchType.TRADE ->
                sender.trade(id, message.price() * PRICE_NANOS, message.shares() * unit, message.tradeMatch());
            default -> onCross(id, unit);
        }
    }

    private void onAdd(final int id, final long unit) {
        final byte side = message.side();
        if (side != 'B' && side != 'S') {
            onMalformed();
            return;
        }
        sender.add(
                id,
                side == 'B' ? Side.BUY : Side.SELL,
                message.orderReference(),
                message.price() * PRICE_NANOS,
                message.shares() * unit);
    }

    /** What is not printed was, or will be, as one trade for the whole cross. */
    private void onExecutedAt(final int id, final long unit) {
        final long quantity = message.executedShares() * unit;
        if (message.printable()) {
            sender.execute(
                    id,
                    message.orderReference(),
                    message.executedPrice() * PRICE_NANOS,
                    quantity,
                    message.executedMatch());
        } else {
            sender.cancel(id, message.orderReference(), quantity);
        }
    }

    private void onCross(final int id, final long unit) {
        final long shares = message.crossShares();
        if (shares < 0 || shares > Long.MAX_VALUE / unit) {
            onMalformed();
        } else if (shares == 0) {
            // A cross in which nothing traded.
            counts.add(FeedCount.PASSED_OVER, 1);
        } else {
            sender.trade(id, message.crossPrice() * PRICE_NANOS, shares * unit, message.crossMatch());
        }
    }

    private void onTradingAction(final int id) {
        switch (message.tradingState()) {
            case 'T' -> sender.instrumentStatus(id, TradingStatus.TRADING);
            case 'Q' -> sender.instrumentStatus(id, TradingStatus.AUCTION);
            // H and P; and what is not known does not trade.
            default -> sender.instrumentStatus(id, TradingStatus.HALTED);
        }
    }

    private void onSystemEvent() {
        switch (message.event()) {
            case 'S' -> sender.sessionPhase(Phase.PRE_OPEN, day.date());
            case 'Q' -> sender.sessionPhase(Phase.OPEN, day.date());
            case 'M' -> sender.sessionPhase(Phase.CLOSING, day.date());
            case 'E' -> sender.sessionPhase(Phase.CLOSED, day.date());
            // Begin and end of messages: the session itself says so.
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    /** What it would have changed is not known. */
    private void onMalformed() {
        counts.add(FeedCount.MALFORMED, 1);
        skipsRest = true;
        voidBooks();
        receiver.arbiter().lose(false, nowNs);
        become(state, "a message could not be read");
    }
}
