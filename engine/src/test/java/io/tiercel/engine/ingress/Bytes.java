package io.tiercel.engine.ingress;

import io.tiercel.codecs.control.HaltEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.orders.NotSentEncoder;
import io.tiercel.codecs.orders.OrderCancelledEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.NotSentReason;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Messages as bytes of exactly their length. */
public final class Bytes {
    private Bytes() {}

    /** An order with this id that entered the book of instrument 1. */
    public static byte[] add(final long orderId, final boolean endOfPacket) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final L3AddEncoder add = new L3AddEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .instrumentId(1)
                .side(Side.BUY)
                .orderId(orderId)
                .priceNanos(1_000_000_000L)
                .quantity(10);
        add.flags().clear().endOfPacket(endOfPacket);
        return copy(add);
    }

    public static byte[] phase(final Phase phase) {
        return copy(new SessionPhaseEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[512]), 0, new MessageHeaderEncoder())
                .venueId((short) 1)
                .phase(phase));
    }

    public static byte[] cancelled(final long orderId) {
        return copy(new OrderCancelledEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[512]), 0, new MessageHeaderEncoder())
                .venueId((short) 1)
                .orderId(orderId));
    }

    public static byte[] halt(final int strategyId) {
        return copy(new HaltEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[512]), 0, new MessageHeaderEncoder())
                .strategyId(strategyId)
                .commandId(1));
    }

    public static byte[] notSent(final long orderId) {
        return copy(new NotSentEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[512]), 0, new MessageHeaderEncoder())
                .venueId((short) 1)
                .reason(NotSentReason.LATCHED)
                .templateId(101)
                .orderId(orderId));
    }

    /** What was encoded, header and all. */
    public static byte[] copy(final MessageEncoderFlyweight message) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength()];
        message.buffer().getBytes(message.offset() - MessageHeaderEncoder.ENCODED_LENGTH, bytes);
        return bytes;
    }

    /** A header and a block of zeros. */
    static byte[] zeros(final int schemaId, final int templateId, final int version, final int blockLength) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength];
        new MessageHeaderEncoder()
                .wrap(new UnsafeBuffer(bytes), 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(schemaId)
                .version(version);
        return bytes;
    }

    static byte[] cut(final byte[] message, final int length) {
        return Arrays.copyOf(message, length);
    }
}
