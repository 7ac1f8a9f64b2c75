package io.tiercel.engine.replay.whatif;

import io.tiercel.codecs.PacketMessages;
import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Where messages 1 to 14 of a feed have what all of them, or all that name an order, have. */
final class MarketMessage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int END_OF_PACKET = 1;

    private MarketMessage() {}

    static boolean is(final int templateId) {
        return PacketMessages.isContent(templateId);
    }

    static boolean namesOrder(final int templateId) {
        return templateId <= L3ReplaceDecoder.TEMPLATE_ID;
    }

    static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                & 0xFFFF;
    }

    static int instrumentId(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + HEADER + L3AddDecoder.instrumentIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    static int feedId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + HEADER + L3AddDecoder.feedIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Of a message that {@link #namesOrder}. */
    static long orderId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + HEADER + L3AddDecoder.orderIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    /** At which price an own order was hit; a feed that says no price means the order's. */
    static long tradePrice(final L3ExecuteDecoder execute, final RecordedFacts.OwnOrder own) {
        final long priceNanos = execute.priceNanos();
        return priceNanos == L3ExecuteDecoder.priceNanosNullValue() ? own.priceNanos() : priceNanos;
    }

    static boolean endsPacket(final DirectBuffer buffer, final int offset) {
        return (buffer.getByte(flags(offset)) & END_OF_PACKET) != 0;
    }

    static void endPacket(final MutableDirectBuffer buffer, final int offset) {
        buffer.putByte(flags(offset), (byte) (buffer.getByte(flags(offset)) | END_OF_PACKET));
    }

    /** Where the packet's number is, or 0 in a message of a version without one. */
    static int packetSequencePosition(final DirectBuffer buffer, final int offset) {
        final int field = switch (templateId(buffer, offset)) {
            case L3AddDecoder.TEMPLATE_ID -> L3AddDecoder.packetSequenceEncodingOffset();
            case L3ModifyDecoder.TEMPLATE_ID -> L3ModifyDecoder.packetSequenceEncodingOffset();
            case L3ExecuteDecoder.TEMPLATE_ID -> L3ExecuteDecoder.packetSequenceEncodingOffset();
            case L3CancelDecoder.TEMPLATE_ID -> L3CancelDecoder.packetSequenceEncodingOffset();
            case L3DeleteDecoder.TEMPLATE_ID -> L3DeleteDecoder.packetSequenceEncodingOffset();
            case L3ReplaceDecoder.TEMPLATE_ID -> L3ReplaceDecoder.packetSequenceEncodingOffset();
            case L3ClearDecoder.TEMPLATE_ID -> L3ClearDecoder.packetSequenceEncodingOffset();
            case L2UpdateDecoder.TEMPLATE_ID -> L2UpdateDecoder.packetSequenceEncodingOffset();
            case TradeDecoder.TEMPLATE_ID -> TradeDecoder.packetSequenceEncodingOffset();
            case TradeCorrectionDecoder.TEMPLATE_ID -> TradeCorrectionDecoder.packetSequenceEncodingOffset();
            case StatisticDecoder.TEMPLATE_ID -> StatisticDecoder.packetSequenceEncodingOffset();
            case AuctionImbalanceDecoder.TEMPLATE_ID -> AuctionImbalanceDecoder.packetSequenceEncodingOffset();
            case PriceLimitsDecoder.TEMPLATE_ID -> PriceLimitsDecoder.packetSequenceEncodingOffset();
            default -> FactsClearDecoder.packetSequenceEncodingOffset();
        };
        final int blockLength =
                buffer.getShort(offset + MessageHeaderDecoder.blockLengthEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                        & 0xFFFF;
        return field + Long.BYTES <= blockLength ? offset + HEADER + field : 0;
    }

    private static int flags(final int offset) {
        return offset + HEADER + L3AddDecoder.flagsEncodingOffset();
    }
}
