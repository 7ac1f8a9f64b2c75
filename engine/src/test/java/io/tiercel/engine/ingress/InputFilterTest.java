package io.tiercel.engine.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.HaltDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeDecoder;
import io.tiercel.codecs.control.ParameterChangeEncoder;
import io.tiercel.codecs.control.ResumeDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.control.TickDecoder;
import io.tiercel.codecs.marketdata.AuctionImbalanceDecoder;
import io.tiercel.codecs.marketdata.FactsClearDecoder;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.marketdata.InstrumentDefinitionDecoder;
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
import io.tiercel.codecs.orders.CancelRejectedDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
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
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class InputFilterTest {
    private static final int MARKET_DATA = L3AddDecoder.SCHEMA_ID;
    private static final int ORDERS = NewOrderDecoder.SCHEMA_ID;
    private static final int CONTROL = HaltDecoder.SCHEMA_ID;
    private static final int VERSION = L3AddDecoder.SCHEMA_VERSION;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int PACKET_SEQUENCE = 8;
    private static final int MAKER = 1;

    /** A template that a source may send, and by how much its block has grown since version 0. */
    private record Template(int schema, int id, int blockLength, int added) {
        byte[] whole() {
            return Bytes.zeros(schema, id, VERSION, blockLength);
        }
    }

    private static final List<Template> FEED = List.of(
            new Template(MARKET_DATA, L3AddDecoder.TEMPLATE_ID, L3AddDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3ModifyDecoder.TEMPLATE_ID, L3ModifyDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3ExecuteDecoder.TEMPLATE_ID, L3ExecuteDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3CancelDecoder.TEMPLATE_ID, L3CancelDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3DeleteDecoder.TEMPLATE_ID, L3DeleteDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3ReplaceDecoder.TEMPLATE_ID, L3ReplaceDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L3ClearDecoder.TEMPLATE_ID, L3ClearDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, L2UpdateDecoder.TEMPLATE_ID, L2UpdateDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, TradeDecoder.TEMPLATE_ID, TradeDecoder.BLOCK_LENGTH, PACKET_SEQUENCE),
            new Template(MARKET_DATA, TradeCorrectionDecoder.TEMPLATE_ID, TradeCorrectionDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, StatisticDecoder.TEMPLATE_ID, StatisticDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, AuctionImbalanceDecoder.TEMPLATE_ID, AuctionImbalanceDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, PriceLimitsDecoder.TEMPLATE_ID, PriceLimitsDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, FactsClearDecoder.TEMPLATE_ID, FactsClearDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, InstrumentStatusDecoder.TEMPLATE_ID, InstrumentStatusDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, SessionPhaseDecoder.TEMPLATE_ID, SessionPhaseDecoder.BLOCK_LENGTH, 0),
            new Template(MARKET_DATA, FeedStatusDecoder.TEMPLATE_ID, FeedStatusDecoder.BLOCK_LENGTH, 0));

    private static final List<Template> EXECUTIONS = List.of(
            new Template(ORDERS, OrderAcceptedDecoder.TEMPLATE_ID, OrderAcceptedDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderRejectedDecoder.TEMPLATE_ID, OrderRejectedDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderFilledDecoder.TEMPLATE_ID, OrderFilledDecoder.BLOCK_LENGTH, MAKER),
            new Template(ORDERS, OrderCancelledDecoder.TEMPLATE_ID, OrderCancelledDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderReplacedDecoder.TEMPLATE_ID, OrderReplacedDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderExpiredDecoder.TEMPLATE_ID, OrderExpiredDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderUnknownDecoder.TEMPLATE_ID, OrderUnknownDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, CancelRejectedDecoder.TEMPLATE_ID, CancelRejectedDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OrderStatusDecoder.TEMPLATE_ID, OrderStatusDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OpenOrdersBeginDecoder.TEMPLATE_ID, OpenOrdersBeginDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OpenOrdersItemDecoder.TEMPLATE_ID, OpenOrdersItemDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, OpenOrdersEndDecoder.TEMPLATE_ID, OpenOrdersEndDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, VenueSessionUpDecoder.TEMPLATE_ID, VenueSessionUpDecoder.BLOCK_LENGTH, 0),
            new Template(ORDERS, VenueSessionDownDecoder.TEMPLATE_ID, VenueSessionDownDecoder.BLOCK_LENGTH, 0));

    /** Of fixed length; a change of a parameter stands apart. */
    private static final List<Template> COMMANDS = List.of(
            new Template(CONTROL, HaltDecoder.TEMPLATE_ID, HaltDecoder.BLOCK_LENGTH, 0),
            new Template(CONTROL, ResumeDecoder.TEMPLATE_ID, ResumeDecoder.BLOCK_LENGTH, 0),
            new Template(CONTROL, KillDecoder.TEMPLATE_ID, KillDecoder.BLOCK_LENGTH, 0),
            new Template(CONTROL, LimitChangeDecoder.TEMPLATE_ID, LimitChangeDecoder.BLOCK_LENGTH, 0));

    private final InputFilter feed = InputFilter.feed();
    private final InputFilter executions = InputFilter.executions();
    private final InputFilter commands = InputFilter.commands();

    @Test
    void shouldAcceptEveryAllowedTemplateWhole() {
        for (final Template template : FEED) {
            assertTrue(accepts(feed, template.whole()), template.toString());
        }
        for (final Template template : EXECUTIONS) {
            assertTrue(accepts(executions, template.whole()), template.toString());
        }
        for (final Template template : COMMANDS) {
            assertTrue(accepts(commands, template.whole()), template.toString());
        }
        assertTrue(accepts(commands, parameterChange("size", "100")));
        assertEquals(0, feed.refusedCount() + executions.refusedCount() + commands.refusedCount());
    }

    @Test
    void shouldRefuseAndCountEveryAllowedTemplateCutShort() {
        long refused = 0;
        for (final Template template : FEED) {
            final byte[] whole = template.whole();
            for (int length = 0; length < whole.length; length++) {
                assertFalse(accepts(feed, Bytes.cut(whole, length)), template + " cut to " + length);
                refused++;
            }
        }

        assertEquals(refused, feed.refusedCount());
    }

    @Test
    void shouldRefuseBlockShorterThanItsVersionHas() {
        for (final Template template : FEED) {
            assertFalse(accepts(feed, shortened(template, VERSION)), template.toString());
        }
        for (final Template template : EXECUTIONS) {
            assertFalse(accepts(executions, shortened(template, VERSION)), template.toString());
        }
    }

    private static byte[] shortened(final Template template, final int version) {
        return Bytes.zeros(
                template.schema(), template.id(), version, template.blockLength() - Math.max(1, template.added()));
    }

    @Test
    void shouldAcceptBlockLengthsOfVersion0() {
        for (final Template template : FEED) {
            if (template.added() > 0) {
                assertTrue(accepts(feed, shortened(template, 0)), template.toString());
            }
        }
        final byte[] fillWithoutMaker =
                Bytes.zeros(ORDERS, OrderFilledDecoder.TEMPLATE_ID, 0, OrderFilledDecoder.BLOCK_LENGTH - MAKER);
        final byte[] fillWithoutMatch =
                Bytes.zeros(ORDERS, OrderFilledDecoder.TEMPLATE_ID, 0, OrderFilledDecoder.BLOCK_LENGTH - MAKER - 1);

        assertTrue(accepts(executions, fillWithoutMaker));
        assertFalse(accepts(executions, fillWithoutMatch));
    }

    @Test
    void shouldAcceptLongerBlockOfLaterVersion() {
        assertTrue(accepts(
                feed, Bytes.zeros(MARKET_DATA, TradeDecoder.TEMPLATE_ID, VERSION + 1, TradeDecoder.BLOCK_LENGTH + 40)));
    }

    @Test
    void shouldRefuseMessageLongerThanAnyMayBe() {
        assertTrue(accepts(feed, Bytes.zeros(MARKET_DATA, TradeDecoder.TEMPLATE_ID, VERSION, 512 - HEADER)));
        assertFalse(accepts(feed, Bytes.zeros(MARKET_DATA, TradeDecoder.TEMPLATE_ID, VERSION, 513 - HEADER)));
    }

    @Test
    void shouldRefuseTemplateOfAnotherSchema() {
        assertFalse(accepts(feed, Bytes.zeros(ORDERS, L3AddDecoder.TEMPLATE_ID, VERSION, 64)));
        assertFalse(accepts(feed, Bytes.zeros(0, L3AddDecoder.TEMPLATE_ID, VERSION, 64)));
        assertFalse(accepts(executions, Bytes.zeros(CONTROL, OrderFilledDecoder.TEMPLATE_ID, VERSION, 200)));
        assertFalse(accepts(commands, Bytes.zeros(MARKET_DATA, KillDecoder.TEMPLATE_ID, VERSION, 64)));
    }

    @Test
    void shouldRefuseWhatAnotherSourceMaySend() {
        for (final Template template : FEED) {
            assertFalse(accepts(executions, template.whole()), template.toString());
            assertFalse(accepts(commands, template.whole()), template.toString());
        }
        for (final Template template : EXECUTIONS) {
            assertFalse(accepts(feed, template.whole()), template.toString());
            assertFalse(accepts(commands, template.whole()), template.toString());
        }
        for (final Template template : COMMANDS) {
            assertFalse(accepts(feed, template.whole()), template.toString());
            assertFalse(accepts(executions, template.whole()), template.toString());
        }
        assertFalse(accepts(feed, parameterChange("size", "100")));
    }

    @Test
    void shouldRefuseWhatOnlyTheProcessItselfSays() {
        for (final InputFilter filter : List.of(feed, executions, commands)) {
            assertFalse(accepts(filter, Bytes.notSent(1)));
            assertFalse(accepts(filter, Bytes.zeros(CONTROL, TickDecoder.TEMPLATE_ID, VERSION, 64)));
            assertFalse(accepts(filter, Bytes.zeros(CONTROL, StopRequestDecoder.TEMPLATE_ID, VERSION, 64)));
            assertFalse(accepts(filter, Bytes.zeros(ORDERS, NewOrderDecoder.TEMPLATE_ID, VERSION, 200)));
            assertFalse(
                    accepts(filter, Bytes.zeros(MARKET_DATA, InstrumentDefinitionDecoder.TEMPLATE_ID, VERSION, 200)));
            assertFalse(accepts(filter, Bytes.zeros(CONTROL, 0xFFFF, VERSION, 200)));
        }
    }

    @Test
    void shouldRefuseParameterChangeWhoseTextsDoNotFit() {
        final byte[] whole = parameterChange("size", "100");
        final int firstLength = HEADER + ParameterChangeDecoder.BLOCK_LENGTH;
        final int secondLength = firstLength + 2 + 4;

        for (int length = firstLength; length < whole.length; length++) {
            assertFalse(accepts(commands, Bytes.cut(whole, length)), "cut to " + length);
        }
        assertFalse(accepts(commands, with(whole, firstLength, 0xFFFF)));
        assertFalse(accepts(commands, with(whole, firstLength, 8)));
        assertFalse(accepts(commands, with(whole, secondLength, 4)));
        assertFalse(accepts(commands, with(whole, secondLength, 0xFFFF)));
        assertTrue(accepts(commands, with(whole, secondLength, 3)));
        assertTrue(accepts(commands, parameterChange("", "")));
    }

    private static byte[] with(final byte[] message, final int offset, final int length) {
        final byte[] changed = message.clone();
        changed[offset] = (byte) length;
        changed[offset + 1] = (byte) (length >> 8);
        return changed;
    }

    @Test
    void shouldNeverThrowNorReadOutsideOfMessage() {
        final long seed = 20_260_105;
        final Random random = new Random(seed);
        long accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            final byte[] message = random.nextInt(4) == 0 ? noise(random) : mutated(random);
            final int offset = random.nextInt(16);
            final byte[] before = new byte[offset];
            random.nextBytes(before);
            final byte[] all = Arrays.copyOf(before, offset + message.length);
            System.arraycopy(message, 0, all, offset, message.length);
            // The buffer ends where the message does, so that each byte read beyond it throws.
            final UnsafeBuffer buffer = new UnsafeBuffer(all);
            final InputFilter filter = List.of(feed, executions, commands).get(random.nextInt(3));

            try {
                accepted += filter.accepts(buffer, offset, message.length) ? 1 : 0;
            } catch (final RuntimeException broken) {
                throw new AssertionError("seed " + seed + ", message " + i + ": " + Arrays.toString(message), broken);
            }
        }

        final long refused = feed.refusedCount() + executions.refusedCount() + commands.refusedCount();
        assertEquals(100_000, accepted + refused, "seed " + seed);
        assertTrue(accepted > 1_000 && refused > 1_000, "seed " + seed + ": accepted " + accepted);
    }

    private static byte[] noise(final Random random) {
        final byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(final Random random) {
        final List<Template> kind = List.of(FEED, EXECUTIONS, COMMANDS).get(random.nextInt(3));
        final byte[] whole = random.nextInt(8) == 0
                ? parameterChange("name", "value")
                : kind.get(random.nextInt(kind.size())).whole();
        if (whole.length > HEADER) {
            for (int i = random.nextInt(4); i > 0; i--) {
                whole[random.nextInt(whole.length)] = (byte) random.nextInt();
            }
        }
        return random.nextInt(4) == 0 ? Bytes.cut(whole, random.nextInt(whole.length + 20)) : whole;
    }

    private static byte[] parameterChange(final String name, final String value) {
        return Bytes.copy(new ParameterChangeEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(new byte[512]), 0, new MessageHeaderEncoder())
                .strategyId(1)
                .commandId(2)
                .name(name)
                .value(value));
    }

    private static boolean accepts(final InputFilter filter, final byte[] message) {
        return filter.accepts(new UnsafeBuffer(message), 0, message.length);
    }
}
