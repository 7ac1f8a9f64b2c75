package io.tiercel.engine.replay.story;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.StrategyContext;
import java.time.Duration;
import java.util.Locale;

/** Passes on what a strategy asks for. */
final class WatchedPort implements OrderPort {
    private final StrategyContext context;
    private final OrderPort port;
    private final StrategyWatch watch;

    WatchedPort(final StrategyContext context, final StrategyWatch watch) {
        this.context = context;
        this.port = context.orders();
        this.watch = watch;
    }

    @Override
    public long submit(
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        watch.onAsk(
                "submit " + side + " " + quantity(instrumentId, quantity) + " " + symbol(instrumentId)
                        + (type == OrderType.MARKET ? " at the market" : " at " + price(priceNanos)) + ", " + type + " "
                        + timeInForce + (postOnly ? ", post only" : ""),
                0);
        final long orderId = port.submit(instrumentId, side, type, timeInForce, postOnly, priceNanos, quantity);
        watch.onAnswer(orderId);
        return orderId;
    }

    @Override
    public long submitTwap(
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final long quantity,
            final long durationNs,
            final int sliceCount) {
        watch.onAsk(
                "submitTwap " + side + " " + quantity(instrumentId, quantity) + " " + symbol(instrumentId) + ", limit "
                        + price(limitPriceNanos) + ", " + sliceCount + " slices in "
                        + Duration.ofNanos(durationNs).toString().substring(2).toLowerCase(Locale.ROOT),
                0);
        final long orderId = port.submitTwap(instrumentId, side, limitPriceNanos, quantity, durationNs, sliceCount);
        watch.onAnswer(orderId);
        return orderId;
    }

    @Override
    public boolean cancel(final long orderId) {
        watch.onAsk("cancel", orderId);
        final boolean sent = port.cancel(orderId);
        watch.onAnswer(orderId);
        return sent;
    }

    @Override
    public boolean replace(final long orderId, final long priceNanos, final long quantity) {
        watch.onAsk("replace, price " + price(priceNanos), orderId);
        final boolean known = port.replace(orderId, priceNanos, quantity);
        watch.onAnswer(orderId);
        return known;
    }

    @Override
    public void cancelAll(final int instrumentId) {
        watch.onAsk("cancelAll", 0);
        port.cancelAll(instrumentId);
        watch.onAnswer(0);
    }

    private String symbol(final int instrumentId) {
        final Book book = context.book(instrumentId);
        return book == null ? "instrument " + instrumentId : book.instrument().symbol();
    }

    private String quantity(final int instrumentId, final long quantity) {
        final Book book = context.book(instrumentId);
        return FixedPoint.format(quantity, book == null ? 0 : book.instrument().quantityScale());
    }

    private static String price(final long priceNanos) {
        return FixedPoint.format(priceNanos, FixedPoint.PRICE_SCALE);
    }
}
