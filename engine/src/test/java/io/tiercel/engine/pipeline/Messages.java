package io.tiercel.engine.pipeline;

import io.tiercel.codecs.orders.CancelOrderEncoder;
import io.tiercel.codecs.orders.ExecutionResendRequestEncoder;
import io.tiercel.codecs.orders.MassCancelEncoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.orders.OpenOrdersRequestEncoder;
import io.tiercel.codecs.orders.OrderChangedEncoder;
import io.tiercel.codecs.orders.OrderStatusRequestEncoder;
import io.tiercel.codecs.orders.ReplaceOrderEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.OrderState;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.ingress.Bytes;
import org.agrona.concurrent.UnsafeBuffer;

/** Outputs of a core. The venue token is ten times the order's id. */
final class Messages {
    private Messages() {}

    static byte[] newOrder(final int venueId, final long orderId) {
        return Bytes.copy(new NewOrderEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .side(Side.BUY)
                .strategyId(1)
                .instrumentId(1)
                .orderId(orderId)
                .venueToken(orderId * 10)
                .quantity(5));
    }

    static byte[] cancel(final int venueId, final long orderId) {
        return Bytes.copy(new CancelOrderEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .orderId(orderId)
                .venueToken(orderId * 10));
    }

    static byte[] replace(final int venueId, final long orderId) {
        return Bytes.copy(new ReplaceOrderEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .orderId(orderId)
                .venueToken(orderId * 10)
                .newVenueToken(orderId * 10 + 1));
    }

    static byte[] massCancel(final int venueId) {
        return Bytes.copy(new MassCancelEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .strategyId(3)
                .instrumentId(4));
    }

    static byte[] statusRequest(final int venueId, final long orderId) {
        return Bytes.copy(new OrderStatusRequestEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .orderId(orderId)
                .venueToken(orderId * 10));
    }

    static byte[] openOrdersRequest(final int venueId) {
        return Bytes.copy(new OpenOrdersRequestEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId));
    }

    static byte[] resendRequest(final int venueId) {
        return Bytes.copy(new ExecutionResendRequestEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .venueId((short) venueId)
                .sessionId(7)
                .fromInbound(8)
                .toInbound(9));
    }

    static byte[] orderChanged(final long orderId) {
        return Bytes.copy(new OrderChangedEncoder()
                .wrapAndApplyHeader(room(), 0, new MessageHeaderEncoder())
                .state(OrderState.LIVE)
                .orderId(orderId));
    }

    private static UnsafeBuffer room() {
        return new UnsafeBuffer(new byte[512]);
    }
}
