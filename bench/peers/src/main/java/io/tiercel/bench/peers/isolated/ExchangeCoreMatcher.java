package io.tiercel.bench.peers.isolated;

import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.orderbook.IOrderBook;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;

/** Exchange-core's direct order book as it is meant: one instrument, one command object, events for an answer. */
final class ExchangeCoreMatcher implements Peer {
    private final ExchangeCoreBooks books = new ExchangeCoreBooks(1);
    private final IOrderBook book = books.book(1);
    private final OrderCommand command = new OrderCommand();
    private final Trades trades;

    ExchangeCoreMatcher(final Trades trades) {
        this.trades = trades;
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            command.orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD -> place(operations, i, OrderType.GTC);
                case Operations.IMMEDIATE -> place(operations, i, OrderType.IOC);
                case Operations.DELETE -> requireDone(book.cancelOrder(command), operations, i);
                case Operations.MOVE -> {
                    command.command = OrderCommandType.MOVE_ORDER;
                    command.price = operations.price(i);
                    requireDone(book.moveOrder(command), operations, i);
                    takeTrades();
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private void place(final Operations operations, final int index, final OrderType type) {
        command.command = OrderCommandType.PLACE_ORDER;
        command.orderType = type;
        command.action = operations.buy(index) ? OrderAction.BID : OrderAction.ASK;
        command.price = operations.price(index);
        command.size = operations.quantity(index);
        book.newOrder(command);
        takeTrades();
    }

    private void takeTrades() {
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                trades.onTrade(event.matchedOrderId, event.price, event.size);
            }
        }
        command.matcherEvent = null;
    }

    private void requireDone(final CommandResultCode result, final Operations operations, final int index) {
        if (result != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("exchange-core answers " + result + " to " + operations.describe(index));
        }
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        return books.bestPrice(instrument, buy);
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        return books.bestQuantity(instrument, buy);
    }
}
