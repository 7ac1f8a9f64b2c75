package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OwnOrders;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.route.RouteListener;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StageProbe;
import io.tiercel.engine.strategy.OrderPort;
import io.tiercel.engine.strategy.Strategies;

/**
 * The way of an order from a strategy to the gate: route, risk, order table, output. A refusal is an output, and an
 * event for the strategy after its callback.
 *
 * <p>Without room for another output of this input new orders and replaces are refused, the outputs of refusals wait
 * until the strategy is told of them, and cancels wait in the order table's backlog.
 */
@HotPath
final class OrderFlow implements RouteListener {
    private final int maxOutputsPerInput;
    private final CoreClock clock;
    private final Books books;
    private final Risk risk;
    private final OrderIds orderIds;
    private final OutputEncoder outputs;
    private final ExecutionQueue executions;
    private final CancelSweeps sweeps;
    private final Refusals refusals;
    private final ParentFlow parents;
    private final EngineEntry entry = new EngineEntry();
    private final OrderPort[] ports;
    private StageProbe stages = StageProbe.NONE;
    private Router router;
    private OwnOrders orders;
    private Strategies strategies;

    OrderFlow(
            final CoreSettings settings,
            final CoreClock clock,
            final Instruments instruments,
            final Books books,
            final Risk risk,
            final OrderIds orderIds,
            final OutputEncoder outputs,
            final ExecutionQueue executions,
            final CancelSweeps sweeps) {
        maxOutputsPerInput = settings.maxOutputsPerInput();
        this.clock = clock;
        this.books = books;
        this.risk = risk;
        this.orderIds = orderIds;
        this.outputs = outputs;
        this.executions = executions;
        this.sweeps = sweeps;
        refusals = new Refusals(settings.maxStrategies(), clock, outputs, executions);
        parents = new ParentFlow(settings, clock, instruments, risk, outputs, this);
        ports = new OrderPort[settings.maxStrategies() + 1];
        for (int strategyId = 1; strategyId < ports.length; strategyId++) {
            ports[strategyId] = new StrategyPort(this, entry, strategyId);
        }
    }

    /**
     * Closes the circle: router and order table call back into what is built from this. Once, before the first input.
     */
    void connect(final Router newRouter, final OwnOrders newOrders, final Strategies newStrategies) {
        router = newRouter;
        orders = newOrders;
        strategies = newStrategies;
        refusals.connect(newStrategies);
        parents.connect(newRouter, newStrategies);
    }

    ParentFlow parents() {
        return parents;
    }

    void stagesTo(final StageProbe probe) {
        stages = probe;
        outputs.stagesTo(probe);
    }

    Refusals refusals() {
        return refusals;
    }

    EngineEntry entry() {
        return entry;
    }

    OrderPort port(final int strategyId) {
        return ports[strategyId];
    }

    @Override
    public boolean hasRoom() {
        return outputs.hasRoom();
    }

    @Override
    public void onChildOrder(
            final int strategyId,
            final long orderId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        stages.onOrderAsked();
        final Book book = books.book(instrumentId);
        final boolean room = outputs.hasRoom() && orderId != OrderIds.NONE;
        RiskReason reason = risk.check(RiskReason.OUTPUT_CAPACITY, room, outputs.count(), maxOutputsPerInput);
        if (reason == RiskReason.NONE) {
            reason = risk.checkNew(strategyId, book, side, type, priceNanos, quantity, clock.timeNs());
        }
        Order order = null;
        if (reason == RiskReason.NONE) {
            order = orders.prepare(
                    orderId,
                    parentOrderId,
                    strategyId,
                    book.instrument().venueId(),
                    instrumentId,
                    side,
                    type,
                    timeInForce,
                    postOnly,
                    priceNanos,
                    quantity);
            reason = checkPrepared(orderId, order != null);
        }
        if (order == null) {
            refuse(
                    strategyId,
                    orderId,
                    parentOrderId,
                    instrumentId,
                    side,
                    priceNanos,
                    quantity,
                    reason,
                    risk.value(),
                    risk.limitValue(),
                    null);
        } else {
            risk.openOrder(strategyId, instrumentId, side, quantity);
            outputs.newOrder(order);
            orders.open(order, clock.timeNs());
        }
    }

    /** Last, whether the order table took it. */
    private RiskReason checkPrepared(final long orderId, final boolean prepared) {
        final int openCount = orders.openCount();
        final RiskReason reason =
                risk.check(RiskReason.DUPLICATE_ORDER, prepared || orders.get(orderId) == null, orderId, 0);
        return reason == RiskReason.NONE
                ? risk.check(RiskReason.ORDER_CAPACITY, prepared, openCount, openCount)
                : reason;
    }

    /** @param replaced the order that was to be replaced; null when a new one was asked for */
    void refuse(
            final int strategyId,
            final long orderId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final long priceNanos,
            final long quantity,
            final RiskReason reason,
            final long value,
            final long limitValue,
            final Order replaced) {
        if (refusals.refuse(
                strategyId,
                orderId,
                parentOrderId,
                instrumentId,
                side,
                priceNanos,
                quantity,
                reason,
                value,
                limitValue,
                replaced)) {
            strategies.disable(strategyId);
            kill(strategyId);
        }
        if (parentOrderId != OrderIds.NONE && replaced == null) {
            router.onChildClosed(parentOrderId, orderId, quantity);
        }
    }

