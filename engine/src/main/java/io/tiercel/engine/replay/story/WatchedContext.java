package io.tiercel.engine.replay.story;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.StrategyContext;

/** A strategy's context, with an order port that says what is asked for. */
final class WatchedContext implements StrategyContext {
    private final StrategyContext context;
    private final StrategyWatch watch;
    private OrderPort port;

    WatchedContext(final StrategyContext context, final StrategyWatch watch) {
        this.context = context;
        this.watch = watch;
    }

    @Override
    public OrderPort orders() {
        // Not before it is asked for: a constructor may be refused it.
        if (port == null) {
            port = new WatchedPort(context, watch);
        }
        return port;
    }

    @Override
    public long timeNs() {
        return context.timeNs();
    }

    @Override
    public TradingDay tradingDay(final int instrumentId) {
        return context.tradingDay(instrumentId);
    }

    @Override
    public MarketFacts facts(final int instrumentId) {
        return context.facts(instrumentId);
    }

    @Override
    public MarketFacts marketFacts(final int venueId) {
        return context.marketFacts(venueId);
    }

    @Override
    public Book book(final int instrumentId) {
        return context.book(instrumentId);
    }

    @Override
    public long position(final int instrumentId) {
        return context.position(instrumentId);
    }

    @Override
    public long openBuyQuantity(final int instrumentId) {
        return context.openBuyQuantity(instrumentId);
    }

    @Override
    public long openSellQuantity(final int instrumentId) {
        return context.openSellQuantity(instrumentId);
    }

    @Override
    public long realisedMoney(final int instrumentId) {
        return context.realisedMoney(instrumentId);
    }

    @Override
    public long startTimer(final long delayNs, final long data) {
        return context.startTimer(delayNs, data);
    }

    @Override
    public boolean cancelTimer(final long timerId) {
        return context.cancelTimer(timerId);
    }
}
