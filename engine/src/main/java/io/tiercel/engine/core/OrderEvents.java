package io.tiercel.engine.core;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.book.Books;
import io.tiercel.engine.order.Order;
import io.tiercel.engine.order.OrderListener;
import io.tiercel.engine.risk.Positions;
import io.tiercel.engine.risk.Risk;
import io.tiercel.engine.route.Router;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.strategy.Execution.Kind;

/** What happened to our orders, told to risk, routing, the strategies and the outputs, in this order. */
@HotPath
final class OrderEvents implements OrderListener {
    private final Books books;
    private final Risk risk;
    private final OutputEncoder outputs;
    private final ExecutionQueue executions;
    private final OrderFlow orderFlow;
    private Router router;
    private boolean unbookedFill;

    OrderEvents(
            final Books books,
            final Risk risk,
            final OutputEncoder outputs,
            final ExecutionQueue executions,
            final OrderFlow orderFlow) {
        this.books = books;
        this.risk = risk;
        this.outputs = outputs;
        this.executions = executions;
        this.orderFlow = orderFlow;
    }

    void connect(final Router newRouter) {
        router = newRouter;
    }

    /** Whether the execution that was just handled was a fill that no order of ours explains. */
    boolean takeUnbookedFill() {
        final boolean taken = unbookedFill;
        unbookedFill = false;
        return taken;
    }

    /** The gate had no room to tell what it could not send: it lets nothing new pass until a restart. */
    void onGateLatched(final int venueId) {
        outputs.alert(AlertCode.GATE_LATCHED, 0, 0, 0, venueId, 0);
    }

    @Override
    public boolean hasRoom() {
        return outputs.hasRoom();
    }

    @Override
    public void onAccepted(final Order order) {
        outputs.orderChanged(order);
        executions.add(order, Kind.ACCEPTED);
    }

    @Override
    public void onFilled(
            final Order order,
            final long quantity,
            final long priceNanos,
            final long reservedQuantity,
            final long feeMoney,
            final long executionId) {
        final int strategyId = order.strategyId();
        final int instrumentId = order.instrumentId();
        final boolean counted = risk.fill(
                strategyId, books.book(instrumentId), order.side(), reservedQuantity, quantity, priceNanos, feeMoney);
        outputs.orderChanged(order);
        final Positions positions = risk.positions();
        outputs.positionChanged(
                strategyId,
                instrumentId,
                positions.quantity(strategyId, instrumentId),
                positions.realisedMoney(strategyId, instrumentId),
                positions.feeMoney(strategyId, instrumentId));
        executions.add(order, Kind.FILLED).fill(quantity, priceNanos);
        if (order.parentOrderId() != OrderIds.NONE) {
            router.onChildFilled(order.parentOrderId(), order.orderId(), quantity);
        }
        if (!counted) {
            outputs.alert(AlertCode.MONEY_OVERFLOW, strategyId, instrumentId, order.orderId(), quantity, priceNanos);
            orderFlow.kill(strategyId);
        }
    }

    @Override
    public void onClosed(
            final Order order, final OrderState state, final VenueReason reason, final long releasedQuantity) {
        risk.closeOrder(order.strategyId(), order.instrumentId(), order.side(), releasedQuantity);
        if (state != OrderState.FILLED) {
            outputs.orderChanged(order);
            executions.add(order, kindOf(state)).reason(reason);
        }
        if (order.parentOrderId() != OrderIds.NONE) {
            router.onChildClosed(order.parentOrderId(), order.orderId(), releasedQuantity);
        }
    }

    /** What a strategy is told of an order that ended in this state. */
    static Kind kindOf(final OrderState state) {
        return switch (state) {
            case FILLED -> Kind.FILLED;
            case REJECTED -> Kind.REJECTED;
            case EXPIRED -> Kind.EXPIRED;
            case NOT_SENT -> Kind.NOT_SENT;
            case UNKNOWN -> Kind.UNKNOWN;
            default -> Kind.CANCELLED;
        };
    }

    @Override
    public void onReplaced(final Order order, final long openQuantityChange) {
        if (openQuantityChange != 0) {
            risk.adjustOrder(order.strategyId(), order.instrumentId(), order.side(), openQuantityChange);
        }
        outputs.orderChanged(order);
        executions.add(order, Kind.REPLACED);
    }

    @Override
    public void onChangeRefused(final Order order, final VenueReason reason, final long openQuantityChange) {
        if (openQuantityChange != 0) {
            risk.adjustOrder(order.strategyId(), order.instrumentId(), order.side(), openQuantityChange);
        }
        outputs.orderChanged(order);
        executions.add(order, Kind.CANCEL_REJECTED).reason(reason);
    }

    @Override
    public void onInDoubt(final Order order) {
        outputs.orderChanged(order);
        outputs.statusRequest(order);
        onOrderAlert(AlertCode.ORDER_IN_DOUBT, order, order.state().value(), 0);
        executions.add(order, Kind.IN_DOUBT);
    }

    @Override
    public void onExecutionGap(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        outputs.alert(AlertCode.EXECUTION_GAP, 0, 0, 0, fromInbound, toInbound);
        outputs.resendRequest(venueId, sessionId, fromInbound, toInbound);
    }

    @Override
    public void onResendWanted(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        outputs.resendRequest(venueId, sessionId, fromInbound, toInbound);
    }

    @Override
    public void onOpenOrdersWanted(final int venueId) {
        outputs.openOrdersRequest(venueId);
    }

    @Override
    public void onOrderAlert(final AlertCode code, final Order order, final long value, final long limitValue) {
        final int strategyId = order == null ? 0 : order.strategyId();
        outputs.alert(
                code,
                strategyId,
                order == null ? 0 : order.instrumentId(),
                order == null ? 0 : order.orderId(),
                value,
                limitValue);
        if (code == AlertCode.OVER_FILL) {
            orderFlow.kill(strategyId);
        } else if (code == AlertCode.UNKNOWN_ORDER_EXECUTION && limitValue > 0) {
            unbookedFill = true;
        } else if (code == AlertCode.ILLEGAL_TRANSITION && order != null && order.closed()) {
            // The venue may still be working what is over here.
            outputs.cancelOrder(order);
        }
    }
}
