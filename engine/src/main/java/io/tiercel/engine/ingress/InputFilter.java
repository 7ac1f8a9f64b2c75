package io.tiercel.engine.ingress;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.control.AnalyticsBeginDecoder;
import io.tiercel.codecs.control.AnalyticsEndDecoder;
import io.tiercel.codecs.control.AnalyticsItemDecoder;
import io.tiercel.codecs.control.HaltDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeDecoder;
import io.tiercel.codecs.control.ResumeDecoder;
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
import io.tiercel.codecs.marketdata.PacketReferenceDecoder;
import io.tiercel.codecs.marketdata.PriceLimitsDecoder;
import io.tiercel.codecs.marketdata.SessionPhaseDecoder;
import io.tiercel.codecs.marketdata.StatisticDecoder;
import io.tiercel.codecs.marketdata.TradeCorrectionDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.OpenOrdersBeginDecoder;
import io.tiercel.codecs.orders.OpenOrdersEndDecoder;
import io.tiercel.codecs.orders.OpenOrdersItemDecoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderCancelledDecoder;
import io.tiercel.codecs.orders.OrderExpiredDecoder;
import io.tiercel.codecs.orders.OrderFilledDecoder;
import io.tiercel.codecs.orders.OrderRejectedDecoder;
import io.tiercel.codecs.orders.OrderReplacedDecoder;
import io.tiercel.codecs.orders.OrderStatusDecoder;
import io.tiercel.codecs.orders.OrderUnknownDecoder;
import io.tiercel.codecs.orders.VenueSessionDownDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Decides whether a message from outside may become an input: whole, of a known schema and template, and of a kind
 * that its source may send (a feed cannot kill). What fails is counted and goes no further.
 */
@HotPath
public final class InputFilter {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATES = 512;
    private static final int MAX_LENGTH = 512;
    private static final int NOT_ALLOWED = Integer.MAX_VALUE;
    private static final int PACKET_SEQUENCE_LENGTH = L3AddDecoder.packetSequenceEncodingLength();
    private static final int MAKER_LENGTH = OrderFilledDecoder.makerEncodingLength();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final int[] blockLength = new int[TEMPLATES];
    private final int[] firstBlockLength = new int[TEMPLATES];
    private final int[] schemaId = new int[TEMPLATES];
    private long refusedCount;

    private InputFilter() {
        Arrays.fill(blockLength, NOT_ALLOWED);
        Arrays.fill(firstBlockLength, NOT_ALLOWED);
    }

