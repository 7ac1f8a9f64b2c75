package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.TradeDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.NewOrderEncoder;
import io.tiercel.codecs.orders.OrderAcceptedDecoder;
import io.tiercel.codecs.orders.OrderAcceptedEncoder;
import io.tiercel.codecs.orders.ReplaceOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.engine.ingress.ManualClock;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SessionMetricsTest {
    private static final long T = 1_000_000_000L;

    private final ManualClock clock = new ManualClock(T);
    private final SessionMetrics metrics = new SessionMetrics(clock, 1);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @Test
    void shouldCountByTemplate() {
        marketInput(T, L3AddDecoder.TEMPLATE_ID);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);
        marketInput(T, TradeDecoder.TEMPLATE_ID);
        accepted(T, 5);
        output(T, CancelOrderDecoder.TEMPLATE_ID);

        assertEquals(2, metrics.inputs(L3AddDecoder.TEMPLATE_ID));
        assertEquals(3, metrics.marketEvents());
        assertEquals(4, metrics.inputCount());
        assertEquals(1, metrics.outputs(CancelOrderDecoder.TEMPLATE_ID));
        assertEquals(0, metrics.outputs(NewOrderDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldMeasureTickToTradeFromPacketToItsFirstOrder() {
        clock.set(T + 50);
        ordered(T, 5);
        clock.set(T + 90);
        ordered(T, 6);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);

        final Histogram hop = hop(Hop.TICK_TO_TRADE);
        assertEquals(1, hop.getTotalCount());
        assertEquals(50, hop.getMaxValue());
        assertEquals(50, metrics.percentileNs(Hop.TICK_TO_TRADE, 50));
    }

    @Test
    void shouldMeasureTickToTradeOfReplaceToo() {
        clock.set(T + 30);
        output(T, ReplaceOrderDecoder.TEMPLATE_ID);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);

        assertEquals(30, hop(Hop.TICK_TO_TRADE).getMaxValue());
    }

    @Test
    void shouldNotTakeOrderThatExecutionLedToForTickToTrade() {
        clock.set(T + 50);
        ordered(T, 5);
        accepted(T, 4);
        marketInput(T + 100, L3AddDecoder.TEMPLATE_ID);

        assertEquals(0, hop(Hop.TICK_TO_TRADE).getTotalCount());
    }

    @Test
    void shouldNotTakeCancelForTrade() {
        output(T, CancelOrderDecoder.TEMPLATE_ID);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);

        assertEquals(0, hop(Hop.TICK_TO_TRADE).getTotalCount());
    }

    @Test
    void shouldMeasureOrderToAcceptance() {
        final long orderId = (77L << 12) + 3;
        clock.set(T + 10);
        ordered(T, orderId);

        accepted(T + 60, orderId);

        assertEquals(1, hop(Hop.ORDER_TO_ACCEPT).getTotalCount());
        assertEquals(50, hop(Hop.ORDER_TO_ACCEPT).getMaxValue());
    }

    @Test
    void shouldCountApartWhatCouldNotBeSent() {
        clock.set(T + 10);
        new NewOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderId(5);
        metrics.onOutput(1, T, NewOrderDecoder.TEMPLATE_ID, false, buffer, 0, 64);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);
        accepted(T + 60, 5);

        assertEquals(0, metrics.outputs(NewOrderDecoder.TEMPLATE_ID));
        assertEquals(1, metrics.notSent(NewOrderDecoder.TEMPLATE_ID));
        assertEquals(0, hop(Hop.TICK_TO_TRADE).getTotalCount());
        assertEquals(0, hop(Hop.ORDER_TO_ACCEPT).getTotalCount());
    }

    @Test
    void shouldMeasureAcceptanceOnce() {
        ordered(T, 5);

        accepted(T + 60, 5);
        accepted(T + 90, 5);

        assertEquals(1, hop(Hop.ORDER_TO_ACCEPT).getTotalCount());
        assertEquals(60, hop(Hop.ORDER_TO_ACCEPT).getMaxValue());
    }

    @Test
    void shouldMeasureNothingForOrdersOfOthers() {
        accepted(T, 5);
        accepted(T, 0);

        assertEquals(0, hop(Hop.ORDER_TO_ACCEPT).getTotalCount());
    }

    @Test
    void shouldSampleOneInputInSixtyFour() {
        clock.set(T + 20);
        for (int i = 0; i < 640; i++) {
            marketInput(T, L3AddDecoder.TEMPLATE_ID);
        }

        assertEquals(10, hop(Hop.INPUT).getTotalCount());
        assertEquals(20, hop(Hop.INPUT).getMaxValue());
    }

    @Test
    void shouldKeepTimesWithinTheHistogram() {
        clock.set(T - 500);
        ordered(T, 5);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);
        clock.set(T + 100_000_000_000L);
        ordered(T, 6);
        marketInput(T, L3AddDecoder.TEMPLATE_ID);

        assertEquals(2, hop(Hop.TICK_TO_TRADE).getTotalCount());
        assertEquals(0, hop(Hop.TICK_TO_TRADE).getMinValue());
        assertEquals(60, hop(Hop.TICK_TO_TRADE).getMaxValue() / 1_000_000_000L);
    }

    private Histogram hop(final Hop hop) {
        return metrics.histograms().get(hop);
    }

    private void marketInput(final long timeNs, final int templateId) {
        metrics.onInputDone(1, timeNs, templateId, buffer, 0, 64);
    }

    private void output(final long inputTimeNs, final int templateId) {
        metrics.onOutput(1, inputTimeNs, templateId, true, buffer, 0, 64);
    }

    private void ordered(final long inputTimeNs, final long orderId) {
        new NewOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderId(orderId);
        output(inputTimeNs, NewOrderDecoder.TEMPLATE_ID);
    }

    private void accepted(final long timeNs, final long orderId) {
        new OrderAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderId(orderId);
        metrics.onInputDone(1, timeNs, OrderAcceptedDecoder.TEMPLATE_ID, buffer, 0, 100);
    }
}
