package io.tiercel.engine.order;

import io.tiercel.codecs.types.VenueReason;
import io.tiercel.engine.order.VenueMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A venue as simple as can be: the truth that our table of orders has to arrive at. It keeps every message it ever
 * sent.
 */
final class ModelVenue {
    static final class Truth {
        long token;
        long price;
        long quantity;
        long cumulative;
        boolean open;
    }

    final TreeMap<Long, Truth> book = new TreeMap<>();
    /** Of the present session, by inbound sequence − 1. */
    final List<VenueMessage> log = new ArrayList<>();
    /** Of the sessions before. */
    final List<VenueMessage> history = new ArrayList<>();

    int sessionId = 1;
    private long nextExecutionId = 1;
    private final SplittableRandom random;

    ModelVenue(final SplittableRandom random) {
        this.random = random;
    }

    void newSession() {
        history.addAll(log);
        log.clear();
        sessionId++;
    }

    void newOrder(final long orderId, final long token, final long price, final long quantity) {
        final Truth truth = new Truth();
        truth.token = token;
        truth.price = price;
        truth.quantity = quantity;
        truth.open = random.nextInt(10) != 0;
        book.put(orderId, truth);
        final VenueMessage message = send(truth.open ? Kind.ACCEPTED : Kind.REJECTED, orderId, token);
        message.price = price;
        message.quantity = quantity;
        message.reason = truth.open ? VenueReason.NONE : VenueReason.INVALID_PRICE;
    }

    void cancel(final long orderId, final long token) {
        final Truth truth = book.get(orderId);
        if (truth == null) {
            send(Kind.UNKNOWN, orderId, token).reason = VenueReason.UNKNOWN_ORDER;
        } else if (!truth.open) {
            send(Kind.CANCEL_REJECTED, orderId, token).reason = VenueReason.TOO_LATE;
        } else if (truth.token != token) {
            send(Kind.UNKNOWN, orderId, token).reason = VenueReason.UNKNOWN_ORDER;
        } else {
            end(Kind.CANCELLED, orderId, truth).reason = VenueReason.REQUESTED;
        }
    }

    void replace(final long orderId, final long token, final long newToken, final long price, final long quantity) {
        final Truth truth = book.get(orderId);
        if (truth == null) {
            send(Kind.UNKNOWN, orderId, token).reason = VenueReason.UNKNOWN_ORDER;
        } else if (!truth.open) {
            send(Kind.CANCEL_REJECTED, orderId, token).reason = VenueReason.TOO_LATE;
        } else if (truth.token != token || random.nextInt(5) == 0) {
            send(Kind.CANCEL_REJECTED, orderId, token).reason = VenueReason.INVALID_PRICE;
        } else if (quantity <= truth.cumulative) {
            end(Kind.CANCELLED, orderId, truth).reason = VenueReason.REQUESTED;
        } else {
            truth.token = newToken;
            truth.price = price;
            truth.quantity = quantity;
            final VenueMessage message = send(Kind.REPLACED, orderId, token);
            message.newToken = newToken;
            message.price = price;
            message.quantity = quantity;
            message.leaves = quantity - truth.cumulative;
        }
    }

    void status(final long orderId, final long token) {
        final Truth truth = book.get(orderId);
        if (truth == null) {
            send(Kind.UNKNOWN, orderId, token).reason = VenueReason.UNKNOWN_ORDER;
            return;
        }
        final VenueMessage message = send(Kind.STATUS, orderId, truth.token);
        message.executionId = 0;
        message.open = truth.open;
        message.price = truth.price;
        message.quantity = truth.quantity;
        message.cumulative = truth.cumulative;
    }

    void fill(final long orderId, final long quantity) {
        final Truth truth = book.get(orderId);
        truth.cumulative += quantity;
        truth.open = truth.cumulative < truth.quantity;
        final VenueMessage message = send(Kind.FILLED, orderId, truth.token);
        message.price = truth.price;
        message.quantity = quantity;
        message.leaves = truth.quantity - truth.cumulative;
    }

    void expire(final long orderId) {
        end(Kind.EXPIRED, orderId, book.get(orderId));
    }

    private VenueMessage end(final Kind kind, final long orderId, final Truth truth) {
        truth.open = false;
        final VenueMessage message = send(kind, orderId, truth.token);
        message.cumulative = truth.cumulative;
        return message;
    }

    /** Numbers a message and keeps it; the caller fills it in before anyone else sees it. */
    VenueMessage send(final Kind kind, final long orderId, final long token) {
        final VenueMessage message = new VenueMessage(kind)
                .sequence(sessionId, log.size() + 1, nextExecutionId++)
                .of(orderId, token);
        log.add(message);
        return message;
    }
}
