package io.tiercel.engine.replay.story;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.MarketFacts;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.AnalyticsResult;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.TradeCorrection;

/** Passes every call on; what the strategy throws comes through as it is. */
final class WatchedStrategy implements Strategy {
    private final String name;
    private final Strategy strategy;
    private final StrategyWatch watch;

    WatchedStrategy(final String name, final Strategy strategy, final StrategyWatch watch) {
        this.name = name;
        this.strategy = strategy;
        this.watch = watch;
    }

    @Override
    public void onBook(final Book book) {
        watch.onCall(name, "onBook", book.instrument().symbol());
        try {
            strategy.onBook(book);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onTrade(
            final Book book, final Side aggressorSide, final long priceNanos, final long quantity, final long matchId) {
        watch.onCall(name, "onTrade", book.instrument().symbol());
        try {
            strategy.onTrade(book, aggressorSide, priceNanos, quantity, matchId);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onTradeCorrection(final Book book, final TradeCorrection correction) {
        watch.onCall(name, "onTradeCorrection", book.instrument().symbol());
        try {
            strategy.onTradeCorrection(book, correction);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onFacts(final MarketFacts facts) {
        watch.onCall(
                name,
                "onFacts",
                facts.instrument() == null ? "" : facts.instrument().symbol());
        try {
            strategy.onFacts(facts);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onSignal(final Signal signal) {
        watch.onCall(name, "onSignal", "");
        try {
            strategy.onSignal(signal);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onAnalytics(final AnalyticsResult result) {
        watch.onCall(name, "onAnalytics", "");
        try {
            strategy.onAnalytics(result);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onExecution(final Execution execution) {
        watch.onCall(name, "onExecution", execution.kind().name());
        try {
            strategy.onExecution(execution);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        watch.onCall(name, "onTimer", "");
        try {
            strategy.onTimer(timerId, data);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        watch.onCall(name, "onSession", phase.name());
        try {
            strategy.onSession(venueId, phase);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void onParameterChanged(final String parameter) {
        watch.onCall(name, "onParameterChanged", parameter);
        try {
            strategy.onParameterChanged(parameter);
        } finally {
            watch.onReturn();
        }
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        strategy.snapshotTo(writer);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        strategy.restoreFrom(reader);
    }
}
