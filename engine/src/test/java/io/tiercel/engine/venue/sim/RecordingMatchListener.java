package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.types.Side;
import java.util.ArrayList;
import java.util.List;

/** Keeps every call as a line of text. */
final class RecordingMatchListener implements MatchListener {
    private final List<String> events = new ArrayList<>();

    /** What came since the last call. */
    List<String> take() {
        final List<String> result = List.copyOf(events);
        events.clear();
        return result;
    }

    @Override
    public void onAccepted(final long orderId, final long owner) {
        add("accepted", orderId, owner);
    }

    @Override
    public void onExecuted(
            final long makerId,
            final long makerOwner,
            final long makerLeaves,
            final long takerId,
            final long takerOwner,
            final long takerLeaves,
            final Side takerSide,
            final long priceNanos,
            final long quantity) {
        add(
                "executed",
                makerId,
                makerOwner,
                makerLeaves,
                takerId,
                takerOwner,
                takerLeaves,
                takerSide,
                priceNanos,
                quantity);
    }

    @Override
    public void onRested(
            final long orderId, final long owner, final Side side, final long priceNanos, final long quantity) {
        add("rested", orderId, owner, side, priceNanos, quantity);
    }

    @Override
    public void onUnfilled(final long orderId, final long owner, final long quantity) {
        add("unfilled", orderId, owner, quantity);
    }

    @Override
    public void onCancelled(final long orderId, final long owner, final Side side, final long quantity) {
        add("cancelled", orderId, owner, side, quantity);
    }

    @Override
    public void onReduced(
            final long orderId, final long owner, final Side side, final long reducedBy, final long leaves) {
        add("reduced", orderId, owner, side, reducedBy, leaves);
    }

    @Override
    public void onMoved(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {
        add("moved", orderId, newOrderId, owner, side, priceNanos, quantity);
    }

    @Override
    public void onTakenOut(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {
        add("takenOut", orderId, newOrderId, owner, side, priceNanos, quantity);
    }

    private void add(final Object... values) {
        final StringBuilder line = new StringBuilder();
        for (final Object value : values) {
            line.append(line.length() == 0 ? "" : " ").append(value);
        }
        events.add(line.toString());
    }
}
