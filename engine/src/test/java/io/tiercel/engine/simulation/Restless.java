package io.tiercel.engine.simulation;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.Strategy;
import io.tiercel.engine.strategy.StrategyContext;
import io.tiercel.engine.strategy.StrategySetup;

/** Orders, replaces and cancels all the time, up to its limits and beyond; what it does follows from the time. */
final class Restless implements Strategy {
    private static final int REMEMBERED = 32;
    private static final long TICK = 10_000_000L;

    private final StrategyContext context;
    private final long[] ids = new long[REMEMBERED];
    private final long salt;
    private long idCount;
    private long callCount;
    private long chance;

    Restless(final StrategySetup setup) {
        context = setup.context();
        salt = setup.name().hashCode();
        setup.instruments("instruments");
    }

    private int chance(final int range) {
        chance = Digest.mix(chance, context.timeNs());
        return (int) Long.remainderUnsigned(chance >>> 7, range);
    }

    private void act(final Book book) {
        if (book.bidPriceNanos() == Book.NO_PRICE || book.askPriceNanos() == Book.NO_PRICE) {
            return;
        }
        final OrderPort orders = context.orders();
        final Side side = chance(2) == 0 ? Side.BUY : Side.SELL;
        final long touch = side == Side.BUY ? book.bidPriceNanos() : book.askPriceNanos();
        final long across = side == Side.BUY ? book.askPriceNanos() : book.bidPriceNanos();
        final long quantity = 1 + chance((int) World.ORDER_LIMIT + 1);
        final int instrumentId = book.instrumentId();
        final int kind = chance(100);
        if (kind < 25) {
            remember(orders.limit(instrumentId, side, touch, quantity));
        } else if (kind < 50) {
            remember(orders.take(instrumentId, side, across, quantity));
        } else if (kind < 60) {
            remember(orders.goodTillCancelled(instrumentId, side, touch - TICK + chance(3) * TICK, quantity));
        } else if (kind < 66) {
            remember(orders.submitTwap(instrumentId, side, across, quantity, 1_000_000L * (3 + chance(90)), 3));
        } else if (kind < 82) {
            orders.cancel(any());
        } else if (kind < 94) {
            orders.replace(any(), touch - TICK + chance(3) * TICK, quantity);
        } else if (kind < 98) {
            context.startTimer(1 + chance(30_000_000), instrumentId);
        } else {
            orders.cancelAll(0);
        }
    }

    private long any() {
        return ids[chance(REMEMBERED)];
    }

    private void remember(final long id) {
        ids[(int) (idCount++ % REMEMBERED)] = id;
    }

    private void begin() {
        chance = Digest.mix(salt, ++callCount);
    }

    @Override
    public void onBook(final Book book) {
        begin();
        if (chance(3) == 0) {
            act(book);
        }
    }

    @Override
    public void onExecution(final Execution execution) {
        begin();
        if (execution.kind() != Execution.Kind.REFUSED && chance(3) == 0) {
            act(context.book(execution.instrumentId()));
        }
    }

    @Override
    public void onTimer(final long timerId, final long data) {
        begin();
        act(context.book((int) data));
    }

    @Override
    public void snapshotTo(final StateWriter writer) {
        for (final long id : ids) {
            writer.putLong(id);
        }
        writer.putLong(idCount);
        writer.putLong(callCount);
        writer.putLong(chance);
    }

    @Override
    public void restoreFrom(final StateReader reader) {
        for (int i = 0; i < REMEMBERED; i++) {
            ids[i] = reader.takeLong();
        }
        idCount = reader.takeLong();
        callCount = reader.takeLong();
        chance = reader.takeLong();
    }
}
