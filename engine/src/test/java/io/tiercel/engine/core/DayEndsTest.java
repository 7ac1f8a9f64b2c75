package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.OrderStatusRequestDecoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TimeInForce;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import io.tiercel.engine.reference.TradingDay;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instruments 1 and 2 end on 2026-01-06 by calendar 1, instrument 3 never; the harness's first second is in 1970. */
final class DayEndsTest {
    private static final long SECOND = CoreHarness.NANO;
    private static final int EXPIRY = 20260106;
    private static final String ASKED = "template " + OrderStatusRequestDecoder.TEMPLATE_ID;

    private final List<String> calls = new ArrayList<>();
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = open();

    private CoreHarness open() {
        final CoreHarness opened = new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
            final ProbeStrategy probe = new ProbeStrategy(setup, calls);
            probes.add(probe);
            return probe;
        }));
        opened.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy2.parameters.instrument", "S2")
                .open(3, "Probe", "Probe");
        opened.tradingDay(1, 20260105, 0, 100 * SECOND, false)
                .tradingDay(1, EXPIRY, 200 * SECOND, 250 * SECOND, true)
                .tradingDay(1, 20260107, 300 * SECOND, 400 * SECOND, false)
                .instrument(1, 1, EXPIRY, 1)
                .instrument(2, 1, EXPIRY, 1)
                .instrument(3, 1, 0, 1)
                .quoteAll();
        opened.outputs.takeLines();
        calls.clear();
        return opened;
    }

    private Sent order(final int strategyId, final int instrumentId, final TimeInForce timeInForce) {
        harness.feedLive();
        probes.get(strategyId - 1)
                .orders()
                .submit(
                        instrumentId,
                        Side.BUY,
                        OrderType.LIMIT,
                        timeInForce,
                        false,
                        9_990 * CoreHarness.NANO / 100,
                        10);
        return harness.outputs.orders.get(harness.outputs.orders.size() - 1);
    }

    /** To this time after the harness's begin. */
    private void at(final long ns) {
        harness.after(CoreHarness.START_NS + ns - harness.timeNs()).tick();
        harness.continueAll();
    }

    private TradingDay today() {
        return probes.get(0).context.tradingDay(1);
    }

    @Test
    void shouldShowTheDayThatIsOpenOrOpensNext() {
        at(99 * SECOND);
        assertEquals(20260105, today().date());
        assertTrue(today().open(harness.timeNs()));
        assertFalse(today().halfDay());

        at(100 * SECOND);
        assertEquals(EXPIRY, today().date());
        assertFalse(today().open(harness.timeNs()));
        assertTrue(today().halfDay());
        assertEquals(CoreHarness.START_NS + 250 * SECOND, today().closeNs());

        harness.tradingDay(1, EXPIRY, 200 * SECOND, 200 * SECOND, false);
        assertEquals(20260107, today().date());

        at(400 * SECOND);
        assertNull(today());
    }

    @Test
    void shouldAskAboutDayOrderThatTheVenueDidNotEnd() {
        harness.accept(order(1, 3, TimeInForce.DAY)).accept(order(1, 3, TimeInForce.GTC));
        at(105 * SECOND - 1);
        assertEquals(0, Collections.frequency(harness.outputs.takeLines(), ASKED));

        at(105 * SECOND);

        assertEquals(1, Collections.frequency(harness.outputs.takeLines(), ASKED));
        assertEquals("strategy1 IN_DOUBT", calls.get(calls.size() - 1));
        assertEquals(2, harness.core.openOrderCount());
    }

    @Test
    void shouldAskAboutDayOrderOnceTheSessionIsUpAgain() {
        harness.accept(order(1, 3, TimeInForce.DAY));
        harness.sessionDown(1);
        at(106 * SECOND);
        assertEquals(0, Collections.frequency(harness.outputs.takeLines(), ASKED));

        harness.sessionUp(1);

        assertEquals(1, Collections.frequency(harness.outputs.takeLines(), ASKED));
    }

    @Test
    void shouldTakeDaysOfASetAtItsEnd() {
        harness.beginReferenceData(2).tradingDay(1, 20260104, 0, 10 * SECOND, true);
        assertEquals(20260105, today().date());

        harness.endReferenceData(2, 1);

        assertEquals(20260104, today().date());
    }

    @Test
    void shouldNotAskAboutOrdersSentAfterTheClose() {
        at(101 * SECOND);
        harness.accept(order(1, 3, TimeInForce.DAY));
        at(106 * SECOND);
        assertEquals(0, Collections.frequency(harness.outputs.takeLines(), ASKED));

        at(255 * SECOND);

        assertEquals(1, Collections.frequency(harness.outputs.takeLines(), ASKED));
    }

    @Test
    void shouldEndInstrumentsAtTheCloseOfTheirLastDayAndNoOthers() {
        final Sent first = order(1, 1, TimeInForce.GTC);
        final Sent second = order(2, 2, TimeInForce.GTC);
        final Sent other = order(1, 3, TimeInForce.GTC);
        harness.accept(first).accept(second).accept(other).fill(first, 4, 6);
        at(250 * SECOND - 1);
        assertEquals(List.of(), harness.outputs.cancelledIds);
        calls.clear();
        harness.outputs.takeLines();

        at(250 * SECOND);

        assertEquals(List.of(first.orderId(), second.orderId()), harness.outputs.cancelledIds);
        assertEquals(List.of("strategy1 book 1", "strategy2 book 2"), calls);
        assertEquals(TradingStatus.ENDED, harness.core.instruments().get(1).status());
        assertEquals(TradingStatus.TRADING, harness.core.instruments().get(3).status());
        assertEquals(4, probes.get(0).context.position(1));
        assertEquals(
                // One each, and one for who holds it.
                3, Collections.frequency(harness.outputs.takeLines(), "alert " + AlertCode.INSTRUMENT_EXPIRED));
    }

    @Test
    void shouldRefuseOrdersInWhatHasEndedWhateverTheVenueSays() {
        at(250 * SECOND);
        harness.status(1, TradingStatus.TRADING).outputs.takeLines();

        probes.get(0).buy(9_990, 1);

        assertEquals(List.of("refused INSTRUMENT_EXPIRED 20260106/0"), harness.outputs.takeLines());
    }

    @Test
    void shouldTradeAgainWithALaterExpiryOnceTheVenueSaysSo() {
        at(250 * SECOND);
        harness.instrument(1, 1, 20260107, 1).outputs.takeLines();
        probes.get(0).buy(9_990, 1);
        assertEquals(
                List.of("refused INSTRUMENT_HALTED " + TradingStatus.CLOSED.value() + "/1"),
                harness.outputs.takeLines());

        harness.status(1, TradingStatus.TRADING).feedLive();
        probes.get(0).buy(9_990, 1);

        assertEquals(List.of("order BUY 1 of 1"), harness.outputs.takeLines());
    }

    @Test
    void shouldTakeTheEndOfTheDateInUtcWithoutADayInTheCalendar() {
        // 1970-01-02 ends 172,800 s after 1970 began.
        harness.instrument(3, 1, 19700102, 7);
        at(172_799 * SECOND - CoreHarness.START_NS);
        assertEquals(TradingStatus.TRADING, harness.core.instruments().get(3).status());

        at(172_800 * SECOND - CoreHarness.START_NS);

        assertEquals(TradingStatus.ENDED, harness.core.instruments().get(3).status());
    }

    @Test
    void shouldEndAtOnceWhatIsDefinedAfterItsExpiry() {
        at(300 * SECOND);
        harness.instrument(3, 1, 19691231, 1);
        assertEquals(1, harness.core.counted(AlertCode.MALFORMED_INPUT));

        at(172_801 * SECOND);
        harness.instrument(3, 1, 19700101, 7).tick();

        assertEquals(TradingStatus.ENDED, harness.core.instruments().get(3).status());
    }

    @Test
    void shouldSpreadCancelsAndGoOnAfterARestartInTheMiddle() {
        for (int i = 0; i < 2_500; i++) {
            harness.accept(order(2, 2, TimeInForce.GTC));
        }
        assertEquals(2_500, harness.core.openOrderCount());
        harness.after(CoreHarness.START_NS + 250 * SECOND - harness.timeNs()).tick();
        assertTrue(harness.outputs.greatestOrdinal < CoreHarness.settings().maxOutputsPerInput() + 10);
        assertTrue(harness.core.hasContinuation());
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);

        final CoreHarness second = open();
        second.core.restoreFrom(state.reader());
        second.goOnFrom(harness);
        assertEquals(harness.core.digest(), second.core.digest());
        harness.continueAll();
        second.continueAll();

        assertEquals(harness.core.digest(), second.core.digest());
        assertEquals(2_500, harness.outputs.cancelledIds.size());
        assertEquals(harness.core.nextDeadlineNs(), second.core.nextDeadlineNs());
    }

    @Test
    void shouldTryAgainUntilNothingIsOpenInWhatHasEnded() {
        final Sent first = order(1, 1, TimeInForce.GTC);
        harness.accept(first);
        at(250 * SECOND);
        harness.outputs.cancelledIds.clear();

        // The venue does not answer: asked about, then cancelled again.
        at(260 * SECOND);
        assertEquals(List.of(first.orderId()), harness.outputs.cancelledIds.subList(0, 1));

        harness.cancelled(first).outputs.cancelledIds.clear();
        at(261 * SECOND);
        at(262 * SECOND);
        assertEquals(List.of(), harness.outputs.cancelledIds);
    }
}
