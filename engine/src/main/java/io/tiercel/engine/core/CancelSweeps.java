package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Cancels of many orders, spread over as many inputs as the bound of outputs demands. There is one sweep per strategy
 * and one (number 0) over all. A sweep that runs until none is left passes again after a while, for orders that could
 * not be cancelled the first time.
 */
@HotPath
final class CancelSweeps {
    private static final int SECTION = 0x53574550;
    private static final long PASS_INTERVAL_NS = 100_000_000L;
    private static final byte IDLE = 0;
    private static final byte PASSING = 1;
    private static final byte WAITING = 2;

    private final CoreClock clock;
    private final OutputEncoder outputs;
    private final byte[] state;
    private final boolean[] untilNoneLeft;
    private final int[] instrumentId;
    private final long[] lastOrderId;
    private final long[] nextPassNs;
    private int passingCount;
    private int waitingCount;
    private OwnOrders orders;
    private OrderFlow orderFlow;

    CancelSweeps(final int maxStrategies, final CoreClock clock, final OutputEncoder outputs) {
        this.clock = clock;
        this.outputs = outputs;
        state = new byte[maxStrategies + 1];
        untilNoneLeft = new boolean[maxStrategies + 1];
        instrumentId = new int[maxStrategies + 1];
        lastOrderId = new long[maxStrategies + 1];
        nextPassNs = new long[maxStrategies + 1];
    }

    void connect(final OwnOrders newOrders, final OrderFlow newOrderFlow) {
        orders = newOrders;
        orderFlow = newOrderFlow;
    }

    /** Cancels once what is open now; instrument 0 is all. Widens a sweep that is under way. */
    void start(final int strategyId, final int newInstrumentId) {
        if (state[strategyId] == IDLE) {
            instrumentId[strategyId] = newInstrumentId;
        } else if (instrumentId[strategyId] != newInstrumentId) {
            instrumentId[strategyId] = 0;
        }
        pass(strategyId);
    }

    /** Cancels all that is open, again and again, until nothing is left. */
    void startUntilNoneLeft(final int strategyId) {
        instrumentId[strategyId] = 0;
        untilNoneLeft[strategyId] = true;
        pass(strategyId);
    }

    /** No more passes: the strategy may trade again. */
    void stop(final int strategyId) {
        move(strategyId, IDLE);
        untilNoneLeft[strategyId] = false;
    }

    /** There is something to cancel now. */
    boolean hasWork() {
        return passingCount > 0;
    }

    long nextDeadlineNs() {
        if (waitingCount == 0) {
            return StateMachine.NO_DEADLINE;
        }
        long earliest = StateMachine.NO_DEADLINE;
        for (int i = 0; i < state.length; i++) {
            if (state[i] == WAITING) {
                earliest = Math.min(earliest, nextPassNs[i]);
            }
        }
        return earliest;
    }

    /** Sends cancels while there is room for them. */
    void run() {
        for (int i = 0; i < state.length && passingCount > 0 && outputs.hasRoom(); i++) {
            if (state[i] == PASSING) {
                runOne(i);
            }
        }
    }

    private void runOne(final int strategyId) {
        Order order = orders.nextOpen(lastOrderId[strategyId]);
        while (order != null && outputs.hasRoom()) {
            lastOrderId[strategyId] = order.orderId();
            final boolean inScope = (strategyId == 0 || order.strategyId() == strategyId)
                    && (instrumentId[strategyId] == 0 || order.instrumentId() == instrumentId[strategyId]);
            if (inScope) {
                orderFlow.cancel(order);
            }
            order = orders.nextOpen(lastOrderId[strategyId]);
        }
        if (order == null) {
            finishPass(strategyId);
        }
    }

    private void finishPass(final int strategyId) {
        if (untilNoneLeft[strategyId] && anyOpen(strategyId)) {
            nextPassNs[strategyId] = clock.timeNs() + PASS_INTERVAL_NS;
            move(strategyId, WAITING);
        } else {
            stop(strategyId);
        }
    }

    private boolean anyOpen(final int strategyId) {
        Order order = orders.nextOpen(0);
        while (order != null) {
            if (strategyId == 0 || order.strategyId() == strategyId) {
                return true;
            }
            order = orders.nextOpen(order.orderId());
        }
        return false;
    }

    /** Sweeps whose next pass is due have something to cancel now. */
    void wake() {
        for (int i = 0; i < state.length && waitingCount > 0; i++) {
            if (state[i] == WAITING && nextPassNs[i] <= clock.timeNs()) {
                pass(i);
            }
        }
    }

    private void pass(final int strategyId) {
        lastOrderId[strategyId] = 0;
        move(strategyId, PASSING);
    }

    private void move(final int strategyId, final byte newState) {
        passingCount += (newState == PASSING ? 1 : 0) - (state[strategyId] == PASSING ? 1 : 0);
        waitingCount += (newState == WAITING ? 1 : 0) - (state[strategyId] == WAITING ? 1 : 0);
        state[strategyId] = newState;
    }

    void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (int i = 0; i < state.length; i++) {
            writer.putInt(state[i]);
            writer.putBoolean(untilNoneLeft[i]);
            if (state[i] != IDLE) {
                writer.putInt(instrumentId[i]);
                writer.putLong(lastOrderId[i]);
                writer.putLong(state[i] == WAITING ? nextPassNs[i] : 0);
            }
        }
    }

    void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        for (int i = 0; i < state.length; i++) {
            move(i, (byte) reader.takeInt());
            untilNoneLeft[i] = reader.takeBoolean();
            if (state[i] != IDLE) {
                instrumentId[i] = reader.takeInt();
                lastOrderId[i] = reader.takeLong();
                nextPassNs[i] = reader.takeLong();
            }
        }
    }
}
