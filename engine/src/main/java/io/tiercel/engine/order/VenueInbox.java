package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * What comes from venues, before it reaches an order: each message passes once. A message is the same one as another
 * when it has the same inbound sequence in the same session, or the same execution id under the same kind: a venue
 * that sends again in a new session gives new sequences to old executions. A message of a session that is not the
 * present one passes by its execution id alone, and not at all without one.
 */
@HotPath
final class VenueInbox {
    static final int WINDOW_SIZE = 1 << 16;
    static final int EXECUTION_IDS = 1 << 16;

    private final VenueSession[] venues;
    private final OrderTable table;
    private final OrderCounts counts;
    private final OrderListener listener;
    private final VenueWatch watch;

    VenueInbox(
            final int maxVenues,
            final OrderTable table,
            final OrderCounts counts,
            final OrderListener listener,
            final VenueWatch watch) {
        venues = new VenueSession[maxVenues + 1];
        for (int venueId = 1; venueId <= maxVenues; venueId++) {
            venues[venueId] = new VenueSession(WINDOW_SIZE, EXECUTION_IDS);
        }
        this.table = table;
        this.counts = counts;
        this.listener = listener;
        this.watch = watch;
    }

    /** The venue, or null when its id is out of range. */
    VenueSession venue(final int venueId) {
        return venueId > 0 && venueId < venues.length ? venues[venueId] : null;
    }

    /** Whether this message is to be looked at: it is one that has not come before. */
    boolean admit(
            final long timeNs,
            final int venueId,
            final int sessionId,
            final long inboundSequence,
            final int templateId,
            final long executionId) {
        final VenueSession venue = venue(venueId);
        if (venue == null) {
            counts.unknownVenue++;
            return false;
        }
        if (inboundSequence > 0 && inboundSequence <= VenueSession.MAX_SEQUENCE) {
            if (!venue.known) {
                venue.start(sessionId, inboundSequence);
            }
            if (venue.sessionId != sessionId) {
                counts.foreignSession++;
                return executionId != 0 && isNewExecution(venue, templateId, executionId);
            }
            if (!isNewSequence(venue, venueId, inboundSequence, timeNs)) {
                return false;
            }
        }
        return executionId == 0 || isNewExecution(venue, templateId, executionId);
    }

    private boolean isNewSequence(
            final VenueSession venue, final int venueId, final long inboundSequence, final long timeNs) {
        final int result = venue.window.accept(inboundSequence);
        if (result != InboundWindow.NEW) {
            counts.duplicate++;
            if (result == InboundWindow.TOO_OLD) {
                counts.tooOld++;
            }
            return false;
        }
        final long gapFrom = venue.window.gapFrom();
        if (gapFrom != 0) {
            gap(venue, venueId, gapFrom, inboundSequence - 1, timeNs);
        }
        return true;
    }

    private void gap(final VenueSession venue, final int venueId, final long from, final long to, final long timeNs) {
        counts.executionGap += to - from + 1;
        watch.gap(venue, venueId, from, to, timeNs);
    }

    private boolean isNewExecution(final VenueSession venue, final int templateId, final long executionId) {
        if (venue.executionIds.add(executionId, templateId)) {
            return true;
        }
        counts.duplicate++;
        return false;
    }

    /** The order that a message is about, or null when it came before or the order is unknown. */
    Order receive(
            final long timeNs,
            final int venueId,
            final int sessionId,
            final long inboundSequence,
            final int templateId,
            final long executionId,
            final long orderId,
            final long token,
            final long fillQuantity) {
        return admit(timeNs, venueId, sessionId, inboundSequence, templateId, executionId)
                ? find(venueId, orderId, token, fillQuantity)
                : null;
    }

    /**
     * The order that a message is about: by its id, else by its token. An alert and null when it is not one of ours.
     */
    private Order find(final int venueId, final long orderId, final long token, final long fillQuantity) {
        final Order order = orderId > 0 ? table.get(orderId) : table.byToken(venueId, token);
        if (order != null && order.venueId == venueId) {
            return order;
        }
        unknownOrder(token, fillQuantity);
        return null;
    }

    /**
     * A fill of something else than was ordered is booked on no order: nobody knows then who holds what. A side or
     * strategy that the venue does not say contradicts nothing.
     */
    boolean agrees(final OrderFilledDecoder message, final Order order) {
        final Side otherSide = order.side == Side.BUY ? Side.SELL : Side.BUY;
        if (message.instrumentId() == order.instrumentId
                && message.side() != otherSide
                && (message.strategyId() == 0 || message.strategyId() == order.strategyId)) {
            return true;
        }
        unknownOrder(message.venueToken(), message.lastQuantity());
        return false;
    }

    private void unknownOrder(final long token, final long fillQuantity) {
        counts.unknownOrder++;
        listener.onOrderAlert(AlertCode.UNKNOWN_ORDER_EXECUTION, null, token, fillQuantity);
    }

    /** False when the venue is unknown. */
    boolean sessionUp(final int venueId, final int sessionId, final long nextInbound, final long timeNs) {
        final VenueSession venue = venue(venueId);
        if (venue == null) {
            counts.unknownVenue++;
            return false;
        }
        final boolean inRange = nextInbound > 0 && nextInbound <= VenueSession.MAX_SEQUENCE;
        if (!venue.known || venue.sessionId != sessionId) {
            watch.sessionChanges(venue);
            venue.start(sessionId, inRange ? nextInbound : 1);
            return true;
        }
        venue.down = false;
        final long expected = venue.window.next();
        if (inRange && nextInbound > expected) {
            venue.window.skipTo(nextInbound);
            gap(venue, venueId, expected, nextInbound - 1, timeNs);
        }
        return true;
    }

    void sessionDown(final int venueId, final int sessionId) {
        final VenueSession venue = venue(venueId);
        if (venue == null) {
            counts.unknownVenue++;
        } else if (venue.known && venue.sessionId != sessionId) {
            counts.foreignSession++;
        } else {
            venue.down = true;
        }
    }

    void linesLost() {
        for (int venueId = 1; venueId < venues.length; venueId++) {
            if (venues[venueId].known) {
                venues[venueId].down = true;
                venues[venueId].listAwaited = true;
            }
        }
    }

    void raiseTokenFloor(final long floor) {
        for (int venueId = 1; venueId < venues.length; venueId++) {
            venues[venueId].raiseTokenFloor(floor);
        }
    }

    void snapshotTo(final StateWriter writer) {
        writer.putInt(venues.length - 1);
        for (int venueId = 1; venueId < venues.length; venueId++) {
            venues[venueId].snapshotTo(writer);
        }
    }

    void restoreFrom(final StateReader reader) {
        final int maxVenues = reader.takeInt();
        if (maxVenues != venues.length - 1) {
            throw new IllegalStateException("the snapshot holds " + maxVenues
                    + " venues, this engine is configured for " + (venues.length - 1) + ": configure the same number");
        }
        for (int venueId = 1; venueId <= maxVenues; venueId++) {
            venues[venueId].restoreFrom(reader);
        }
    }
}
