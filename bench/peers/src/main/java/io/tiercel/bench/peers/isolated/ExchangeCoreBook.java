package io.tiercel.bench.peers.isolated;

import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.orderbook.IOrderBook;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;

/**
 * Exchange-core's direct order books as books of a feed: prices never cross, so what comes rests; what was traded is
 * taken off the order by its id, the shortest way there.
 */
final class ExchangeCoreBook implements Peer {
    private final ExchangeCoreBooks books;
    private final OrderCommand command = new OrderCommand();

    ExchangeCoreBook(final int instruments) {
        books = new ExchangeCoreBooks(instruments);
        command.orderType = OrderType.GTC;
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final IOrderBook book = books.book(operations.instrument(i));
            command.orderId = operations.orderId(i);
            switch (operations.kind(i)) {
                case Operations.ADD -> add(book, operations, i);
                case Operations.DELETE -> requireDone(book.cancelOrder(command), operations, i);
                case Operations.EXECUTE -> {
                    command.size = operations.quantity(i);
                    requireDone(book.reduceOrder(command), operations, i);
                }
                case Operations.REPLACE -> {
                    requireDone(book.cancelOrder(command), operations, i);
                    command.orderId = operations.newOrderId(i);
                    add(book, operations, i);
                }
                default -> throw operations.unknown(i);
            }
        }
    }

    private void add(final IOrderBook book, final Operations operations, final int index) {
        command.action = operations.buy(index) ? OrderAction.BID : OrderAction.ASK;
        command.price = operations.price(index);
        command.size = operations.quantity(index);
        book.newOrder(command);
    }

    private static void requireDone(final CommandResultCode result, final Operations operations, final int index) {
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
