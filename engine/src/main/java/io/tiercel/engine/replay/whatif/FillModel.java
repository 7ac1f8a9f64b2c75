package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.MassCancelDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.OpenOrdersRequestDecoder;
import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.codecs.types.VenueReason;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The venues of a re-simulation. Own orders meet the recorded books: what takes trades with what is shown there, by
 * price and time; what rests waits in its place of the queue, and trades when a recorded order behind it does, or when
 * a recorded order comes that would have traded with it. It trades at its own price. The recorded market does not
 * react to it.
 */
final class FillModel implements InstrumentModel.Fills {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long BILLION = 1_000_000_000L;
    private static final int VENUES = 256;

    private final FillSettings settings;
    private final ArrayDeque<byte[]> answers = new ArrayDeque<>();
    private final VenueModel[] venues = new VenueModel[VENUES];
    private final Int2ObjectHashMap<InstrumentModel> instruments = new Int2ObjectHashMap<>();
    private final TreeSet<Integer> touched = new TreeSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder request = new CancelOrderDecoder();
    private final ReplaceOrderDecoder replace = new ReplaceOrderDecoder();
    private final MassCancelDecoder massCancel = new MassCancelDecoder();
    private long orderCount;
    private long timeNs;

    FillModel(final FillSettings settings) {
        this.settings = settings;
        Arrays.setAll(venues, venueId -> new VenueModel(venueId, answers));
    }

    /** All until the next call happens at this time. */
    void time(final long newTimeNs) {
        timeNs = newTimeNs;
    }

    /** The next answer, a whole message, or null. */
    byte[] pollAnswer() {
        return answers.poll();
    }

    void define(final InstrumentDefinitionDecoder definition) {
        instrument(definition.instrumentId()).define(definition);
    }

    /** Null when a feed speaks of what is not defined. */
    InstrumentModel find(final int instrumentId) {
        return instruments.get(instrumentId);
    }

    private InstrumentModel instrument(final int instrumentId) {
        InstrumentModel instrument = instruments.get(instrumentId);
        if (instrument == null) {
            instrument = new InstrumentModel(instrumentId, this);
            instruments.put(instrumentId, instrument);
        }
        return instrument;
    }

    /** Orders of the day end with it. */
    void onStatus(final int instrumentId, final TradingStatus status) {
        final InstrumentModel instrument = find(instrumentId);
        if (instrument == null) {
            return;
        }
        instrument.trading = status == TradingStatus.TRADING;
        if (status == TradingStatus.CLOSED) {
            final VenueModel venue = at(instrument.venueId());
            for (final ModelOrder order : venue.open(open -> open.instrumentId == instrumentId)) {
                if (order.timeInForce == TimeInForce.DAY) {
                    venue.answers.expired(order);
                    close(order);
                }
            }
        }
    }

    void onSessionUp(final int venueId, final int sessionId) {
        at(venueId).sessionUp(sessionId);
    }

    void onSessionDown(final int venueId) {
        at(venueId).sessionDown();
    }

    @Override
    public boolean isUp(final int venueId) {
        return at(venueId).isUp();
    }

    /** Own orders of this instrument may have to be shown otherwise. */
    void touch(final int instrumentId) {
        if (find(instrumentId).hasOrders()) {
            touched.add(instrumentId);
        }
    }

    /** Of own orders that are less now, or gone: what a feed would say. */
    void showLess(final MessageSink sink) {
        for (final int instrumentId : touched) {
            find(instrumentId).display.shrink(find(instrumentId), timeNs);
            find(instrumentId).display.flush(sink);
        }
    }

    /** Of those that are new; after {@link #showLess}. */
    void showMore(final MessageSink sink) {
        for (final int instrumentId : touched) {
            find(instrumentId).display.grow(find(instrumentId), timeNs);
            find(instrumentId).display.flush(sink);
        }
        touched.clear();
    }

    private VenueModel at(final int venueId) {
        final VenueModel venue = venues[venueId];
        venue.answers.time(timeNs);
        return venue;
    }

