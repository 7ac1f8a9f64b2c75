package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;

/**
 * One instrument of the exchange: its matcher, its rules, and what the matcher's events mean to the feed and to the
 * engine's session. Owner 0 in the matcher is the background; the engine's orders have their session record + 1.
 */
@HotPath
final class Listing implements MatchListener {
    static final long BACKGROUND = 0;
    /** Above it sums of quantities at a price could overflow. */
    private static final long MAX_QUANTITY = 1L << 40;

    private final int instrumentId;
    private final long tickNanos;
    private final long lotQuantity;
    private final long maxQuantity;
    private final long maxPriceNanos;
    private final Fees fees;
    private final Matcher matcher;
    private final FeedSender feed;
    private final EngineSession session;

    private TradingStatus status = TradingStatus.CLOSED;
    private long matchCount;
    private boolean repeating;

    Listing(
            final SimInstrument instrument,
            final SimVenueConfig config,
            final FeedSender feed,
            final EngineSession session) {
        this.instrumentId = instrument.id();
        this.tickNanos = instrument.tickNanos();
        this.lotQuantity = instrument.lotQuantity();
        final long unit = Math.round(StrictMath.pow(10, instrument.quantityScale()));
        maxQuantity = config.maxUnits() < MAX_QUANTITY / unit ? config.maxUnits() * unit : MAX_QUANTITY;
        maxPriceNanos = config.maxPriceNanos();
        this.fees = new Fees(instrument, config.makerFeeRate(), config.takerFeeRate());
        this.matcher = new Matcher(config.maxOrders(), config.maxLevels(), this);
        this.feed = feed;
        this.session = session;
    }

    int instrumentId() {
        return instrumentId;
    }

    Matcher matcher() {
        return matcher;
    }

    TradingStatus status() {
        return status;
    }

    void status(final TradingStatus newStatus) {
        status = newStatus;
        feed.instrumentStatus(instrumentId, newStatus);
    }

    /** The day is over: orders of the engine expire. */
    void endDay(final boolean forEver) {
        session.endDay(instrumentId, forEver);
    }

    /** All that the feed has to say of this book to who knows nothing of it, each order a packet. */
    @ColdPath
    void image() {
        feed.instrumentStatus(instrumentId, status);
        feed.clear(instrumentId);
        feed.endPacket();
        repeating = true;
        matcher.repeatRested();
        repeating = false;
    }

    /** NONE, or why an order of the engine with these terms is refused. */
    VenueReason check(final OrderType type, final long priceNanos, final long quantity) {
        if (status != TradingStatus.TRADING) {
            return VenueReason.NOT_TRADING;
        }
        if (quantity <= 0 || quantity > maxQuantity || quantity % lotQuantity != 0) {
            return VenueReason.INVALID_QUANTITY;
        }
        if (type == OrderType.LIMIT && (priceNanos <= 0 || priceNanos > maxPriceNanos || priceNanos % tickNanos != 0)) {
            return VenueReason.INVALID_PRICE;
        }
        // What trades at a price is never more than what rests there, so this holds for the trades too.
        if (type == OrderType.LIMIT && !fees.isCountable(priceNanos, quantity)) {
            return VenueReason.INVALID_QUANTITY;
        }
        return VenueReason.NONE;
    }

    VenueReason submit(
            final long orderId,
            final long owner,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final boolean postOnly,
            final long priceNanos,
            final long quantity) {
        final VenueReason reason =
                matcher.submit(orderId, owner, side, type, timeInForce, postOnly, priceNanos, quantity);
        feed.endPacket();
        return reason;
    }

    VenueReason replace(
            final long orderId,
            final long newOrderId,
            final long newOwner,
            final long priceNanos,
            final long quantity) {
        final VenueReason reason = matcher.replace(orderId, newOrderId, newOwner, priceNanos, quantity);
        feed.endPacket();
        return reason;
    }

    boolean cancel(final long orderId) {
        final boolean found = matcher.cancel(orderId);
        feed.endPacket();
        return found;
    }

    @Override
    public void onAccepted(final long orderId, final long owner) {
        if (owner != BACKGROUND) {
            session.onAccepted();
        }
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
        final long matchId = ((long) instrumentId << Integer.SIZE) | ++matchCount;
        feed.execute(instrumentId, takerSide, makerId, priceNanos, quantity, matchId);
        if (makerOwner != BACKGROUND) {
            final long fee = fees.fee(priceNanos, quantity, true);
            session.onFilled(record(makerOwner), priceNanos, quantity, fee, matchId, true);
        }
        if (takerOwner != BACKGROUND) {
            final long fee = fees.fee(priceNanos, quantity, false);
            session.onFilled(record(takerOwner), priceNanos, quantity, fee, matchId, false);
        }
    }

    @Override
    public void onRested(
            final long orderId, final long owner, final Side side, final long priceNanos, final long quantity) {
        feed.add(instrumentId, side, orderId, priceNanos, quantity);
        if (repeating) {
            feed.endPacket();
        }
    }

    @Override
    public void onUnfilled(final long orderId, final long owner, final long quantity) {
        if (owner != BACKGROUND) {
            session.onCancelled(record(owner), VenueReason.NOT_FILLABLE);
        }
    }

    @Override
    public void onCancelled(final long orderId, final long owner, final Side side, final long quantity) {
        feed.delete(instrumentId, side, orderId);
        if (owner != BACKGROUND) {
            session.onCancelled(record(owner), VenueReason.REQUESTED);
        }
    }

    @Override
    public void onReduced(
            final long orderId, final long owner, final Side side, final long reducedBy, final long leaves) {
        if (reducedBy > 0) {
            feed.cancel(instrumentId, side, orderId, reducedBy);
        }
        if (owner != BACKGROUND) {
            session.onReplaced(orderId);
        }
    }

    @Override
    public void onMoved(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {
        if (newOrderId == orderId) {
            feed.modify(instrumentId, side, orderId, priceNanos, quantity);
        } else {
            feed.replace(instrumentId, side, orderId, newOrderId, priceNanos, quantity);
        }
        if (owner != BACKGROUND) {
            session.onReplaced(newOrderId);
        }
    }

    @Override
    public void onTakenOut(
            final long orderId,
            final long newOrderId,
            final long owner,
            final Side side,
            final long priceNanos,
            final long quantity) {
        feed.delete(instrumentId, side, orderId);
        if (owner != BACKGROUND) {
            session.onReplaced(newOrderId);
        }
    }

    private static int record(final long owner) {
        return (int) owner - 1;
    }
}
