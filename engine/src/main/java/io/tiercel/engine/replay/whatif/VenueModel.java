package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.types.VenueReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.agrona.collections.Long2ObjectHashMap;

/** One venue's session and the own orders that it knows, in the order in which they came. */
final class VenueModel {
    final ModelAnswers answers;
    private final Long2ObjectHashMap<ModelOrder> byToken = new Long2ObjectHashMap<>();
    private final TreeMap<Long, ModelOrder> open = new TreeMap<>();
    private boolean up;

    VenueModel(final int venueId, final ArrayDeque<byte[]> waiting) {
        answers = new ModelAnswers(venueId, waiting);
    }

    boolean isUp() {
        return up;
    }

    void sessionUp(final int sessionId) {
        up = true;
        answers.sessionUp(sessionId);
    }

    void sessionDown() {
        if (up) {
            answers.sessionDown();
        }
        up = false;
    }

    /** By any token that it ever had; null when there is none. */
    ModelOrder find(final long token) {
        return byToken.get(token);
    }

    void opened(final ModelOrder order) {
        byToken.put(order.token, order);
        open.put(order.venueOrderId, order);
    }

    void renamed(final ModelOrder order, final long token) {
        order.token = token;
        byToken.put(token, order);
    }

    void closed(final ModelOrder order) {
        order.open = false;
        open.remove(order.venueOrderId);
    }

    /** The open ones that fit, in the order in which they came. */
    List<ModelOrder> open(final Predicate<ModelOrder> wanted) {
        final List<ModelOrder> orders = new ArrayList<>();
        for (final ModelOrder order : open.values()) {
            if (wanted.test(order)) {
                orders.add(order);
            }
        }
        return orders;
    }

    /** The order that can be cancelled or replaced, or null after the answer that says why not. */
    ModelOrder openOrAnswer(final CancelOrderDecoder request) {
        final ModelOrder order = find(request.venueToken());
        if (order == null) {
            answers.unknown(request);
        } else if (!order.open) {
            answers.cancelRejected(order, request.venueToken(), VenueReason.TOO_LATE);
        } else {
            return order;
        }
        return null;
    }

    void onStatusRequest(final CancelOrderDecoder request) {
        final ModelOrder order = find(request.venueToken());
        if (order == null) {
            answers.unknown(request);
        } else {
            answers.status(order);
        }
    }

    void onOpenOrdersRequest() {
        answers.openOrdersBegin(open.size());
        open.values().forEach(answers::openOrder);
        answers.openOrdersEnd(open.size());
    }
}
