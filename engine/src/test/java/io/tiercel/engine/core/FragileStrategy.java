package io.tiercel.engine.core;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import io.tiercel.engine.strategy.TradeCorrection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes down every callback in a shared list, then does in it what the test put there: to throw, most of all. */
final class FragileStrategy implements Strategy {
    final StrategyContext context;
    final Map<StrategyCallback, Runnable> actions = new EnumMap<>(StrategyCallback.class);
    private final List<String> calls;
    private final String name;
    private final int instrumentId;

    FragileStrategy(final StrategySetup setup, final List<String> calls) {
        this.calls = calls;
        name = setup.name();
        context = setup.context();
        instrumentId = setup.instrument("instrument").id();
        setup.signal(StandardSignals.microprice(instrumentId));
        setup.wholeNumber("size", 10, 1, 100);
    }

    /** An order far from the market. */
    long buy(final long quantity) {
        return context.orders().limit(instrumentId, Side.BUY, 9_900 * CoreHarness.NANO / 100, quantity);
    }

    private void called(final StrategyCallback callback) {
        calls.add(name + " " + callback);
        actions.getOrDefault(callback, () -> {}).run();
    }

    @Override
    public void onBook(final Book book) {
        called(StrategyCallback.BOOK);
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        called(StrategyCallback.TRADE);
    }

    @Override
    public void onTradeCorrection(final Book book, final TradeCorrection correction) {
        called(StrategyCallback.TRADE_CORRECTION);
    }

    @Override
    public void onFacts(final MarketFacts facts) {
        called(StrategyCallback.FACTS);
    }

    @Override
    public void onSignal(final Signal signal) {
        called(StrategyCallback.SIGNAL);
    }

    @Override
    public void onExecution(final Execution execution) {
        called(StrategyCallback.EXECUTION);
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        called(StrategyCallback.TIMER);
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        called(StrategyCallback.SESSION);
    }

    @Override
    public void onParameterChanged(final String parameter) {
        called(StrategyCallback.PARAMETER);
    }
}
