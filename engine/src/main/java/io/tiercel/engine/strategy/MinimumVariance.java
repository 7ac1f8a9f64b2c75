package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Holds the long-only basket with the least variance over the instruments of an analytics lane:
 *
 * <pre>
 *  C       = the lane's covariance, all but its diagonal × (1 − shrinkage)
 *  weights = those with the least w'Cw, where 0 ≤ w ≤ maxWeight and Σw = 1
 *  target  = weight × budget ÷ mid, in whole lots
 * </pre>
 *
 * With each new result it takes what is missing to the target, or gives what is too much, where that is worth at
 * least {@code band} of the budget. Its orders never rest. On a result that is stale or too old it does nothing.
 */
@HotPath
final class MinimumVariance implements Strategy {
    private static final int SECTION = 0x4D56;
    private static final int MAX_VENUES = 256;
    private static final double PRICE_SCALE = 1e9;

    private final StrategyContext context;
    private final AnalyticsResult covariance;
    private final LeastVariance basket;

    private final DoubleParameter budget;
    private final DoubleParameter shrinkage;
    private final DoubleParameter maxWeight;
    private final DoubleParameter band;
    private final LongParameter slippageTicks;
    private final LongParameter maxAgeNs;
    private final BooleanParameter trading;

    private final boolean[] closed = new boolean[MAX_VENUES];
    private boolean stopping;

    MinimumVariance(final StrategySetup setup) {
        context = setup.context();
        covariance = setup.analytics("lane");
        basket = new LeastVariance(covariance.instrumentCount());
        budget = setup.number("budget", 100_000, 0, 1e12);
        shrinkage = setup.number("shrinkage", 0.2, 0, 1);
        maxWeight = setup.number("maxWeight", 0.1, 0, 1);
        band = setup.number("band", 0.002, 0, 1);
        slippageTicks = setup.wholeNumber("slippageTicks", 0, 0, 10_000);
        maxAgeNs = setup.duration("maxAge", "5s", "1ms", "1h");
        trading = setup.flag("trading", true);
    }

    @Override
    public void onAnalytics(final AnalyticsResult result) {
        if (stopping || result.stale() || context.timeNs() - result.asOfTimeNs() > maxAgeNs.value()) {
            return;
        }
        basket.solve(covariance, shrinkage.value(), maxWeight.value());
        for (int row = 0; row < covariance.instrumentCount(); row++) {
            // What the matrix says nothing about is held as it is, unless all is to go.
            if (basket.included(row) || !trading.value()) {
                rebalance(row);
            }
        }
    }

    private void rebalance(final int row) {
        final int instrumentId = covariance.instrumentId(row);
        final Book book = context.book(instrumentId);
        final Instrument instrument = book.instrument();
        final boolean underWay =
                context.openBuyQuantity(instrumentId) != 0 || context.openSellQuantity(instrumentId) != 0;
        if (underWay
                || !book.tradable()
                || instrument.status() != TradingStatus.TRADING
                || closed[instrument.venueId()]) {
            return;
        }
        final double mid = ((double) book.bidPriceNanos() + (double) book.askPriceNanos()) / 2 / PRICE_SCALE;
        final double unitMoney = mid * instrument.multiplier() / scale(instrument.quantityScale());
        if (unitMoney <= 0) {
            return;
        }
        final long lot = instrument.lotQuantity();
        final double money = trading.value() ? basket.weight(row) * budget.value() : 0;
        final long target = (long) (money / unitMoney / lot) * lot;
        final long missing = target - context.position(instrumentId);
        final long quantity = Math.abs(missing) - Math.abs(missing) % lot;
        if (quantity > 0 && (quantity * unitMoney >= band.value() * budget.value() || !trading.value())) {
            take(book, missing > 0 ? Side.BUY : Side.SELL, quantity);
        }
    }

    private void take(final Book book, final Side side, final long quantity) {
        final TickTable ticks = book.instrument().tickTable();
        final long best = side == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
        final long beyond = slippageTicks.value() * ticks.tickAt(best);
        final long price = side == Side.BUY ? ticks.roundDown(best + beyond) : ticks.roundUp(best - beyond);
        if (price > 0) {
            context.orders().take(book.instrumentId(), side, price, quantity);
        }
    }

    private static double scale(final int decimals) {
        double scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        return scale;
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        if (phase == Phase.STOPPING) {
            stopping = true;
        } else {
            closed[venueId] = phase != Phase.OPEN;
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        writer.putBoolean(stopping);
        for (int venueId = 0; venueId < MAX_VENUES; venueId++) {
            writer.putBoolean(closed[venueId]);
        }
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        stopping = reader.takeBoolean();
        for (int venueId = 0; venueId < MAX_VENUES; venueId++) {
            closed[venueId] = reader.takeBoolean();
        }
    }
}
