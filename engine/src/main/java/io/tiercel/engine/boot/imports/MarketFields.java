package io.tiercel.engine.boot.imports;

import io.tiercel.codecs.PacketMessages;
import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
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
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
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
    private static final int FEED = HEADER + L3AddDecoder.feedIdEncodingOffset();
    private static final int END_OF_PACKET = 1;
    private static final int[] TIMES = new int[TEMPLATES];
    private static final int[] QUANTITIES = new int[TEMPLATES];
    private static final int[] SECOND_QUANTITIES = new int[TEMPLATES];

    static {
        Arrays.fill(TIMES, NONE);
        Arrays.fill(QUANTITIES, NONE);
        Arrays.fill(SECOND_QUANTITIES, NONE);
        TIMES[L3AddDecoder.TEMPLATE_ID] = L3AddDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ModifyDecoder.TEMPLATE_ID] = L3ModifyDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ExecuteDecoder.TEMPLATE_ID] = L3ExecuteDecoder.venueTimeNsEncodingOffset();
        TIMES[L3CancelDecoder.TEMPLATE_ID] = L3CancelDecoder.venueTimeNsEncodingOffset();
        TIMES[L3DeleteDecoder.TEMPLATE_ID] = L3DeleteDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ReplaceDecoder.TEMPLATE_ID] = L3ReplaceDecoder.venueTimeNsEncodingOffset();
        TIMES[L3ClearDecoder.TEMPLATE_ID] = L3ClearDecoder.venueTimeNsEncodingOffset();
        TIMES[L2UpdateDecoder.TEMPLATE_ID] = L2UpdateDecoder.venueTimeNsEncodingOffset();
        TIMES[TradeDecoder.TEMPLATE_ID] = TradeDecoder.venueTimeNsEncodingOffset();
        TIMES[TradeCorrectionDecoder.TEMPLATE_ID] = TradeCorrectionDecoder.venueTimeNsEncodingOffset();
        TIMES[StatisticDecoder.TEMPLATE_ID] = StatisticDecoder.venueTimeNsEncodingOffset();
        TIMES[AuctionImbalanceDecoder.TEMPLATE_ID] = AuctionImbalanceDecoder.venueTimeNsEncodingOffset();
        TIMES[PriceLimitsDecoder.TEMPLATE_ID] = PriceLimitsDecoder.venueTimeNsEncodingOffset();
        TIMES[FactsClearDecoder.TEMPLATE_ID] = FactsClearDecoder.venueTimeNsEncodingOffset();
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
        QUANTITIES[TradeCorrectionDecoder.TEMPLATE_ID] = TradeCorrectionDecoder.quantityEncodingOffset();
        QUANTITIES[StatisticDecoder.TEMPLATE_ID] = StatisticDecoder.quantityEncodingOffset();
        QUANTITIES[AuctionImbalanceDecoder.TEMPLATE_ID] = AuctionImbalanceDecoder.pairedQuantityEncodingOffset();
        SECOND_QUANTITIES[AuctionImbalanceDecoder.TEMPLATE_ID] =
                AuctionImbalanceDecoder.imbalanceQuantityEncodingOffset();
    }

    private MarketFields() {}

    static int template(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_POSITION, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Whether it is one of a packet, rather than a word on its own. */
    static boolean isOfPacket(final int template) {
        return PacketMessages.isPart(template);
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

    /** Of one that {@link #isOfPacket is of a packet}. */
    static int feed(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + FEED, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Makes the quantities of a message at the buffer's begin so many times what they are. */
    static void scale(final MutableDirectBuffer buffer, final int template, final long unit) {
        scaleAt(buffer, QUANTITIES[template], unit);
        scaleAt(buffer, SECOND_QUANTITIES[template], unit);
    }

    /** What is none stays so, and what is too large is as large as can be: the books refuse it. */
    private static void scaleAt(final MutableDirectBuffer buffer, final int field, final long unit) {
        if (field == NONE) {
            return;
        }
        final long quantity = buffer.getLong(HEADER + field, ByteOrder.LITTLE_ENDIAN);
        if (quantity != L3AddDecoder.quantityNullValue()) {
            final long scaled = quantity > Long.MAX_VALUE / unit ? Long.MAX_VALUE : quantity * unit;
            buffer.putLong(HEADER + field, scaled, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Whether it has a quantity. */
    static boolean hasQuantity(final int template) {
        return template < TEMPLATES && QUANTITIES[template] != NONE;
    }
}