    /** A message of the engine reaches its venue; one that is down does not hear it. */
    void onRequest(final DirectBuffer buffer) {
        header.wrap(buffer, 0);
        // Every message to a venue begins with the venue's id.
        final VenueModel venue = at(buffer.getByte(HEADER) & 0xFF);
        if (!venue.isUp()) {
            return;
        }
        switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> onNewOrder(venue, newOrder.wrapAndApplyHeader(buffer, 0, header));
            case CancelOrderDecoder.TEMPLATE_ID -> {
                final ModelOrder order = venue.openOrAnswer(asRequest(buffer));
                if (order != null) {
                    cancel(venue, order, VenueReason.REQUESTED);
                }
            }
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                replace.wrapAndApplyHeader(buffer, 0, header);
                final ModelOrder order = venue.openOrAnswer(asRequest(buffer));
                if (order != null) {
                    onReplace(venue, order);
                }
            }
            case MassCancelDecoder.TEMPLATE_ID -> {
                massCancel.wrapAndApplyHeader(buffer, 0, header);
                onMassCancel(venue, massCancel.strategyId(), massCancel.instrumentId());
            }
            case OrderStatusRequestDecoder.TEMPLATE_ID -> venue.onStatusRequest(asRequest(buffer));
            case OpenOrdersRequestDecoder.TEMPLATE_ID -> venue.onOpenOrdersRequest();
            default -> {
                // A resend: nothing that the model says is ever lost.
            }
        }
    }

    /** What cancels, replaces and questions have in common. */
    private CancelOrderDecoder asRequest(final DirectBuffer buffer) {
        return request.wrap(buffer, HEADER, CancelOrderDecoder.BLOCK_LENGTH, header.version());
    }

    private void onNewOrder(final VenueModel venue, final NewOrderDecoder message) {
        final InstrumentModel instrument = find(message.instrumentId());
        final boolean buy = message.side() == Side.BUY;
        final boolean market = message.orderType() == OrderType.MARKET;
        final long limitNanos = market ? buy ? Long.MAX_VALUE : Long.MIN_VALUE : message.priceNanos();
        final long quantity = message.quantity();
        VenueReason reason = VenueReason.NONE;
        if (instrument == null) {
            reason = VenueReason.UNKNOWN_INSTRUMENT;
        } else if (!instrument.trading) {
            reason = VenueReason.NOT_TRADING;
        } else if (message.flags().postOnly() && instrument.book.takeable(buy, limitNanos, 1, timeNs) > 0) {
            reason = VenueReason.WOULD_TAKE;
        }
        if (reason != VenueReason.NONE) {
            venue.answers.rejected(message, reason);
            return;
        }
        final ModelOrder order = new ModelOrder(message, ++orderCount);
        venue.opened(order);
        venue.answers.accepted(order);
        final boolean whole = order.timeInForce != TimeInForce.FOK
                || instrument.book.takeable(buy, limitNanos, quantity, timeNs) == quantity;
        if (whole) {
            take(instrument, order, limitNanos);
        }
        if (order.open) {
            final boolean rests =
                    !market && (order.timeInForce == TimeInForce.DAY || order.timeInForce == TimeInForce.GTC);
            if (rests) {
                instrument.rest(order);
                touch(order.instrumentId);
            } else {
                cancel(venue, order, VenueReason.NOT_FILLABLE);
            }
        }
    }

    private void take(final InstrumentModel instrument, final ModelOrder order, final long limitNanos) {
        instrument.book.take(
                order.buy(),
                limitNanos,
                order.leavesQuantity(),
                timeNs,
                (priceNanos, quantity) -> fill(order, priceNanos, quantity, false));
    }

    /** Less at the same price keeps the place; anything else is a new order under the same name. */
    private void onReplace(final VenueModel venue, final ModelOrder order) {
        final InstrumentModel instrument = find(order.instrumentId);
        final long priceNanos = replace.priceNanos();
        final long quantity = replace.quantity();
        final boolean keepsPlace = priceNanos == order.priceNanos && quantity <= order.quantity;
        VenueReason reason = VenueReason.NONE;
        if (!instrument.trading) {
            reason = VenueReason.NOT_TRADING;
        } else if (quantity <= order.cumulativeQuantity) {
            reason = VenueReason.TOO_LATE;
        } else if (order.postOnly && !keepsPlace && instrument.book.takeable(order.buy(), priceNanos, 1, timeNs) > 0) {
            reason = VenueReason.WOULD_TAKE;
        }
        if (reason != VenueReason.NONE) {
            venue.answers.cancelRejected(order, replace.venueToken(), reason);
            return;
        }
        final long oldToken = order.token;
        venue.renamed(order, replace.newVenueToken());
        if (!keepsPlace) {
            instrument.leave(order);
        }
        order.priceNanos = priceNanos;
        order.quantity = quantity;
        venue.answers.replaced(order, oldToken);
        if (!keepsPlace) {
            take(instrument, order, priceNanos);
            if (order.open) {
                instrument.rest(order);
            }
        }
        touch(order.instrumentId);
    }

    private void onMassCancel(final VenueModel venue, final int strategyId, final int instrumentId) {
        for (final ModelOrder order : venue.open(open -> (strategyId == 0 || strategyId == open.strategyId)
                && (instrumentId == 0 || instrumentId == open.instrumentId))) {
            cancel(venue, order, VenueReason.REQUESTED);
        }
    }

    private void cancel(final VenueModel venue, final ModelOrder order, final VenueReason reason) {
        venue.answers.cancelled(order, reason);
        close(order);
    }

    @Override
    public void onFill(final ModelOrder order, final long priceNanos, final long quantity) {
        fill(order, priceNanos, quantity, true);
    }

    private void fill(final ModelOrder order, final long priceNanos, final long quantity, final boolean maker) {
        final InstrumentModel instrument = find(order.instrumentId);
        order.cumulativeQuantity += quantity;
        final long notional = instrument.notionalMoney(priceNanos, quantity);
        final long rate = (maker ? settings.makerFeeRates() : settings.takerFeeRates())[order.venueId];
        at(order.venueId)
                .answers
                .filled(order, priceNanos, quantity, FixedPoint.mulDiv(notional, rate, BILLION), maker);
        touch(order.instrumentId);
        if (order.leavesQuantity() == 0) {
            close(order);
        }
    }

    private void close(final ModelOrder order) {
        venues[order.venueId].closed(order);
        touch(order.instrumentId);
        find(order.instrumentId).leave(order);
    }
}
