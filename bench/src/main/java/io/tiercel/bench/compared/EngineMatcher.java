package io.tiercel.bench.compared;

import io.tiercel.bench.market.MarketFlow;
import io.tiercel.bench.peers.Operations;
import io.tiercel.bench.peers.Peer;
import io.tiercel.bench.peers.Trades;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.venue.sim.MatchListener;
import io.tiercel.engine.venue.sim.Matcher;

/** The matcher of the built-in market, with as much room as a venue gives it by default. */
public final class EngineMatcher implements Peer, MatchListener {
    private static final long TICK = MarketFlow.TICK_NANOS;
    private static final long OWNER = 0;
    private static final int MAX_ORDERS = 1 << 14;
    private static final int MAX_LEVELS = 1 << 12;

    private final Matcher matcher = new Matcher(MAX_ORDERS, MAX_LEVELS, this);
    private final Trades trades;

    public EngineMatcher(final Trades trades) {
        this.trades = trades;
    }

    @Override
    public void apply(final Operations operations, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final long orderId = operations.orderId(i);
            final boolean done = switch (operations.kind(i)) {
                case Operations.ADD -> submit(operations, i, TimeInForce.GTC);
                case Operations.IMMEDIATE -> submit(operations, i, TimeInForce.IOC);
                case Operations.DELETE -> matcher.cancel(orderId);
                case Operations.MOVE ->
                    matcher.replace(orderId, orderId, OWNER, operations.price(i) * TICK, operations.quantity(i))
                            == VenueReason.NONE;
                default -> throw operations.unknown(i);
            };
            if (!done) {
                throw new IllegalStateException("the matcher refuses the " + operations.describe(i));
            }
        }
    }

    private boolean submit(final Operations operations, final int index, final TimeInForce timeInForce) {
        return matcher.submit(
                        operations.orderId(index),
                        OWNER,
                        operations.buy(index) ? Side.BUY : Side.SELL,
                        OrderType.LIMIT,
                        timeInForce,
                        false,
                        operations.price(index) * TICK,
                        operations.quantity(index))
                == VenueReason.NONE;
    }

    @Override
    public long bestPrice(final int instrument, final boolean buy) {
        final long price = matcher.bestPriceNanos(buy ? Side.BUY : Side.SELL);
        return price == Matcher.NO_PRICE ? 0 : price / TICK;
    }

    @Override
    public long bestQuantity(final int instrument, final boolean buy) {
        final Side side = buy ? Side.BUY : Side.SELL;
        return matcher.levelCount(side) == 0 ? 0 : matcher.levelQuantity(side, 0);
    }

    @Override
    public void onExecuted(
            final long makerId,
            final long makerOwner,
            final long makerLeaves,
            final long takerId,
            final long takerOwner,
            final long takerLeaves,
            final Side takerSide,
            final long priceNanos,
            final long quantity) {
        trades.onTrade(makerId, priceNanos / TICK, quantity);
    }

    @Override
    public void onAccepted(final long orderId, final long owner) {}

    @Override
    public void onRested(
            final long orderId, final long owner, final Side side, final long priceNanos, final long quantity) {}

    @Override
    public void onUnfilled(final long orderId, final long owner, final long quantity) {}

    @Override
    public void onCancelled(final long orderId, final long owner, final Side side, final long quantity) {}

    @Override
    public void onReduced(
            final long orderId, final long owner, final Side side, final long reducedBy, final long leaves) {}

    @Override
    public void onMoved(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {}

    @Override
    public void onTakenOut(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {}
}
