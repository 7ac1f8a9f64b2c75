package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signal;
import io.tiercel.engine.signal.Signals;
import io.tiercel.engine.signal.StandardSignals;
import io.tiercel.engine.state.StateHash;
import io.tiercel.engine.strategy.testing.FakeBook;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The host and the market maker on real signals: every packet moves the price, every answer comes, some fill. */
class StrategiesAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final int ROUNDS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FakeEnvironment environment = new FakeEnvironment();
    private final Answer answer = new Answer();
    private final LastCall port = new LastCall();
    private final Instruments instruments = new Instruments(1);
    private final FakeBook book = new FakeBook(FakeBook.instrument(1, "ACME", 0, 10));
    private final StateHash hash = new StateHash();
    private Strategies strategies;
    private Signals signals;
    private Object[] kept;
    private int round;

    @Test
    void shouldAllocateNothingWhileRequoting() {
        start();

        assertEquals(0, allocatedBytes());
        assertTrue(port.submitted > ROUNDS / 20, () -> "only " + port.submitted + " orders");
        assertTrue(port.replaced > ROUNDS, () -> "only " + port.replaced + " replaces");
    }

    @Test
    void shouldSeeStrategyThatAllocates() {
        kept = new Object[1];
        start();

        assertTrue(allocatedBytes() >= 16L * ROUNDS);
    }

    private void start() {
        instruments.define(book.instrument());
        book.bids(9995, 500, 9990, 900).asks(10005, 500, 10010, 900);
        signals = new Signals(1, (signalId, signal) -> strategies.onSignal(signalId, signal));
        strategies = new Strategies(2, 1, instruments, signals, environment);
        environment.book = book;
        environment.orders = port;
        strategies.add(
                1,
                "maker",
                ShippedStrategies.factory("MarketMaker"),
                Map.of(
                        "instrument", "ACME",
                        "size", "100",
                        "volatilityHalfLife", "1ms",
                        "volatilityEnterHigh", "100000",
                        "volatilityLeaveHigh", "100000"));
        strategies.add(
                2,
                "watcher",
                setup -> {
                    setup.instrument("instrument");
                    setup.signal(StandardSignals.microprice(1));
                    return new Watcher();
                },
                Map.of("instrument", "ACME"));
    }

    private long allocatedBytes() {
        work(WARM_UP);
        // The counter's own first call allocates.
        THREADS.getCurrentThreadAllocatedBytes();
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        work(ROUNDS);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void work(final int rounds) {
        for (int i = 0; i < rounds; i++) {
            round++;
            environment.timeNs += 1_000_000;
            final int move = round % 40 < 20 ? round % 20 : 20 - round % 20;
            book.best(9995 + move, 10005 + move);
            signals.onBook(book, true, environment.timeNs);
            strategies.onBook(book);
            strategies.onTrade(book, Side.BUY, 100, 10, i);
            answer(Side.BUY);
            answer(Side.SELL);
            strategies.onTimer(1, 5, 6);
            // Often enough for the JIT to have asked for every method while warming up: where it asks first, the
            // strings of
            // that method's class are allocated, once and on this thread.
            if (round % 50 == 0) {
                strategies.onSession(1, Phase.CLOSING);
                answer(Side.BUY);
                answer(Side.SELL);
                strategies.onSession(1, Phase.OPEN);
                strategies.snapshotTo(hash);
            }
        }
    }

    private void answer(final Side side) {
        if (port.take(answer, side)) {
            strategies.onExecution(1, answer);
        }
        if (round % 10 == 0 && answer.orderId != 0 && !answer.closed) {
            answer.fillAll();
            strategies.onExecution(1, answer);
        }
    }

    private final class Watcher implements Strategy {
        @Override
        public void onSignal(final Signal signal) {
            if (kept != null) {
                kept[0] = new Object();
            }
        }
    }

    /** Remembers the last call per side, and answers it with yes. */
    private static final class LastCall implements OrderPort {
        private final Execution.Kind[] kinds = new Execution.Kind[3];
        private final long[] ids = new long[3];
        private final long[] prices = new long[3];
        private final long[] quantities = new long[3];
        private long lastId;
        private long submitted;
        private long replaced;

        boolean take(final Answer answer, final Side side) {
            final int index = side.value();
            if (kinds[index] == null) {
                answer.orderId = 0;
                return false;
            }
            answer.kind = kinds[index];
            answer.orderId = ids[index];
            answer.side = side;
            answer.price = prices[index];
            answer.quantity = quantities[index];
            answer.done = 0;
            answer.closed = answer.kind == Execution.Kind.CANCELLED;
            kinds[index] = null;
            return true;
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
            submitted++;
            ids[side.value()] = ++lastId;
            return note(side.value(), Execution.Kind.ACCEPTED, priceNanos, quantity);
        }

        @Override
        public boolean cancel(final long orderId) {
            final int index = ids[1] == orderId ? 1 : 2;
            note(index, Execution.Kind.CANCELLED, prices[index], quantities[index]);
            return true;
        }

        @Override
        public boolean replace(final long orderId, final long priceNanos, final long quantity) {
            replaced++;
            note(ids[1] == orderId ? 1 : 2, Execution.Kind.REPLACED, priceNanos, quantity);
            return true;
        }

        @Override
        public long submitTwap(
                final int instrumentId,
                final Side side,
                final long limitPriceNanos,
                final long quantity,
                final long durationNs,
                final int sliceCount) {
            return 0;
        }

        @Override
        public void cancelAll(final int instrumentId) {}

        private long note(final int index, final Execution.Kind kind, final long price, final long quantity) {
            kinds[index] = kind;
            prices[index] = price;
            quantities[index] = quantity;
            return ids[index];
        }
    }

    private static final class Answer implements Execution {
        private Kind kind;
        private long orderId;
        private Side side;
        private long price;
        private long quantity;
        private long done;
        private boolean closed;

        void fillAll() {
            kind = Kind.FILLED;
            done = quantity;
            closed = true;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public long orderId() {
            return orderId;
        }

        @Override
        public long parentOrderId() {
            return 0;
        }

        @Override
        public int instrumentId() {
            return 1;
        }

        @Override
        public Side side() {
            return side;
        }

        @Override
        public long priceNanos() {
            return price;
        }

        @Override
        public long lastQuantity() {
            return done;
        }

        @Override
        public long lastPriceNanos() {
            return price;
        }

        @Override
        public long cumulativeQuantity() {
            return done;
        }

        @Override
        public long leavesQuantity() {
            return closed ? 0 : quantity - done;
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public RiskReason riskReason() {
            return RiskReason.NONE;
        }

        @Override
        public long value() {
            return 0;
        }

        @Override
        public long limitValue() {
            return 0;
        }

        @Override
        public VenueReason venueReason() {
            return VenueReason.NONE;
        }
    }
}
