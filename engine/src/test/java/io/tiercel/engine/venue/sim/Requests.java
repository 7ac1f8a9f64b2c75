package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.orders.CancelOrderEncoder;
import io.tiercel.codecs.orders.ExecutionResendRequestEncoder;
import io.tiercel.codecs.orders.MassCancelEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.orders.OpenOrdersRequestEncoder;
import io.tiercel.codecs.orders.OrderStatusRequestEncoder;
import io.tiercel.codecs.orders.ReplaceOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes what an engine sends. The order id is the first token × 10. */
final class Requests {
    static final short VENUE = 1;

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    int length;
    int strategyId = 7;
    int instrumentId = 1;
    boolean postOnly;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();

    Requests limit(final long token, final Side side, final long price, final long quantity) {
        return order(token, side, OrderType.LIMIT, TimeInForce.DAY, price, quantity);
    }

    Requests order(
            final long token,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long price,
            final long quantity) {
        newOrder.wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .side(side)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .orderId(10 * token)
                .venueToken(token)
                .orderType(type)
                .timeInForce(timeInForce)
                .firmId(1)
                .accountId(1)
                .parentOrderId(0)
                .priceNanos(price)
                .quantity(quantity)
                .flags()
                .clear()
                .postOnly(postOnly);
        return sized(NewOrderEncoder.BLOCK_LENGTH);
    }

    Requests cancel(final long token) {
        cancelOrder
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .side(Side.BUY)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .orderId(10 * token)
                .venueToken(token);
        return sized(CancelOrderEncoder.BLOCK_LENGTH);
    }

    Requests replace(final long token, final long newToken, final long price, final long quantity) {
        replaceOrder
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .side(Side.BUY)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .orderId(10 * token)
                .venueToken(token)
                .newVenueToken(newToken)
                .priceNanos(price)
                .quantity(quantity);
        return sized(ReplaceOrderEncoder.BLOCK_LENGTH);
    }

    Requests massCancel(final int strategy, final int instrument) {
        new MassCancelEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .strategyId(strategy)
                .instrumentId(instrument);
        return sized(MassCancelEncoder.BLOCK_LENGTH);
    }

    Requests status(final long token) {
        new OrderStatusRequestEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .side(Side.BUY)
                .strategyId(strategyId)
                .instrumentId(instrumentId)
                .orderId(10 * token)
                .venueToken(token);
        return sized(OrderStatusRequestEncoder.BLOCK_LENGTH);
    }

    Requests openOrders() {
        new OpenOrdersRequestEncoder().wrapAndApplyHeader(buffer, 0, header).venueId(VENUE);
        return sized(OpenOrdersRequestEncoder.BLOCK_LENGTH);
    }

    Requests resend(final int sessionId, final long from, final long to) {
        new ExecutionResendRequestEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .venueId(VENUE)
                .sessionId(sessionId)
                .fromInbound(from)
                .toInbound(to);
        return sized(ExecutionResendRequestEncoder.BLOCK_LENGTH);
    }

    void send(final SimVenue venue, final long timeNs) {
        venue.onOrder(timeNs, buffer, 0, length);
    }

    private Requests sized(final int blockLength) {
        length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        return this;
    }
}
