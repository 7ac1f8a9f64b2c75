package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.book.Facts;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.reference.TradingDays;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.Timers;
import io.tiercel.engine.strategy.EngineFailure;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.StrategyEnvironment;
import io.tiercel.engine.strategy.StrategyFailure;

/** What strategies see of the core. */
@HotPath
final class CoreEnvironment implements StrategyEnvironment {
    private final CoreClock clock;
    private final OrderIds orderIds;
    private final OrderFlow orderFlow;
    private final EngineEntry entry;
    private final Books books;
    private final Facts facts;
    private final TradingDays tradingDays;
    private final Positions positions;
    private final StrategyTimers timers;
    private final OutputEncoder outputs;
    private final AlertLimiter alerts;
    private final Throwable[] failures;

    CoreEnvironment(
            final CoreClock clock,
            final OrderIds orderIds,
            final OrderFlow orderFlow,
            final Books books,
            final Facts facts,
            final TradingDays tradingDays,
            final Positions positions,
            final StrategyTimers timers,
            final OutputEncoder outputs,
            final AlertLimiter alerts,
            final int maxStrategies) {
        this.clock = clock;
        this.orderIds = orderIds;
        this.orderFlow = orderFlow;
        entry = orderFlow.entry();
        this.books = books;
        this.facts = facts;
        this.tradingDays = tradingDays;
        this.positions = positions;
        this.timers = timers;
        this.outputs = outputs;
        this.alerts = alerts;
        failures = new Throwable[maxStrategies + 1];
    }

    /** What a disabled strategy threw, for reports only; null when it threw nothing. */
    Throwable failure(final int strategyId) {
        return failures[strategyId];
    }

    @Override
    public long timeNs() {
        return clock.timeNs();
    }

    @Override
    public long sequence() {
        return orderIds.sequence();
    }

    @Override
    public boolean broken() {
        return entry.broken();
    }

    @Override
    public OrderPort orders(final int strategyId) {
        return orderFlow.port(strategyId);
    }

    @Override
    public Book book(final int instrumentId) {
        return books.book(instrumentId);
    }

    @Override
    public MarketFacts facts(final int instrumentId) {
        return facts.of(instrumentId);
    }

    @Override
    public MarketFacts marketFacts(final int venueId) {
        return facts.ofMarket(venueId);
    }

    @Override
    public TradingDay tradingDay(final int instrumentId) {
        final Book book = books.book(instrumentId);
        return book == null ? null : tradingDays.at(book.instrument().calendarId(), clock.timeNs());
    }

    @Override
    public long position(final int strategyId, final int instrumentId) {
        return positions.quantity(strategyId, instrumentId);
    }

    @Override
    public long openBuyQuantity(final int strategyId, final int instrumentId) {
        return positions.openBuyQuantity(strategyId, instrumentId);
    }

    @Override
    public long openSellQuantity(final int strategyId, final int instrumentId) {
        return positions.openSellQuantity(strategyId, instrumentId);
    }

    @Override
    public long realisedMoney(final int strategyId, final int instrumentId) {
        return positions.realisedMoney(strategyId, instrumentId);
    }

    @Override
    public long startTimer(final int strategyId, final long delayNs, final long data) {
        entry.enter();
        try {
            final long timerId = timers.start(strategyId, clock.timeNs(), delayNs, data);
            if (timerId == Timers.NONE) {
                alerts.tally(AlertCode.TIMER_CAPACITY);
            }
            if (timerId == Timers.NONE && outputs.hasRoom()) {
                outputs.alert(AlertCode.TIMER_CAPACITY, strategyId, 0, 0, timers.count(strategyId), timers.limit());
            }
            entry.leave();
            return timerId;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public boolean cancelTimer(final int strategyId, final long timerId) {
        entry.enter();
        try {
            final boolean cancelled = timers.cancel(strategyId, timerId);
            entry.leave();
            return cancelled;
        } catch (final RuntimeException broken) {
            throw new EngineFailure(broken);
        }
    }

    @Override
    public void onStrategyFailed(final int strategyId, final StrategyFailure failure, final Throwable cause) {
        failures[strategyId] = cause;
        outputs.strategyFailed(strategyId, failure.callback(), failure.exceptionClass());
        outputs.alert(AlertCode.STRATEGY_DISABLED, strategyId, 0, 0, 0, 0);
        orderFlow.kill(strategyId);
    }
}
