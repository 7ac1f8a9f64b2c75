package io.tiercel.bench.peers.isolated;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50;
import com.paritytrading.juncture.nasdaq.itch50.ITCH50Parser;
import io.tiercel.bench.peers.PacketPeer;
import io.tiercel.bench.peers.Packets;

/** Juncture's parser; all fields of all messages added up. */
final class JunctureDecoder implements PacketPeer {
    private final Sum sum = new Sum();
    private final JunctureLoop loop = new JunctureLoop(new ITCH50Parser(sum));

    @Override
    public void apply(final Packets packets, final int from, final int to) {
        loop.apply(packets, from, to);
    }

    @Override
    public long result() {
        return sum.total;
    }

    @Override
    public long orderCount() {
        return 0;
    }

    private static long time(final int high, final long low) {
        return (long) high << Integer.SIZE | low;
    }

    /** Of what the bench sends; what the directory says of a stock is not in it. */
    private static final class Sum extends UnheardMessages {
        private long total;

        @Override
        public void addOrder(final ITCH50.AddOrder add) {
            total += add.stockLocate
                    + add.trackingNumber
                    + time(add.timestampHigh, add.timestampLow)
                    + add.orderReferenceNumber
                    + add.buySellIndicator
                    + add.shares
                    + add.stock
                    + add.price;
        }

        @Override
        public void addOrderMPID(final ITCH50.AddOrderMPID add) {
            total += add.stockLocate
                    + add.trackingNumber
                    + time(add.timestampHigh, add.timestampLow)
                    + add.orderReferenceNumber
                    + add.buySellIndicator
                    + add.shares
                    + add.stock
                    + add.price
                    + add.attribution;
        }

        @Override
        public void orderExecuted(final ITCH50.OrderExecuted executed) {
            total += executed.stockLocate
                    + executed.trackingNumber
                    + time(executed.timestampHigh, executed.timestampLow)
                    + executed.orderReferenceNumber
                    + executed.executedShares
                    + executed.matchNumber;
        }

        @Override
        public void orderExecutedWithPrice(final ITCH50.OrderExecutedWithPrice executed) {
            total += executed.stockLocate
                    + executed.trackingNumber
                    + time(executed.timestampHigh, executed.timestampLow)
                    + executed.orderReferenceNumber
                    + executed.executedShares
                    + executed.matchNumber
                    + executed.printable
                    + executed.executionPrice;
        }

        @Override
        public void orderCancel(final ITCH50.OrderCancel cancel) {
            total += cancel.stockLocate
                    + cancel.trackingNumber
                    + time(cancel.timestampHigh, cancel.timestampLow)
                    + cancel.orderReferenceNumber
                    + cancel.canceledShares;
        }

        @Override
        public void orderDelete(final ITCH50.OrderDelete delete) {
            total += delete.stockLocate
                    + delete.trackingNumber
                    + time(delete.timestampHigh, delete.timestampLow)
                    + delete.orderReferenceNumber;
        }

        @Override
        public void orderReplace(final ITCH50.OrderReplace replace) {
            total += replace.stockLocate
                    + replace.trackingNumber
                    + time(replace.timestampHigh, replace.timestampLow)
                    + replace.originalOrderReferenceNumber
                    + replace.newOrderReferenceNumber
                    + replace.shares
                    + replace.price;
        }

        @Override
        public void trade(final ITCH50.Trade trade) {
            total += trade.stockLocate
                    + trade.trackingNumber
                    + time(trade.timestampHigh, trade.timestampLow)
                    + trade.orderReferenceNumber
                    + trade.buySellIndicator
                    + trade.shares
                    + trade.stock
                    + trade.price
                    + trade.matchNumber;
        }
    }
}
