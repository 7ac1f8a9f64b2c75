package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.codecs.itch.ItchType;
import io.tiercel.codecs.marketdata.L3ExecuteEncoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.feed.BrokenTrades;
import io.tiercel.engine.feed.FeedCount;
import io.tiercel.engine.feed.FeedCounts;
import io.tiercel.engine.feed.MarketDataSink;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Messages of TotalView-ITCH 5.0, one by one, to Tiercel's. */
@HotPath
final class ItchMessages {
    /** 1e-4 in 1e-9. */
    private static final long PRICE_NANOS = 100_000;

    private static final int LOCATES = 1 << 16;
    /** A bit for each letter: messages that begin with an order's reference, and change a book by it. */
    private static final int OF_ORDERS = bit(ItchType.ADD_ORDER)
            | bit(ItchType.ADD_ORDER_MPID)
            | bit(ItchType.ORDER_EXECUTED)
            | bit(ItchType.ORDER_EXECUTED_PRICE)
            | bit(ItchType.ORDER_CANCEL)
            | bit(ItchType.ORDER_DELETE)
            | bit(ItchType.ORDER_REPLACE);

    /** In the place of a trading state: H has not said it. */
    private static final byte UNSAID = 0;

    private final MarketDataSink sink;
    private final FeedCounts counts;
    private final Locates locates;
    private final boolean boundByOrders;
    private final TradingDate day;
    private final Halts halts;
    private final ItchFacts facts;
    private final ItchFlyweight message = new ItchFlyweight();
    private final ItchFlyweight coming = new ItchFlyweight();
    /** By locate code, as H said them. */
    private final byte[] tradingStates = new byte[LOCATES];
    /** By locate code: halted on this market alone, whatever H says. */
    private final boolean[] marketHalts = new boolean[LOCATES];

    private boolean malformed;
    private long timeNs;

    /**
     * How it is known whether a stock trades.
     *
     * @param market           whose feed this is: that another one has halted a stock does not close its book here
     * @param tradesUnlessSaid whether a stock of which H has said nothing is taken to trade: where a file may begin
     *                         within the day. Else it is halted until then
     */
    record Halts(ItchMarket market, boolean tradesUnlessSaid) {}

    ItchMessages(
            final MarketDataSink sink,
            final FeedCounts counts,
            final Locates locates,
            final TradingDate day,
            final Halts halts) {
        this(sink, counts, locates, day, halts, BrokenTrades.NOBODY);
    }

    ItchMessages(
            final MarketDataSink sink,
            final FeedCounts counts,
            final Locates locates,
            final TradingDate day,
            final Halts halts,
            final BrokenTrades brokenTrades) {
        this.sink = sink;
        this.counts = counts;
        this.locates = locates;
        boundByOrders = locates.boundByOrders();
        this.day = day;
        this.halts = halts;
        facts = new ItchFacts(sink, counts, locates, day, brokenTrades);
    }

    /** What was said of which stocks trade holds no more: all of it is said anew. */
    void forgetTradingStates() {
        Arrays.fill(tradingStates, UNSAID);
        Arrays.fill(marketHalts, false);
    }

