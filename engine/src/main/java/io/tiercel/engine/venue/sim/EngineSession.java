package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.MassCancelDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.VenueReason;

/**
 * The engine at the exchange: its requests checked and carried to the listings, and what became of its orders told
 * back. A record is made only when the matcher has accepted an order; until then its terms stand in the pending fields.
 */
@HotPath
final class EngineSession {
    private static final int NO_INSTRUMENT = -1;

    private final SessionOrders orders;
    private final ExecutionSender sender;
    /** By index; filled by the exchange after construction. */
    private final Listing[] listings;
    /** Index of a listing by instrument id, or NO_INSTRUMENT. */
    private final int[] indexById;

    private long orderCount;
    private int pendingReplaced;
    private int pendingInstrumentIndex;
    private int pendingStrategyId;
    private long pendingOrderId;
    private long pendingVenueOrderId;
    private long pendingToken;
    private long pendingPrice;
    private long pendingQuantity;
    private Side pendingSide;
    private boolean pendingUntilCancelled;
    /** What is cancelled now ends with its day. */
    private boolean expiring;

    EngineSession(
            final SimVenueConfig config,
            final ExecutionSender sender,
            final Listing[] listings,
            final int[] indexById) {
        this.orders = new SessionOrders(config.maxSessionOrders());
        this.sender = sender;
        this.listings = listings;
        this.indexById = indexById;
    }

    SessionOrders orders() {
        return orders;
    }

    void onNewOrder(final NewOrderDecoder order) {
        final long token = order.venueToken();
        final int index = index(order.instrumentId());
        final VenueReason refused = check(order, token, index);
        if (refused != VenueReason.NONE) {
            reject(order, token, refused);
            return;
        }
        final Side side = order.side();
        final OrderType type = order.orderType();
        final long price = type == OrderType.MARKET ? 0 : order.priceNanos();
        final long quantity = order.quantity();
        pendingReplaced = SessionOrders.NONE;
        pendingInstrumentIndex = index;
        pendingStrategyId = order.strategyId();
        pendingOrderId = order.orderId();
        pendingVenueOrderId = nextVenueOrderId();
        pendingToken = token;
        pendingPrice = price;
        pendingQuantity = quantity;
        pendingSide = side;
        pendingUntilCancelled = order.timeInForce() == TimeInForce.GTC;
        final VenueReason reason = listings[index].submit(
                pendingVenueOrderId,
                orders.nextRecord() + 1,
                side,
                type,
                order.timeInForce(),
                order.flags().postOnly(),
                price,
                quantity);
        if (reason != VenueReason.NONE) {
            reject(order, token, reason);
        }
    }

    void onCancelOrder(final CancelOrderDecoder cancel) {
        final int found = orders.find(cancel.venueToken());
        if (found == SessionOrders.NONE) {
            sender.unknown(
                    cancel.side(),
                    cancel.strategyId(),
                    cancel.instrumentId(),
                    cancel.orderId(),
                    cancel.venueToken(),
                    VenueReason.UNKNOWN_ORDER);
            return;
        }
        final int record = orders.latest(found);
        if (!orders.isOpen(record)) {
            sender.cancelRejected(
                    orders.side(record),
                    orders.strategyId(record),
                    instrumentId(record),
                    orders.orderId(record),
                    cancel.venueToken(),
                    VenueReason.TOO_LATE);
            return;
        }
        cancel(record);
    }

    void onReplaceOrder(final ReplaceOrderDecoder replace) {
        final long token = replace.venueToken();
        final int found = orders.find(token);
        if (found == SessionOrders.NONE) {
            sender.unknown(
                    replace.side(),
                    replace.strategyId(),
                    replace.instrumentId(),
                    replace.orderId(),
                    token,
                    VenueReason.UNKNOWN_ORDER);
            return;
        }
        final int record = orders.latest(found);
        VenueReason reason = check(replace, record);
        if (reason == VenueReason.NONE) {
            pendingReplaced = record;
            pendingInstrumentIndex = orders.instrumentIndex(record);
            pendingStrategyId = orders.strategyId(record);
            pendingOrderId = orders.orderId(record);
            pendingToken = replace.newVenueToken();
            pendingPrice = replace.priceNanos();
            pendingQuantity = replace.quantity();
            pendingSide = orders.side(record);
            pendingUntilCancelled = orders.untilCancelled(record);
            reason = listings[pendingInstrumentIndex].replace(
                    orders.venueOrderId(record),
                    nextVenueOrderId(),
                    orders.nextRecord() + 1,
                    pendingPrice,
                    pendingQuantity - orders.cumulativeQuantity(record));
        }
        if (reason != VenueReason.NONE) {
            sender.cancelRejected(
                    orders.side(record),
                    orders.strategyId(record),
                    instrumentId(record),
                    orders.orderId(record),
                    token,
                    reason);
        }
    }

    void onMassCancel(final MassCancelDecoder massCancel) {
        cancelAll(massCancel.strategyId(), massCancel.instrumentId());
    }

    /** Cancels open orders in the order in which they came; strategy or instrument 0 is all. */
    void cancelAll(final int strategyId, final int instrumentId) {
        int record = orders.firstOpen();
        while (record != SessionOrders.NONE) {
            final int next = orders.nextOpen(record);
            if ((strategyId == 0 || strategyId == orders.strategyId(record))
                    && (instrumentId == 0 || instrumentId == instrumentId(record))) {
                cancel(record);
            }
            record = next;
        }
    }

