package io.tiercel.engine.order;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.VenueReason;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
final class RecordingListener implements OrderListener {
    /** How many events there is room for until they are taken. */
    int room = Integer.MAX_VALUE;

    final List<String> events = new ArrayList<>();

    List<String> take() {
        final List<String> taken = new ArrayList<>(events);
        events.clear();
        return taken;
    }

    @Override
    public boolean hasRoom() {
        return events.size() < room;
    }

    @Override
    public void onAccepted(final Order order) {
        events.add("accepted " + order.orderId() + " " + order.state());
    }

    @Override
    public void onFilled(
            final Order order,
            final long quantity,
            final long priceNanos,
            final long reservedQuantity,
            final long feeMoney,
            final long executionId) {
        events.add(
                "filled " + order.orderId() + " " + order.state() + " " + quantity + " reserved " + reservedQuantity);
    }

    @Override
    public void onClosed(
            final Order order, final OrderState state, final VenueReason reason, final long releasedQuantity) {
        events.add("closed " + order.orderId() + " " + state + " " + reason + " released " + releasedQuantity);
    }

    @Override
    public void onReplaced(final Order order, final long openQuantityChange) {
        events.add("replaced " + order.orderId() + " " + order.state() + " change " + openQuantityChange);
    }

    @Override
    public void onChangeRefused(final Order order, final VenueReason reason, final long openQuantityChange) {
        events.add("refused " + order.orderId() + " " + order.state() + " " + reason + " change " + openQuantityChange);
    }

    @Override
    public void onInDoubt(final Order order) {
        events.add("in doubt " + order.orderId());
    }

    @Override
    public void onExecutionGap(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        events.add("gap " + venueId + " " + sessionId + " " + fromInbound + " " + toInbound);
    }

    @Override
    public void onResendWanted(final int venueId, final int sessionId, final long fromInbound, final long toInbound) {
        events.add("resend " + venueId + " " + sessionId + " " + fromInbound + " " + toInbound);
    }

    @Override
    public void onOpenOrdersWanted(final int venueId) {
        events.add("list " + venueId);
    }

    @Override
    public void onOrderAlert(final AlertCode code, final Order order, final long value, final long limitValue) {
        events.add("alert " + code + " " + (order == null ? "none" : order.orderId()) + " " + value + " " + limitValue);
    }
}
