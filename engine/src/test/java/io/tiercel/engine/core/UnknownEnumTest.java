package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.control.LimitChangeEncoder;
import io.tiercel.codecs.marketdata.FeedStatusEncoder;
import io.tiercel.codecs.marketdata.InstrumentStatusEncoder;
import io.tiercel.codecs.marketdata.L2UpdateEncoder;
import io.tiercel.codecs.marketdata.L3AddEncoder;
import io.tiercel.codecs.marketdata.SessionPhaseEncoder;
import io.tiercel.codecs.marketdata.TradeEncoder;
import io.tiercel.codecs.orders.OrderFilledEncoder;
import io.tiercel.codecs.orders.OrderRejectedEncoder;
import io.tiercel.codecs.orders.OrderStatusEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.Test;

/** Values that no schema has, in every enumeration that comes from outside. */
final class UnknownEnumTest {
    private static final byte UNKNOWN = 77;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final List<String> calls = new ArrayList<>();
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
        final ProbeStrategy probe = new ProbeStrategy(setup, calls);
        probes.add(probe);
        return probe;
    }));
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    UnknownEnumTest() {
        harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(1, "Probe")
                .quoteAll();
        harness.outputs.takeLines();
    }

    @Test
    void shouldMarkBookSuspectForOrderOfUnknownSide() {
        give(
                new L3AddEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(1)
                        .orderId(9)
                        .priceNanos(CoreHarness.NANO)
                        .quantity(1),
                L3AddEncoder.sideEncodingOffset());

        assertEquals(1, harness.core.counted(AlertCode.BOOK_SUSPECT));
        assertTrue(harness.core.books().book(1).suspect());
    }

    @Test
    void shouldCountLevelOfUnknownSideOrAsWrongKind() {
        give(
                new L2UpdateEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(1)
                        .priceNanos(CoreHarness.NANO)
                        .quantity(1),
                L2UpdateEncoder.sideEncodingOffset());

        assertEquals(1, harness.core.counted(AlertCode.BOOK_SUSPECT));
    }

    @Test
    void shouldTakeTradeWithoutKnownAggressor() {
        final TradeEncoder trade = new TradeEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(1)
                .priceNanos(100 * CoreHarness.NANO)
                .quantity(3);
        trade.flags().clear().endOfPacket(true);
        calls.clear();

        give(trade, TradeEncoder.aggressorSideEncodingOffset());

        assertEquals(List.of("strategy1 trade 3", "strategy1 book 1"), calls);
    }

    @Test
    void shouldRefuseOrdersWhileStateOfFeedIsUnknown() {
        give(
                new FeedStatusEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(1),
                FeedStatusEncoder.stateEncodingOffset());

        assertEquals(List.of("refused FEED_NOT_LIVE 2/1"), buy());
    }

    @Test
    void shouldRefuseOrdersWhileStatusOfInstrumentIsUnknown() {
        give(
                new InstrumentStatusEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(1),
                InstrumentStatusEncoder.statusEncodingOffset());

        final List<String> lines = buy();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("refused INSTRUMENT_HALTED"), lines.get(0));
    }

    @Test
    void shouldLiveThroughUnknownPhase() {
        give(
                new SessionPhaseEncoder().wrapAndApplyHeader(buffer, 0, header).venueId((short) 1),
                SessionPhaseEncoder.phaseEncodingOffset());

        assertEquals(List.of("order BUY 1 of 1"), buy());
    }

    @Test
    void shouldSayThatLimitIsUnknown() {
        give(
                new LimitChangeEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .strategyId(1)
                        .instrumentId(0)
                        .value(1)
                        .commandId(1),
                LimitChangeEncoder.kindEncodingOffset());

        assertEquals(List.of("result UNKNOWN_LIMIT"), harness.outputs.takeLines());
    }

    @Test
    void shouldBookFillOnTheSideOfOurOwnOrder() {
        buy();
        final Sent order = harness.outputs.orders.get(0);
        harness.accept(order);
        harness.outputs.takeLines();

        give(
                new OrderFilledEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .venueId((short) 1)
                        .sessionId(1)
                        .inboundSequence(2)
                        .executionId(2)
                        .instrumentId(1)
                        .orderId(order.orderId())
                        .venueToken(order.venueToken())
                        .lastPriceNanos(order.priceNanos())
                        .lastQuantity(1)
                        .leavesQuantity(0)
                        .feeMoney(0),
                OrderFilledEncoder.sideEncodingOffset());

        assertEquals(List.of("changed FILLED 0", "position 1"), harness.outputs.takeLines());
    }

    @Test
    void shouldTakeRejectionForAnUnknownReason() {
        buy();
        final Sent order = harness.outputs.orders.get(0);

        give(
                new OrderRejectedEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .venueId((short) 1)
                        .sessionId(1)
                        .inboundSequence(1)
                        .executionId(1)
                        .instrumentId(1)
                        .orderId(order.orderId())
                        .venueToken(order.venueToken()),
                OrderRejectedEncoder.reasonEncodingOffset());

        assertEquals(List.of("changed REJECTED 0"), harness.outputs.takeLines());
        assertEquals(0, harness.core.openOrderCount());
    }

    @Test
    void shouldNotTakeOrderForOverThatVenueDoesNotCallSo() {
        buy();
        final Sent order = harness.outputs.orders.get(0);
        harness.accept(order);

        give(
                new OrderStatusEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .venueId((short) 1)
                        .sessionId(1)
                        .inboundSequence(2)
                        .instrumentId(1)
                        .orderId(order.orderId())
                        .venueToken(order.venueToken())
                        .priceNanos(order.priceNanos())
                        .quantity(1)
                        .cumulativeQuantity(0),
                OrderStatusEncoder.openEncodingOffset());

        assertEquals(1, harness.core.openOrderCount());
    }

    private List<String> buy() {
        probes.get(0).onBook = self -> self.buy(9_990, 1);
        harness.outputs.takeLines();
        harness.add(1, Side.BUY, 77_777, 9_998, 1, true);
        probes.get(0).onBook = self -> {};
        return harness.outputs.takeLines();
    }

    private void give(final MessageEncoderFlyweight message, final int enumOffset) {
        buffer.putByte(HEADER + enumOffset, UNKNOWN);
        harness.raw(buffer, HEADER + message.encodedLength());
    }
}
