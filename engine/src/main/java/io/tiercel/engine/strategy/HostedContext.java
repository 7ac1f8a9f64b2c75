package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;

/** The environment as one strategy sees it. */
@HotPath
final class HostedContext implements StrategyContext {
    private final int strategyId;
    private final StrategyEnvironment environment;

    HostedContext(final int strategyId, final StrategyEnvironment environment) {
        this.strategyId = strategyId;
        this.environment = environment;
    }

    @Override
    public long timeNs() {
        return environment.timeNs();
    }

    @Override
    public OrderPort orders() {
        return environment.orders(strategyId);
    }

    @Override
    public Book book(final int instrumentId) {
        return environment.book(instrumentId);
    }

    @Override
    public MarketFacts facts(final int instrumentId) {
        return environment.facts(instrumentId);
    }

    @Override
    public MarketFacts marketFacts(final int venueId) {
        return environment.marketFacts(venueId);
    }

    @Override
    public TradingDay tradingDay(final int instrumentId) {
        return environment.tradingDay(instrumentId);
    }

    @Override
    public long position(final int instrumentId) {
        return environment.position(strategyId, instrumentId);
    }

    @Override
    public long openBuyQuantity(final int instrumentId) {
        return environment.openBuyQuantity(strategyId, instrumentId);
    }

    @Override
    public long openSellQuantity(final int instrumentId) {
        return environment.openSellQuantity(strategyId, instrumentId);
    }

    @Override
    public long realisedMoney(final int instrumentId) {
        return environment.realisedMoney(strategyId, instrumentId);
    }

    @Override
    public long startTimer(final long delayNs, final long data) {
        return environment.startTimer(strategyId, delayNs, data);
    }

    @Override
    public boolean cancelTimer(final long timerId) {
        return environment.cancelTimer(strategyId, timerId);
    }
}
