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
import io.tiercel.engine.feed.FeedSender;
import org.agrona.DirectBuffer;

/** Messages of TotalView-ITCH 5.0, one by one, to Tiercel's. */
@HotPath
final class ItchMessages {
    /** 1e-4 in 1e-9. */
    private static final long PRICE_NANOS = 100_000;

    private final FeedSender sender;
    private final FeedCounts counts;
    private final Locates locates;
    private final boolean boundByOrders;
    private final TradingDate day;
    private final BrokenTrades brokenTrades;
    private final ItchFlyweight message = new ItchFlyweight();
    private boolean malformed;

    ItchMessages(final FeedSender sender, final FeedCounts counts, final Locates locates, final TradingDate day) {
        this(sender, counts, locates, day, BrokenTrades.NOBODY);
    }

    ItchMessages(
            final FeedSender sender,
            final FeedCounts counts,
            final Locates locates,
            final TradingDate day,
            final BrokenTrades brokenTrades) {
        this.sender = sender;
        this.counts = counts;
        this.locates = locates;
        boundByOrders = locates.boundByOrders();
        this.day = day;
        this.brokenTrades = brokenTrades;
    }

    /** Returns whether it could be read: when not, what it would have changed is not known. */
    boolean onMessage(final DirectBuffer buffer, final int offset, final int length) {
        malformed = false;
        final ItchFlyweight.Form form = message.wrap(buffer, offset, length);
        if (form == ItchFlyweight.Form.WHOLE) {
            sender.time(day.midnightNs() + message.timeNs());
            onWhole();
        } else if (form == ItchFlyweight.Form.UNKNOWN) {
            counts.add(FeedCount.UNKNOWN_TYPE, 1);
        } else {
            malformed = true;
        }
        counts.add(FeedCount.MALFORMED, malformed ? 1 : 0);
        return !malformed;
    }

    private void onWhole() {
        switch (message.type()) {
            case ItchType.SYSTEM_EVENT -> onSystemEvent();
            case ItchType.STOCK_DIRECTORY -> {
                if (!locates.bind(message.locate(), message.stock())) {
                    counts.add(FeedCount.UNKNOWN_SYMBOL, 1);
                }
            }
            case ItchType.BROKEN_TRADE -> {
                counts.add(FeedCount.BROKEN_TRADES, 1);
                brokenTrades.onBroken(message.brokenMatch());
            }
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
                if (boundByOrders) {
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
            malformed = true;
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
            malformed = true;
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
}
