package io.tiercel.engine.core;

import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.List;

/** Writes down every callback in a shared list; does on books, executions and timers what the test tells it. */
final class ProbeStrategy implements Strategy {
    /** What to do in a callback. */
    interface Reaction {
        void react(ProbeStrategy self);
    }

    final List<String> calls;
    final String name;
    final StrategyContext context;
    final List<Integer> instruments = new ArrayList<>();
    Reaction onBook = self -> {};
    Reaction onExecution = self -> {};
    Reaction onTimer = self -> {};
    long lastOrderId;

    ProbeStrategy(final StrategySetup setup, final List<String> calls) {
        this.calls = calls;
        name = setup.name();
        context = setup.context();
        instruments.add(setup.instrument("instrument").id());
    }

    OrderPort orders() {
        return context.orders();
    }

    long buy(final long ticks, final long quantity) {
        lastOrderId = orders().submit(
                        instruments.get(0),
                        Side.BUY,
                        OrderType.LIMIT,
                        TimeInForce.DAY,
                        false,
                        ticks * CoreHarness.NANO / 100,
                        quantity);
        return lastOrderId;
    }

    @Override
    public void onBook(final Book book) {
        calls.add(name + " book " + book.instrumentId());
        onBook.react(this);
    }

    @Override
    public void onTrade(final Book book, final Side aggressorSide, final long priceNanos, final long quantity) {
        calls.add(name + " trade " + quantity);
    }

    @Override
    public void onExecution(final Execution execution) {
        calls.add(name + " " + execution.kind());
        onExecution.react(this);
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        calls.add(name + " timer " + data);
        onTimer.react(this);
    }

    @Override
    public void onSession(final int venueId, final Phase phase) {
        calls.add(name + " " + phase);
    }
}