    /** Lets market data pass. */
    public static InputFilter feed() {
        final InputFilter filter = new InputFilter();
        final int schema = L3AddDecoder.SCHEMA_ID;
        // Version 0 of these ended before the packet's sequence.
        filter.allowSinceVersion0(schema, L3AddDecoder.TEMPLATE_ID, L3AddDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3ModifyDecoder.TEMPLATE_ID, L3ModifyDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3ExecuteDecoder.TEMPLATE_ID, L3ExecuteDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3CancelDecoder.TEMPLATE_ID, L3CancelDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3DeleteDecoder.TEMPLATE_ID, L3DeleteDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3ReplaceDecoder.TEMPLATE_ID, L3ReplaceDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L3ClearDecoder.TEMPLATE_ID, L3ClearDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(
                schema, L2UpdateDecoder.TEMPLATE_ID, L2UpdateDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allowSinceVersion0(schema, TradeDecoder.TEMPLATE_ID, TradeDecoder.BLOCK_LENGTH, PACKET_SEQUENCE_LENGTH);
        filter.allow(schema, TradeCorrectionDecoder.TEMPLATE_ID, TradeCorrectionDecoder.BLOCK_LENGTH);
        filter.allow(schema, StatisticDecoder.TEMPLATE_ID, StatisticDecoder.BLOCK_LENGTH);
        filter.allow(schema, AuctionImbalanceDecoder.TEMPLATE_ID, AuctionImbalanceDecoder.BLOCK_LENGTH);
        filter.allow(schema, PriceLimitsDecoder.TEMPLATE_ID, PriceLimitsDecoder.BLOCK_LENGTH);
        filter.allow(schema, FactsClearDecoder.TEMPLATE_ID, FactsClearDecoder.BLOCK_LENGTH);
        filter.allow(schema, InstrumentStatusDecoder.TEMPLATE_ID, InstrumentStatusDecoder.BLOCK_LENGTH);
        filter.allow(schema, SessionPhaseDecoder.TEMPLATE_ID, SessionPhaseDecoder.BLOCK_LENGTH);
        filter.allow(schema, FeedStatusDecoder.TEMPLATE_ID, FeedStatusDecoder.BLOCK_LENGTH);
        filter.allow(schema, PacketReferenceDecoder.TEMPLATE_ID, PacketReferenceDecoder.BLOCK_LENGTH);
        return filter;
    }

    /** Lets executions and words about a venue's session pass. */
    public static InputFilter executions() {
        final InputFilter filter = new InputFilter();
        final int schema = OrderAcceptedDecoder.SCHEMA_ID;
        filter.allow(schema, OrderAcceptedDecoder.TEMPLATE_ID, OrderAcceptedDecoder.BLOCK_LENGTH);
        filter.allow(schema, OrderRejectedDecoder.TEMPLATE_ID, OrderRejectedDecoder.BLOCK_LENGTH);
        // Version 0 ended before the maker flag.
        filter.allowSinceVersion0(
                schema, OrderFilledDecoder.TEMPLATE_ID, OrderFilledDecoder.BLOCK_LENGTH, MAKER_LENGTH);
        filter.allow(schema, OrderCancelledDecoder.TEMPLATE_ID, OrderCancelledDecoder.BLOCK_LENGTH);
        filter.allow(schema, OrderReplacedDecoder.TEMPLATE_ID, OrderReplacedDecoder.BLOCK_LENGTH);
        filter.allow(schema, OrderExpiredDecoder.TEMPLATE_ID, OrderExpiredDecoder.BLOCK_LENGTH);
        filter.allow(schema, OrderUnknownDecoder.TEMPLATE_ID, OrderUnknownDecoder.BLOCK_LENGTH);
        filter.allow(schema, CancelRejectedDecoder.TEMPLATE_ID, CancelRejectedDecoder.BLOCK_LENGTH);
        filter.allow(schema, OrderStatusDecoder.TEMPLATE_ID, OrderStatusDecoder.BLOCK_LENGTH);
        filter.allow(schema, OpenOrdersBeginDecoder.TEMPLATE_ID, OpenOrdersBeginDecoder.BLOCK_LENGTH);
        filter.allow(schema, OpenOrdersItemDecoder.TEMPLATE_ID, OpenOrdersItemDecoder.BLOCK_LENGTH);
        filter.allow(schema, OpenOrdersEndDecoder.TEMPLATE_ID, OpenOrdersEndDecoder.BLOCK_LENGTH);
        filter.allow(schema, VenueSessionUpDecoder.TEMPLATE_ID, VenueSessionUpDecoder.BLOCK_LENGTH);
        filter.allow(schema, VenueSessionDownDecoder.TEMPLATE_ID, VenueSessionDownDecoder.BLOCK_LENGTH);
        return filter;
    }

    /** Lets operators' commands pass. */
    public static InputFilter commands() {
        final InputFilter filter = new InputFilter();
        final int schema = HaltDecoder.SCHEMA_ID;
        filter.allow(schema, HaltDecoder.TEMPLATE_ID, HaltDecoder.BLOCK_LENGTH);
        filter.allow(schema, ResumeDecoder.TEMPLATE_ID, ResumeDecoder.BLOCK_LENGTH);
        filter.allow(schema, KillDecoder.TEMPLATE_ID, KillDecoder.BLOCK_LENGTH);
        filter.allow(schema, LimitChangeDecoder.TEMPLATE_ID, LimitChangeDecoder.BLOCK_LENGTH);
        filter.allow(schema, ParameterChangeDecoder.TEMPLATE_ID, ParameterChangeDecoder.BLOCK_LENGTH);
        return filter;
    }

    /** Lets results of analytics lanes pass. */
    public static InputFilter lanes() {
        final InputFilter filter = new InputFilter();
        final int schema = AnalyticsBeginDecoder.SCHEMA_ID;
        filter.allow(schema, AnalyticsBeginDecoder.TEMPLATE_ID, AnalyticsBeginDecoder.BLOCK_LENGTH);
        filter.allow(schema, AnalyticsItemDecoder.TEMPLATE_ID, AnalyticsItemDecoder.BLOCK_LENGTH);
        filter.allow(schema, AnalyticsEndDecoder.TEMPLATE_ID, AnalyticsEndDecoder.BLOCK_LENGTH);
        return filter;
    }

    private void allow(final int schema, final int templateId, final int length) {
        allowSinceVersion0(schema, templateId, length, 0);
    }

    /** @param added how many bytes version 0 had not yet */
    private void allowSinceVersion0(final int schema, final int templateId, final int length, final int added) {
        schemaId[templateId] = schema;
        blockLength[templateId] = length;
        firstBlockLength[templateId] = length - added;
    }

    /** Whether it may pass; counts it when not. */
    public boolean accepts(final DirectBuffer buffer, final int offset, final int length) {
        if (isWhole(buffer, offset, length)) {
            return true;
        }
        refusedCount++;
        return false;
    }

    /** How many messages did not pass. */
    public long refusedCount() {
        return refusedCount;
    }

    private boolean isWhole(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER || length > MAX_LENGTH) {
            return false;
        }
        header.wrap(buffer, offset);
        final int templateId = header.templateId();
        if (templateId >= TEMPLATES || header.schemaId() != schemaId[templateId]) {
            return false;
        }
        final int least = header.version() == 0 ? firstBlockLength[templateId] : blockLength[templateId];
        final int end = HEADER + header.blockLength();
        if (header.blockLength() < least || end > length) {
            // A decoder trusts the version: it would read what a shorter block does not have from whatever lies behind.
            return false;
        }
        return templateId != ParameterChangeDecoder.TEMPLATE_ID || hasTwoTexts(buffer, offset + end, offset + length);
    }

    private static boolean hasTwoTexts(final DirectBuffer buffer, final int from, final int end) {
        final int afterFirst = afterText(buffer, from, end);
        return afterFirst <= end && afterText(buffer, afterFirst, end) <= end;
    }

    private static int afterText(final DirectBuffer buffer, final int from, final int end) {
        if (from + Short.BYTES > end) {
            return Integer.MAX_VALUE;
        }
        return from + Short.BYTES + (buffer.getShort(from, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
    }
}