    /** A listing's day is over: its day orders end, and if it does not open again, all of them. */
    void endDay(final int endedInstrumentId, final boolean forEver) {
        expiring = true;
        int record = orders.firstOpen();
        while (record != SessionOrders.NONE) {
            final int next = orders.nextOpen(record);
            if (endedInstrumentId == instrumentId(record) && (forEver || !orders.untilCancelled(record))) {
                cancel(record);
            }
            record = next;
        }
        expiring = false;
    }

    void onStatusRequest(final OrderStatusRequestDecoder request) {
        final int found = orders.find(request.venueToken());
        if (found == SessionOrders.NONE) {
            sender.unknown(
                    request.side(),
                    request.strategyId(),
                    request.instrumentId(),
                    request.orderId(),
                    request.venueToken(),
                    VenueReason.UNKNOWN_ORDER);
        } else {
            final int record = orders.latest(found);
            sender.status(orders, record, instrumentId(record));
        }
    }

    void onOpenOrdersRequest() {
        final int count = orders.openCount();
        sender.openOrdersBegin(count);
        for (int record = orders.firstOpen(); record != SessionOrders.NONE; record = orders.nextOpen(record)) {
            sender.openOrdersItem(orders, record, instrumentId(record));
        }
        sender.openOrdersEnd(count);
    }

    /** The matcher accepted the pending order. */
    void onAccepted() {
        final int record = openPending(pendingVenueOrderId, 0);
        sender.accepted(orders, record, instrumentId(record));
    }

    /** The matcher accepted the pending replace. */
    void onReplaced(final long venueOrderId) {
        final int old = pendingReplaced;
        final int record = openPending(venueOrderId, orders.cumulativeQuantity(old));
        orders.close(old, record);
        sender.replaced(orders, record, instrumentId(record), orders.token(old));
    }

    void onFilled(
            final int record,
            final long price,
            final long quantity,
            final long fee,
            final long matchId,
            final boolean maker) {
        orders.execute(record, quantity);
        sender.filled(orders, record, instrumentId(record), price, quantity, fee, matchId, maker);
        if (orders.cumulativeQuantity(record) == orders.quantity(record)) {
            orders.close(record, SessionOrders.NONE);
        }
    }

    void onCancelled(final int record, final VenueReason reason) {
        if (expiring) {
            sender.expired(orders, record, instrumentId(record));
        } else {
            sender.cancelled(orders, record, instrumentId(record), reason);
        }
        orders.close(record, SessionOrders.NONE);
    }

    private VenueReason check(final NewOrderDecoder order, final long token, final int index) {
        if (orders.find(token) != SessionOrders.NONE) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        if (index == NO_INSTRUMENT) {
            return VenueReason.UNKNOWN_INSTRUMENT;
        }
        final OrderType type = order.orderType();
        final TimeInForce timeInForce = order.timeInForce();
        final Side side = order.side();
        final boolean rests = timeInForce == TimeInForce.DAY || timeInForce == TimeInForce.GTC;
        if ((side != Side.BUY && side != Side.SELL)
                || (type != OrderType.LIMIT && type != OrderType.MARKET)
                || (!rests && timeInForce != TimeInForce.IOC && timeInForce != TimeInForce.FOK)
                || (order.flags().postOnly() && (!rests || type == OrderType.MARKET))) {
            return VenueReason.UNSUPPORTED;
        }
        if (!orders.hasRoom()) {
            return VenueReason.CAPACITY;
        }
        return listings[index].check(type, order.priceNanos(), order.quantity());
    }

    private VenueReason check(final ReplaceOrderDecoder replace, final int record) {
        if (!orders.isOpen(record)) {
            return VenueReason.TOO_LATE;
        }
        if (orders.find(replace.newVenueToken()) != SessionOrders.NONE) {
            return VenueReason.DUPLICATE_TOKEN;
        }
        if (!orders.hasRoom()) {
            return VenueReason.CAPACITY;
        }
        final VenueReason reason = listings[orders.instrumentIndex(record)].check(
                OrderType.LIMIT, replace.priceNanos(), replace.quantity());
        if (reason != VenueReason.NONE) {
            return reason;
        }
        return replace.quantity() > orders.cumulativeQuantity(record) ? VenueReason.NONE : VenueReason.TOO_LATE;
    }

    private void reject(final NewOrderDecoder order, final long token, final VenueReason reason) {
        sender.rejected(order.side(), order.strategyId(), order.instrumentId(), order.orderId(), token, reason);
    }

    private void cancel(final int record) {
        listings[orders.instrumentIndex(record)].cancel(orders.venueOrderId(record));
    }

    private int openPending(final long venueOrderId, final long cumulativeQuantity) {
        return orders.open(
                pendingToken,
                pendingOrderId,
                venueOrderId,
                pendingStrategyId,
                pendingInstrumentIndex,
                pendingSide,
                pendingUntilCancelled,
                pendingPrice,
                pendingQuantity,
                cumulativeQuantity);
    }

    private int index(final int instrumentId) {
        return instrumentId > 0 && instrumentId < indexById.length ? indexById[instrumentId] : NO_INSTRUMENT;
    }

    private int instrumentId(final int record) {
        return listings[orders.instrumentIndex(record)].instrumentId();
    }

    /** Odd: those of the background are even. */
    private long nextVenueOrderId() {
        return (++orderCount << 1) | 1;
    }
}