    @Override
    public void onChildCancel(final long orderId) {
        final Order order = orders.get(orderId);
        if (order != null) {
            cancel(order);
        }
    }

    @Override
    public void onParentChanged(
            final int strategyId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final OrderState state,
            final long cumulativeQuantity,
            final long leavesQuantity) {
        outputs.parentChanged(strategyId, state, side, instrumentId, parentOrderId, cumulativeQuantity, leavesQuantity);
    }

    @Override
    public void onParentEnded(
            final int strategyId,
            final long parentOrderId,
            final int instrumentId,
            final Side side,
            final long limitPriceNanos,
            final OrderState state,
            final long cumulativeQuantity) {
        outputs.parentChanged(strategyId, state, side, instrumentId, parentOrderId, cumulativeQuantity, 0);
        executions
                .add(
                        strategyId,
                        OrderEvents.kindOf(state),
                        parentOrderId,
                        OrderIds.NONE,
                        instrumentId,
                        side,
                        limitPriceNanos)
                .parentEnded(cumulativeQuantity);
    }

    /** Sends a cancel, at once or when there is room, unless the order is over or one is under way. */
    boolean cancel(final Order order) {
        if (!outputs.hasRoom()) {
            return orders.backlog().addCancel(order);
        }
        if (!orders.startCancel(order, clock.timeNs())) {
            return false;
        }
        outputs.cancelOrder(order);
        return true;
    }

    /** Sends the cancels that had to wait, while there is room. */
    void cancelWaiting() {
        while (outputs.hasRoom()) {
            final Order order = orders.backlog().takeCancel();
            if (order == null) {
                return;
            }
            cancel(order);
        }
    }

    /** No new orders of this strategy (0: of any), and all its open ones are cancelled until none is left. */
    void kill(final int strategyId) {
        risk.kill(strategyId);
        router.cancelAll(strategyId, 0);
        sweeps.startUntilNoneLeft(strategyId);
        outputs.alert(AlertCode.KILLED, strategyId, 0, 0, 0, 0);
    }

    boolean replace(final int strategyId, final long orderId, final long priceNanos, final long quantity) {
        final Order order = orders.get(orderId);
        if (order == null || order.closed() || order.strategyId() != strategyId) {
            return false;
        }
        stages.onOrderAsked();
        RiskReason reason =
                risk.check(RiskReason.OUTPUT_CAPACITY, outputs.hasRoom(), outputs.count(), maxOutputsPerInput);
        if (reason == RiskReason.NONE) {
            // One that is only killed may still ask for less.
            reason = risk.check(RiskReason.STRATEGY_KILLED, strategies.enabled(strategyId), strategyId, 0);
        }
        if (reason == RiskReason.NONE) {
            reason = risk.checkReplace(
                    strategyId,
                    books.book(order.instrumentId()),
                    order.side(),
                    order.cumulativeQuantity(),
                    order.priceNanos(),
                    order.quantity(),
                    priceNanos,
                    quantity,
                    clock.timeNs());
        }
        if (reason == RiskReason.NONE) {
            final long increase = quantity - order.quantity();
            final boolean started = orders.startReplace(order, priceNanos, quantity, clock.timeNs());
            reason =
                    risk.check(RiskReason.ORDER_NOT_OPEN, started, order.state().value(), 0);
            if (started) {
                if (increase > 0) {
                    risk.adjustOrder(strategyId, order.instrumentId(), order.side(), increase);
                }
                outputs.replaceOrder(order);
                return true;
            }
        }
        refuse(
                strategyId,
                orderId,
                order.parentOrderId(),
                order.instrumentId(),
                order.side(),
                priceNanos,
                quantity,
                reason,
                risk.value(),
                risk.limitValue(),
                order);
        return true;
    }

    long submit(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        final long orderId = orderIds.next();
        final boolean whole = side != null && type != null && timeInForce != null;
        if (risk.check(RiskReason.UNSUPPORTED, whole, 0, 0) != RiskReason.NONE) {
            refuse(
                    strategyId,
                    orderId,
                    OrderIds.NONE,
                    instrumentId,
                    side == null ? Side.NULL_VAL : side,
                    priceNanos,
                    quantity,
                    RiskReason.UNSUPPORTED,
                    0,
                    0,
                    null);
        } else {
            onChildOrder(
                    strategyId,
                    orderId,
                    OrderIds.NONE,
                    instrumentId,
                    side,
                    type,
                    timeInForce,
                    postOnly,
                    priceNanos,
                    quantity);
        }
        return orderId;
    }

    boolean cancel(final int strategyId, final long orderId) {
        if (router.isOpenParent(orderId)) {
            return router.strategyOf(orderId) == strategyId && router.cancel(orderId);
        }
        final Order order = orders.get(orderId);
        return order != null && !order.closed() && order.strategyId() == strategyId && cancel(order);
    }

    void cancelAll(final int strategyId, final int instrumentId) {
        router.cancelAll(strategyId, instrumentId);
        sweeps.start(strategyId, instrumentId);
    }
}
