package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/** An order as it stands in a snapshot: every field but its place in the list. */
@HotPath
final class OrderRecord {
    private OrderRecord() {}

    static void write(final Order order, final StateWriter writer) {
        writer.putLong(order.orderId);
        writer.putLong(order.parentOrderId);
        writer.putLong(order.venueToken);
        writer.putLong(order.pendingToken);
        writer.putLong(order.previousToken);
        writer.putLong(order.venueOrderId);
        writer.putLong(order.priceNanos);
        writer.putLong(order.quantity);
        writer.putLong(order.pendingPriceNanos);
        writer.putLong(order.pendingQuantity);
        writer.putLong(order.cumulativeQuantity);
        writer.putLong(order.endCumulative);
        writer.putLong(order.timerId);
        writer.putInt(order.strategyId);
        writer.putInt(order.instrumentId);
        writer.putInt(order.venueId);
        writer.putInt(order.inquiryCount);
        writer.putInt(order.openInquiries);
        writer.putInt(order.listing);
        writer.putInt(order.side.value());
        writer.putInt(order.type.value());
        writer.putInt(order.timeInForce.value());
        writer.putInt(order.state.value());
        writer.putInt(order.endState.value());
        writer.putInt(order.endReason.value());
        writer.putBoolean(order.postOnly);
        writer.putBoolean(order.newInFlight);
        writer.putBoolean(order.cancelInFlight);
        writer.putBoolean(order.cancelAsked);
        writer.putBoolean(order.inDoubt);
        writer.putBoolean(order.fillOwed);
        writer.putBoolean(order.acceptOwed);
        writer.putBoolean(order.acceptTold);
        writer.putBoolean(order.cancelWanted);
        writer.putBoolean(order.inquiryWanted);
    }

    static void read(final Order order, final StateReader reader) {
        order.orderId = reader.takeLong();
        order.parentOrderId = reader.takeLong();
        order.venueToken = reader.takeLong();
        order.pendingToken = reader.takeLong();
        order.previousToken = reader.takeLong();
        order.venueOrderId = reader.takeLong();
        order.priceNanos = reader.takeLong();
        order.quantity = reader.takeLong();
        order.pendingPriceNanos = reader.takeLong();
        order.pendingQuantity = reader.takeLong();
        order.cumulativeQuantity = reader.takeLong();
        order.endCumulative = reader.takeLong();
        order.timerId = reader.takeLong();
        order.strategyId = reader.takeInt();
        order.instrumentId = reader.takeInt();
        order.venueId = reader.takeInt();
        order.inquiryCount = reader.takeInt();
        order.openInquiries = reader.takeInt();
        order.listing = reader.takeInt();
        order.side = Side.get((short) reader.takeInt());
        order.type = OrderType.get((short) reader.takeInt());
        order.timeInForce = TimeInForce.get((short) reader.takeInt());
        order.state = OrderState.get((short) reader.takeInt());
        order.endState = OrderState.get((short) reader.takeInt());
        order.endReason = VenueReason.get((short) reader.takeInt());
        order.postOnly = reader.takeBoolean();
        order.newInFlight = reader.takeBoolean();
        order.cancelInFlight = reader.takeBoolean();
        order.cancelAsked = reader.takeBoolean();
        order.inDoubt = reader.takeBoolean();
        order.fillOwed = reader.takeBoolean();
        order.acceptOwed = reader.takeBoolean();
        order.acceptTold = reader.takeBoolean();
        order.cancelWanted = reader.takeBoolean();
        order.inquiryWanted = reader.takeBoolean();
    }
}
