package io.tiercel.engine.replay.story;

import io.tiercel.engine.replay.story.OrderStory.Child;
import io.tiercel.engine.replay.story.OrderStory.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The slices of a parent order, as they are by now. */
final class Slices {
    private final Map<String, Child> byId = new LinkedHashMap<>();

    /** An output of another order than the parent itself. */
    void onOutput(final long parentOrderId, final Message message) {
        final Map<String, String> fields = message.fields();
        final String orderId = fields.get("orderId");
        final Child known = orderId == null ? null : byId.get(orderId);
        if (known == null && String.valueOf(parentOrderId).equals(fields.get("parentOrderId"))) {
            byId.put(
                    orderId,
                    new Child(
                            Long.parseLong(orderId),
                            message.timeNs(),
                            fields.get("priceNanos"),
                            fields.get("quantity"),
                            message.name().equals("RiskRejected") ? "REFUSED " + fields.get("reason") : "SENT",
                            "0"));
        } else if (known != null && message.name().equals("OrderChanged")) {
            byId.put(
                    orderId,
                    new Child(
                            known.orderId(),
                            known.timeNs(),
                            known.priceNanos(),
                            known.quantity(),
                            fields.get("state"),
                            fields.get("cumulativeQuantity")));
        }
    }

    /** In the order in which they were sent. */
    List<Child> list() {
        return List.copyOf(byId.values());
    }
}
