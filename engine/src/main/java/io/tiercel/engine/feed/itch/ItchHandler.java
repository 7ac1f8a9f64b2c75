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
import io.tiercel.engine.feed.InstrumentDirectory;
import io.tiercel.engine.feed.LaneState;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Listener;
import io.tiercel.engine.feed.moldudp64.MoldUdp64Receiver;
import io.tiercel.engine.ingress.Clock;
import java.time.ZoneId;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * TotalView-ITCH 5.0 to Tiercel's market data. The books are live only while every message of the session, from the
 * first on, came and went to the subscriber. What is missing cannot be asked for: then the books are closed and
 * emptied, and stay so until the next session begins.
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
    private final Locates locates;
    /** Goes on whatever is missing: who reads a file is told what was, and wants the rest. */
    private final boolean ofFile;

    private final TradingDate day;
    private final ItchFlyweight message = new ItchFlyweight();
    // Written by the lane's thread before the state, read by others after it.
    private long sessionHigh;
    private int sessionLow;
    private volatile LaneState state = LaneState.WAITING;

    /**
     * @param session the only MoldUDP64 session that is taken; empty for any
     * @param zone    where midnight is the exchange's
     * @throws IllegalArgumentException when a symbol is none of ITCH's
     */
    public ItchHandler(
            final FeedSender sender,
            final FeedCounts counts,
            final List<FeedInstrument> instruments,
            final String session,
            final ZoneId zone,
            final Clock clock) {
        this(sender, counts, new LocateTable(instruments), false, session, zone, clock);
    }

    private ItchHandler(
            final FeedSender sender,
            final FeedCounts counts,
            final Locates locates,
            final boolean ofFile,
            final String session,
            final ZoneId zone,
            final Clock clock) {
        this.sender = sender;
        this.counts = counts;
        this.locates = locates;
        this.ofFile = ofFile;
        day = new TradingDate(clock, zone);
        receiver = new MoldUdp64Receiver(this, counts, session);
    }

    /**
     * For who reads files: instruments are those that the messages name. What a live lane would close its books for is
     * counted, told by {@link #state} and as the feed's status, and the messages behind it are taken.
     */
    @ColdPath
    public static ItchHandler ofFile(
            final FeedSender sender,
            final FeedCounts counts,
            final InstrumentDirectory instruments,
            final ZoneId zone,
            final Clock clock) {
        return new ItchHandler(sender, counts, new FoundLocates(instruments), true, "", zone, clock);
    }

    /** How many messages may wait to be sent at a time, for a feed of so many instruments. */
    public static int stagedMessages(final int instruments, final int maxDatagramBytes) {
        // A new session, and one datagram; each may lose the books, and says so of all.
        return maxDatagramBytes / MIN_BLOCK + 4 * instruments + FEED_MESSAGES;
    }

    @Override
    public void onDatagram(final DirectBuffer buffer, final int offset, final int length) {
        receiver.onDatagram(buffer, offset, length);
    }

    @Override
    public void onSubscriber() {
        if (receiver.atBegin()) {
            // It has missed nothing.
            openBooks();
        } else if (state == LaneState.LIVE) {
            lose(LaneState.NEW_SUBSCRIBER);
        } else if (state != LaneState.WAITING) {
            closeBooks();
        }
    }

    @Override
    public void onDropped() {
        if (state == LaneState.LIVE) {
            lose(LaneState.NO_SUBSCRIBER);
        }
    }

    @Override
    public void onBroken() {
        state = LaneState.BROKEN;
        sender.feedStatus(FeedState.RECOVERING);
    }

    @Override
    public LaneState state() {
        return state;
    }

    @Override
    @ColdPath
    public String session() {
        return state == LaneState.WAITING ? "" : MoldUdp64Flyweight.sessionName(sessionHigh, sessionLow);
    }

    @Override
    public void onSession(final long newSessionHigh, final int newSessionLow, final boolean complete) {
        sessionHigh = newSessionHigh;
        sessionLow = newSessionLow;
        locates.clear();
        day.begin();
        sender.time(day.nowNs());
        if (complete || ofFile) {
            openBooks();
        }
        if (!complete) {
            lose(LaneState.JOINED_LATE);
        }
    }

    private void openBooks() {
        closeBooks();
        // Who is not in the exchange's first list of what trades is halted.
        for (int i = 0; i < locates.count(); i++) {
            sender.instrumentStatus(locates.instrumentId(i), TradingStatus.HALTED);
            sendIfOfFile();
        }
        sender.feedStatus(FeedState.LIVE);
        state = LaneState.LIVE;
    }

    @Override
    public void onGap() {
        if (state == LaneState.LIVE) {
            lose(LaneState.GAP);
        }
    }

    @Override
    public void onSessionEnd() {
        if (state == LaneState.LIVE && !ofFile) {
            sender.feedStatus(FeedState.STALE);
        }
        state = LaneState.ENDED;
    }

    @Override
    public void onPacketEnd() {
        sender.endPacket();
    }

    private void lose(final LaneState reason) {
        state = reason;
        if (ofFile) {
            sender.feedStatus(FeedState.STALE);
        } else {
            closeBooks();
        }
    }

    /** At once; then they are emptied. */
    private void closeBooks() {
        sender.feedStatus(FeedState.RECOVERING);
        for (int i = 0; i < locates.count(); i++) {
            sender.clear(locates.instrumentId(i));
            sendIfOfFile();
        }
    }

    /** How many instruments a file has is not known when the room for what is staged is taken. */
    private void sendIfOfFile() {
        if (ofFile) {
            sender.send();
        }
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (state != LaneState.LIVE && !ofFile) {
            counts.add(FeedCount.WHILE_LOST, 1);
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
                if (ofFile) {
                    bindByStock();
                }
                final int index = locates.index(message.locate());
                if (index == Locates.NONE) {
                    counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
                } else {
                    onInstrument(locates.instrumentId(index), locates.quantityUnit(index));
                }
            }
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }

    /** A file may have no directory before its orders. */
    private void bindByStock() {
        switch (message.type()) {
            case ItchType.TRADING_ACTION -> locates.bind(message.locate(), message.stock());
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID, ItchType.TRADE ->
                locates.bind(message.locate(), message.orderStock());
            case ItchType.CROSS_TRADE -> locates.bind(message.locate(), message.crossStock());
            default -> {
                // The others name no stock.
            }
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
        lose(LaneState.MALFORMED);
    }
}