    /**
     * Returns whether it could be read: when not, what it would have changed is not known. Of a type that the version
     * does not have, too: it may be about orders.
     */
    boolean onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final ItchFlyweight.Form form = message.wrap(buffer, offset, length);
        if (form == ItchFlyweight.Form.UNKNOWN) {
            counts.add(FeedCount.UNKNOWN_TYPE, 1);
            return false;
        }
        malformed = form != ItchFlyweight.Form.WHOLE;
        if (!malformed) {
            timeNs = day.midnightNs() + message.timeNs();
            sink.time(timeNs);
            onWhole();
        }
        if (malformed) {
            counts.add(FeedCount.MALFORMED, 1);
        }
        return !malformed;
    }

    /** Of the newest message that could be read; 0 before the first. */
    long timeNs() {
        return timeNs;
    }

    /** Names the order of a message that comes soon, and of a replace the new one. */
    void expect(final DirectBuffer buffer, final int offset, final int length) {
        if (length < ItchType.length(ItchType.ORDER_DELETE)) {
            return;
        }
        coming.wrap(buffer, offset, length);
        final byte type = coming.type();
        if (isOfOrder(type)) {
            final int id = locates.idOfKnown(coming.locate());
            sink.expect(id, coming.orderReference());
            if (type == ItchType.ORDER_REPLACE && length >= ItchType.length(type)) {
                sink.expect(id, coming.newOrderReference());
            }
        }
    }

    private static int bit(final byte type) {
        return 1 << type - 'A';
    }

    private static boolean isOfOrder(final byte type) {
        return type >= 'A' && type <= 'Z' && (OF_ORDERS >>> type - 'A' & 1) != 0;
    }

    /** What comes most often; each in a method of its own, so that all of it is compiled into one. */
    private void onWhole() {
        switch (message.type()) {
            case ItchType.ADD_ORDER, ItchType.ADD_ORDER_MPID -> onAdd();
            case ItchType.ORDER_DELETE -> onDelete();
            case ItchType.ORDER_EXECUTED -> onExecuted();
            case ItchType.ORDER_CANCEL -> onCancel();
            case ItchType.ORDER_REPLACE -> onReplace();
            default -> onOther();
        }
    }

    private void onOther() {
        switch (message.type()) {
            case ItchType.ORDER_EXECUTED_PRICE -> onExecutedAt();
            case ItchType.TRADE -> onTrade();
            case ItchType.CROSS_TRADE -> onCross();
            case ItchType.TRADING_ACTION -> onTradingAction();
            case ItchType.OPERATIONAL_HALT -> onOperationalHalt();
            case ItchType.SYSTEM_EVENT -> onSystemEvent();
            case ItchType.STOCK_DIRECTORY -> {
                if (!locates.bind(message.locate(), message.stock())) {
                    counts.add(FeedCount.UNKNOWN_SYMBOL, 1);
                }
            }
            default -> facts.onMessage(message);
        }
    }

    /** The index of the message's instrument; one that is none's is counted. */
    private int index() {
        final int index = locates.index(message.locate());
        if (index == Locates.NONE) {
            counts.add(FeedCount.UNKNOWN_INSTRUMENT, 1);
        }
        return index;
    }

    /** The same of a message that names its stock. */
    private int index(final long stock) {
        if (boundByOrders) {
            locates.bind(message.locate(), stock);
        }
        return index();
    }

    private void onAdd() {
        final int index = index(message.orderStock());
        if (index == Locates.NONE) {
            return;
        }
        final byte side = message.side();
        if (side != 'B' && side != 'S') {
            malformed = true;
            return;
        }
        sink.add(
                locates.instrumentId(index),
                side == 'B' ? Side.BUY : Side.SELL,
                message.orderReference(),
                message.price() * PRICE_NANOS,
                message.shares() * locates.quantityUnit(index));
    }

    private void onDelete() {
        final int index = index();
        if (index != Locates.NONE) {
            sink.delete(locates.instrumentId(index), message.orderReference());
        }
    }

    private void onExecuted() {
        final int index = index();
        if (index != Locates.NONE) {
            sink.execute(
                    locates.instrumentId(index),
                    message.orderReference(),
                    L3ExecuteEncoder.priceNanosNullValue(),
                    message.executedShares() * locates.quantityUnit(index),
                    message.executedMatch());
        }
    }

    private void onCancel() {
        final int index = index();
        if (index != Locates.NONE) {
            sink.cancel(
                    locates.instrumentId(index),
                    message.orderReference(),
                    message.executedShares() * locates.quantityUnit(index));
        }
    }

    private void onReplace() {
        final int index = index();
        if (index != Locates.NONE) {
            sink.replace(
                    locates.instrumentId(index),
                    message.orderReference(),
                    message.newOrderReference(),
                    message.replacePrice() * PRICE_NANOS,
                    message.replaceShares() * locates.quantityUnit(index));
        }
    }

    private void onTrade() {
        final int index = index(message.orderStock());
        if (index != Locates.NONE) {
            sink.trade(
                    locates.instrumentId(index),
                    message.price() * PRICE_NANOS,
                    message.shares() * locates.quantityUnit(index),
                    message.tradeMatch());
        }
    }

    /** What is not printed was, or will be, as one trade for the whole cross. */
    private void onExecutedAt() {
        final int index = index();
        if (index == Locates.NONE) {
            return;
        }
        if (message.printableUnknown()) {
            malformed = true;
            return;
        }
        final int id = locates.instrumentId(index);
        final long quantity = message.executedShares() * locates.quantityUnit(index);
        if (message.printable()) {
            sink.execute(
                    id,
                    message.orderReference(),
                    message.executedPrice() * PRICE_NANOS,
                    quantity,
                    message.executedMatch());
        } else {
            sink.cancel(id, message.orderReference(), quantity);
        }
    }

    private void onCross() {
        final int index = index(message.crossStock());
        if (index == Locates.NONE) {
            return;
        }
        final long unit = locates.quantityUnit(index);
        final long shares = message.crossShares();
        if (shares < 0 || shares > Long.MAX_VALUE / unit) {
            malformed = true;
        } else if (shares == 0) {
            // A cross in which nothing traded.
            counts.add(FeedCount.PASSED_OVER, 1);
        } else {
            sink.trade(
                    locates.instrumentId(index),
                    message.crossPrice() * PRICE_NANOS,
                    shares * unit,
                    message.crossMatch());
        }
    }

    private void onTradingAction() {
        final int index = index(message.stock());
        if (index == Locates.NONE) {
            return;
        }
        tradingStates[message.locate()] = message.tradingState();
        tellTradingState(locates.instrumentId(index));
    }

    private void onOperationalHalt() {
        if (message.haltedMarket() != halts.market().code) {
            counts.add(FeedCount.PASSED_OVER, 1);
            return;
        }
        final int index = index(message.stock());
        if (index == Locates.NONE) {
            return;
        }
        final boolean was = marketHalts[message.locate()];
        // What is not known does not trade.
        final boolean is = message.haltAction() != 'T';
        marketHalts[message.locate()] = is;
        if (was && !is && halts.tradesUnlessSaid() && tradingStates[message.locate()] == UNSAID) {
            // As it was before.
            sink.instrumentStatus(locates.instrumentId(index), TradingStatus.TRADING);
            return;
        }
        tellTradingState(locates.instrumentId(index));
    }

    /** Of the message's stock: it is halted while either word says so. */
    private void tellTradingState(final int id) {
        if (marketHalts[message.locate()]) {
            sink.instrumentStatus(id, TradingStatus.HALTED);
            return;
        }
        switch (tradingStates[message.locate()]) {
            case UNSAID -> {
                // It stays as it was until H says what it is.
            }
            case 'T' -> sink.instrumentStatus(id, TradingStatus.TRADING);
            case 'Q' -> sink.instrumentStatus(id, TradingStatus.AUCTION);
            // H and P; and what is not known does not trade.
            default -> sink.instrumentStatus(id, TradingStatus.HALTED);
        }
    }

    private void onSystemEvent() {
        switch (message.event()) {
            case 'S' -> sink.sessionPhase(Phase.PRE_OPEN, day.date());
            case 'Q' -> sink.sessionPhase(Phase.OPEN, day.date());
            case 'M' -> sink.sessionPhase(Phase.CLOSING, day.date());
            case 'E' -> sink.sessionPhase(Phase.CLOSED, day.date());
            // Begin and end of messages: the session itself says so.
            default -> counts.add(FeedCount.PASSED_OVER, 1);
        }
    }
}
