package io.tiercel.engine.route;

import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;

/** Writes down every call, and then lets the test answer it at once. Ids are told as the numbers a test gave them. */
final class RecordingRouteListener implements RouteListener {
    /** Answers a new child: (its parent and id, its quantity). */
    ObjLongConsumer<long[]> answerOrder = (ids, quantity) -> {};
    /** Answers a cancel: the child's id. */
    LongConsumer answerCancel = orderId -> {};

    /** How many calls there is room for until they are taken. */
    int room = Integer.MAX_VALUE;

    private final List<String> calls = new ArrayList<>();

    /** What was called since the last time this was asked. */
    List<String> takeCalls() {
        final List<String> result = List.copyOf(calls);
        calls.clear();
        return result;
    }

    @Override
    public boolean hasRoom() {
        return calls.size() < room;
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
        calls.add("order " + orderId + " of " + parentOrderId + " strategy " + strategyId + " instrument "
                + instrumentId
                + " " + side + " " + type + " " + timeInForce + (postOnly ? " post-only " : " ") + quantity + " at "
                + priceNanos);
        answerOrder.accept(new long[] {parentOrderId, orderId}, quantity);
    }

    @Override
    public void onChildCancel(final long orderId) {
        calls.add("cancel " + orderId);
        answerCancel.accept(orderId);
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
        calls.add("parent " + parentOrderId + " strategy " + strategyId + " instrument " + instrumentId + " " + side
                + " " + state + " done " + cumulativeQuantity + " leaves " + leavesQuantity);
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
        calls.add("parent " + parentOrderId + " strategy " + strategyId + " instrument " + instrumentId + " " + side
                + " " + state + " done " + cumulativeQuantity + " leaves 0");
    }
}
