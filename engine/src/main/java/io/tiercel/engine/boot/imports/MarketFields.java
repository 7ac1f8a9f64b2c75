package io.tiercel.engine.boot.imports;

import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentStatusDecoder;
import io.tiercel.codecs.marketdata.L2UpdateDecoder;
import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The fields that messages of market data have in common, wherever each has them. */
final class MarketFields {
    /** In the place of a field's position. */
    private static final int NONE = -1;

    private static final int TEMPLATES = 64;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATE_POSITION = MessageHeaderDecoder.templateIdEncodingOffset();
    /** The same in all messages of a packet. */
    private static final int FLAGS = HEADER + L3AddDecoder.flagsEncodingOffset();

    private static final int INSTRUMENT = HEADER + L3AddDecoder.instrumentIdEncodingOffset();
    private static final int END_OF_PACKET = 1;
    private static final int[] TIMES = new int[TEMPLATES];
    private static final int[] QUANTITIES = new int[TEMPLATES];

    static {
        Arrays.fill(TIMES, NONE);
        Arrays.fill(QUANTITIES, NONE);
        TIMES[L3AddDecoder.TEMPLATE_ID] = L3AddDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ModifyDecoder.TEMPLATE_ID] = L3ModifyDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ExecuteDecoder.TEMPLATE_ID] = L3ExecuteDecoder.venueTimeNsEncodingOffset();
        TIMES[L3CancelDecoder.TEMPLATE_ID] = L3CancelDecoder.venueTimeNsEncodingOffset();
        TIMES[L3DeleteDecoder.TEMPLATE_ID] = L3DeleteDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ReplaceDecoder.TEMPLATE_ID] = L3ReplaceDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ClearDecoder.TEMPLATE_ID] = L3ClearDecoder.venueTimeNsEncodingOffset();
        TIMES[L2UpdateDecoder.TEMPLATE_ID] = L2UpdateDecoder.venueTimeNsEncodingOffset();
        TIMES[TradeDecoder.TEMPLATE_ID] = TradeDecoder.venueTimeNsEncodingOffset();
        TIMES[FeedStatusDecoder.TEMPLATE_ID] = FeedStatusDecoder.venueTimeNsEncodingOffset();
        TIMES[InstrumentStatusDecoder.TEMPLATE_ID] = InstrumentStatusDecoder.venueTimeNsEncodingOffset();
        TIMES[SessionPhaseDecoder.TEMPLATE_ID] = SessionPhaseDecoder.venueTimeNsEncodingOffset();
        QUANTITIES[L3AddDecoder.TEMPLATE_ID] = L3AddDecoder.quantityEncodingOffset();
        QUANTITIES[L3ModifyDecoder.TEMPLATE_ID] = L3ModifyDecoder.quantityEncodingOffset();
        QUANTITIES[L3ExecuteDecoder.TEMPLATE_ID] = L3ExecuteDecoder.quantityEncodingOffset();
        QUANTITIES[L3CancelDecoder.TEMPLATE_ID] = L3CancelDecoder.quantityEncodingOffset();
        QUANTITIES[L3ReplaceDecoder.TEMPLATE_ID] = L3ReplaceDecoder.quantityEncodingOffset();
        QUANTITIES[L2UpdateDecoder.TEMPLATE_ID] = L2UpdateDecoder.quantityEncodingOffset();
        QUANTITIES[TradeDecoder.TEMPLATE_ID] = TradeDecoder.quantityEncodingOffset();
    }

    private MarketFields() {}

    static int template(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Whether it is one of a packet, rather than a word on its own. */
    static boolean isOfPacket(final int template) {
        return template <= TradeDecoder.TEMPLATE_ID || template == PacketReferenceDecoder.TEMPLATE_ID;
    }

    /** Of one that {@link #isOfPacket is of a packet}. */
    static boolean endsPacket(final DirectBuffer buffer, final int offset) {
        return (buffer.getByte(offset + FLAGS) & END_OF_PACKET) != 0;
    }

    /** Of one that {@link #isOfPacket is of a packet}. */
    static int instrument(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + INSTRUMENT, ByteOrder.LITTLE_ENDIAN);
    }

    /** The venue's time; {@code none} where it has none. */
    static long timeNs(final DirectBuffer buffer, final int offset, final int template, final long none) {
        final int at = template < TEMPLATES ? TIMES[template] : NONE;
        return at == NONE ? none : buffer.getLong(offset + HEADER + at, ByteOrder.LITTLE_ENDIAN);
    }

    /** Of a message at the buffer's begin: it has no time. */
    static void clearTime(final MutableDirectBuffer buffer, final int template) {
        buffer.putLong(HEADER + TIMES[template], L3AddDecoder.venueTimeNsNullValue(), ByteOrder.LITTLE_ENDIAN);
    }

    /** Where its quantity is, counted from its begin; -1 where it has none. */
    static int quantityPosition(final int template) {
        return template < TEMPLATES && QUANTITIES[template] != NONE ? HEADER + QUANTITIES[template] : NONE;
    }
}
