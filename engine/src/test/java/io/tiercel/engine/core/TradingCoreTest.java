package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import io.tiercel.engine.state.OrderIds;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.EngineFailure;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class TradingCoreTest {
    private static final long MILLI = 1_000_000;

    private final List<String> calls = new ArrayList<>();
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private final CoreHarness harness = harness(calls, probes);

    private static CoreHarness harness(final List<String> calls, final List<ProbeStrategy> probes) {
        return new CoreHarness(CoreHarness.catalogue("Probe", setup -> {
            final ProbeStrategy probe = new ProbeStrategy(setup, calls);
            probes.add(probe);
            return probe;
        }));
    }

    private static CoreHarness openWithTwo(final CoreHarness harness) {
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy2.parameters.instrument", "S1")
                .open(2, "Probe", "Probe");
    }

    private CoreHarness openWithOne() {
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .open(2, "Probe");
    }

    @Test
    void shouldCallStrategiesOnlyAtEndOfPacket() {
        openWithTwo(harness);
        calls.clear();

        harness.add(1, Side.BUY, 1, 9_999, 10, false);
        final List<String> insidePacket = List.copyOf(calls);
        harness.add(1, Side.SELL, 2, 10_001, 10, true);

        assertEquals(List.of(), insidePacket);
        assertEquals(List.of("strategy1 book 1", "strategy2 book 1"), calls);
    }

    @Test
    void shouldNotCallStrategiesForInstrumentsOfOthers() {
        openWithOne();
        calls.clear();

        harness.add(2, Side.BUY, 1, 9_999, 10, true);

        assertEquals(List.of(), calls);
    }

    @Test
    void shouldNameEngineSequenceAndOrdinalInOrderId() {
        openWithOne();
        probes.get(0).onBook = self -> {
            self.buy(9_990, 1);
            self.buy(9_990, 2);
        };

        harness.quoteAll();

        final Sent second = harness.outputs.orders.get(1);
        assertEquals(1, OrderIds.engineId(second.orderId()));
        assertEquals(harness.sequence() - 2, OrderIds.sequence(second.orderId()));
        assertEquals(1, OrderIds.ordinal(second.orderId()));
    }

    @Test
    void shouldTellRefusalAfterCallbackAndWithinSameInput() {
        openWithOne();
        probes.get(0).onBook = self -> {
            self.buy(9_990, 0);
            calls.add("callback done");
        };
        calls.clear();
        harness.outputs.takeLines();

        harness.add(1, Side.BUY, 1, 9_999, 10, false).add(1, Side.SELL, 2, 10_001, 10, true);

        assertEquals(List.of("strategy1 book 1", "callback done", "strategy1 REFUSED"), calls);
        assertEquals(List.of("refused QUANTITY_NOT_POSITIVE 0/1"), harness.outputs.takeLines());
    }

    @Test
    void shouldFollowOrderFromAcceptanceToFill() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        probes.get(0).onBook = self -> {};
        final Sent order = harness.outputs.orders.get(0);
        calls.clear();
        harness.outputs.takeLines();

        harness.accept(order).fill(order, 4, 6).fill(order, 6, 0);

        assertEquals(List.of("strategy1 ACCEPTED", "strategy1 FILLED", "strategy1 FILLED"), calls);
        assertEquals(
                List.of("changed LIVE 10", "changed LIVE 6", "position 4", "changed FILLED 0", "position 10"),
                harness.outputs.takeLines());
        assertEquals(0, harness.core.openOrderCount());
    }

    @Test
    void shouldFireTimersInOrderOfDeadlineBeforeTheInput() {
        openWithTwo(harness);
        harness.quoteAll();
        probes.get(0).context.startTimer(3 * MILLI, 1);
        probes.get(1).context.startTimer(1 * MILLI, 2);
        probes.get(0).context.startTimer(1 * MILLI, 3);
        probes.get(0).context.startTimer(9 * MILLI, 4);
        calls.clear();

        final long deadlineNs = harness.core.nextDeadlineNs();
        harness.after(5 * MILLI).add(1, Side.BUY, 3, 9_998, 10, true);

        assertEquals(harness.timeNs() - 4 * MILLI, deadlineNs);
        assertEquals(
                List.of(
                        "strategy2 timer 2",
                        "strategy1 timer 3",
                        "strategy1 timer 1",
                        "strategy1 book 1",
                        "strategy2 book 1"),
                calls);
    }

    @Test
    void shouldNotFireTimerAgainThatRestartsItselfWithoutDelay() {
        openWithOne();
        probes.get(0).onTimer = self -> self.context.startTimer(0, 7);
        probes.get(0).context.startTimer(0, 7);
        calls.clear();

        harness.after(1).tick();

        assertEquals(List.of("strategy1 timer 7"), calls);
    }

    @Test
    void shouldDisableStrategyThatThrowsAndCancelItsOrders() {
        openWithTwo(harness);
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        final Sent order = harness.outputs.orders.get(0);
        harness.accept(order);
        probes.get(0).onBook = self -> {
            throw new IllegalStateException("broken");
        };
        calls.clear();
        harness.outputs.takeLines();

        harness.add(1, Side.BUY, 4, 9_998, 10, true).add(1, Side.BUY, 5, 9_998, 10, true);

        assertEquals(List.of("strategy1 book 1", "strategy2 book 1", "strategy2 book 1"), calls);
        assertEquals(
                List.of(
                        "failed 1 BOOK java.lang.IllegalStateException",
                        "alert STRATEGY_DISABLED",
                        "alert KILLED",
                        "cancel"),
                harness.outputs.takeLines());
        assertEquals("broken", harness.core.failure(1).getMessage());
    }

    @Test
    void shouldCancelTenThousandOrdersOverContinueInputs() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> {
            for (int i = 0; i < 1_000; i++) {
                self.buy(9_000, 1);
            }
        };
        for (int i = 0; i < 10; i++) {
            harness.add(1, Side.BUY, 10 + i, 9_998, 10, true);
        }
        probes.get(0).onBook = self -> self.orders().cancelAll(0);
        assertEquals(10_000, harness.outputs.orders.size());

        harness.add(1, Side.BUY, 30, 9_998, 10, true);
        final boolean continues = harness.core.hasContinuation();
        probes.get(0).onBook = self -> {};
        final int inputs = harness.continueAll();
        for (final Sent order : harness.outputs.orders) {
            harness.cancelled(order);
        }

        assertTrue(continues);
        assertTrue(inputs >= 9, "inputs " + inputs);
        assertEquals(10_000, harness.outputs.cancelledIds.stream().distinct().count());
        assertEquals(0, harness.core.openOrderCount());
    }

    @Test
    void shouldRefuseOrdersBeyondBoundOfOutputs() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> {
            for (int i = 0; i < 1_500; i++) {
                self.buy(9_000, 1);
            }
        };
        harness.outputs.takeLines();

        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        harness.continueAll();

        final List<String> lines = harness.outputs.takeLines();
        assertEquals(1_000, harness.outputs.orders.size());
        assertEquals(
                500,
                lines.stream()
                        .filter(line -> line.startsWith("refused OUTPUT_CAPACITY"))
                        .count());
    }

    @Test
    void shouldDisableStrategyThatAnswersRefusalsWithOrders() {
        openWithTwo(harness);
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 0);
        probes.get(0).onExecution = self -> self.buy(9_990, 0);

        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        final int inputs = harness.continueAll();

        final List<String> lines = harness.outputs.takeLines();
        assertTrue(inputs < 20, "inputs " + inputs);
        assertEquals(1, lines.stream().filter("alert STRATEGY_DISABLED"::equals).count());
        assertFalse(harness.core.strategies().enabled(1));
        assertTrue(harness.core.strategies().enabled(2));
    }

    @Test
    void shouldLetEngineFailurePassThroughStrategies() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> {
            throw new EngineFailure(new IllegalStateException("disk"));
        };

        assertThrows(EngineFailure.class, () -> harness.add(1, Side.BUY, 3, 9_998, 10, true));
    }

    @Test
    void shouldKillAllUntilResumed() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        harness.outputs.takeLines();

        harness.kill(0);
        harness.add(1, Side.BUY, 4, 9_998, 10, true);
        final List<String> killed = harness.outputs.takeLines();
        harness.resume(0).add(1, Side.BUY, 5, 9_998, 10, true);

        assertEquals(List.of("alert KILLED", "result APPLIED", "cancel", "refused ALL_KILLED 1/0"), killed);
        assertEquals(List.of("result APPLIED", "order BUY 10 of 1"), harness.outputs.takeLines());
    }

    @Test
    void shouldSendNothingNewWithoutRoomForTheJournalUntilResumed() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);

        harness.journalFull(true).resume(0).add(1, Side.BUY, 3, 9_998, 10, true);
        final List<String> full = harness.outputs.takeLines();
        harness.journalFull(false).add(1, Side.BUY, 4, 9_998, 10, true);
        final List<String> room = harness.outputs.takeLines();
        harness.resume(0).add(1, Side.BUY, 5, 9_998, 10, true);

        assertEquals(List.of("alert JOURNAL_FULL", "result JOURNAL_FULL", "refused JOURNAL_FULL 1/0"), full);
        assertEquals(List.of("alert JOURNAL_FULL", "refused HALTED 1/0"), room);
        assertEquals(List.of("result APPLIED", "order BUY 10 of 1"), harness.outputs.takeLines());
    }

    @Test
    void shouldSendNothingNewWhileTheJournalIsSlow() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);

        harness.journalSlow(true).add(1, Side.BUY, 3, 9_998, 10, true);
        final List<String> slow = harness.outputs.takeLines();
        harness.journalSlow(false).add(1, Side.BUY, 4, 9_998, 10, true);

        assertEquals(List.of("alert JOURNAL_SLOW", "refused JOURNAL_SLOW 1/0"), slow);
        assertEquals(List.of("alert JOURNAL_SLOW", "order BUY 10 of 1"), harness.outputs.takeLines());
    }

    @Test
    void shouldCancelAgainWhatCouldNotBeCancelledWhileKilled() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        final Sent order = harness.outputs.orders.get(0);
        probes.get(0).onBook = self -> {};
        harness.kill(1);

        final long nextPassNs = harness.core.nextDeadlineNs();
        harness.cancelled(order).after(200 * MILLI).tick();

        assertTrue(nextPassNs < Long.MAX_VALUE);
        assertFalse(harness.core.hasContinuation());
        assertEquals(0, harness.core.openOrderCount());
    }

    @Test
    void shouldAnswerCommands() {
        openWithOne();
        harness.outputs.takeLines();

        harness.limit(1, 1, LimitKind.MAX_ORDER_QUANTITY, 5)
                .limit(1, 63, LimitKind.MAX_ORDER_QUANTITY, 5)
                .limit(7, 1, LimitKind.MAX_ORDER_QUANTITY, 5)
                .parameter(1, "speed", "1")
                .parameter(7, "speed", "1")
                .kill(7);

        assertEquals(
                List.of(
                        "result APPLIED",
                        "result UNKNOWN_INSTRUMENT",
                        "result UNKNOWN_STRATEGY",
                        "result UNKNOWN_PARAMETER",
                        "result UNKNOWN_STRATEGY",
                        "result UNKNOWN_STRATEGY"),
                harness.outputs.takeLines());
    }

    @Test
    void shouldRefuseStartOfUnknownInstrument() {
        harness.configure("strategies.strategy1.parameters.instrument", "NOPE");

        final SetupException refusal = assertThrows(SetupException.class, () -> harness.open(2, "Probe"));

        assertTrue(refusal.getMessage().contains("NOPE"), refusal.getMessage());
    }

    @Test
    void shouldCountUnknownTemplatesAndInstruments() {
        openWithOne();
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[64]);
        bytes.putShort(2, (short) 77);

        harness.raw(bytes, 64).raw(bytes, 64).raw(bytes, 64).add(40, Side.BUY, 1, 9_999, 10, true);

        assertEquals(3, harness.core.counted(AlertCode.UNKNOWN_TEMPLATE));
        assertEquals(1, harness.core.counted(AlertCode.UNKNOWN_INSTRUMENT));
    }

    @Test
    void shouldStopStrategiesAndCancelEverything() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true);
        final Sent order = harness.outputs.orders.get(0);
        calls.clear();
        harness.outputs.takeLines();

        harness.stop().add(1, Side.BUY, 4, 9_998, 10, true).cancelled(order).end();

        assertTrue(calls.contains("strategy1 STOPPING"), calls.toString());
        assertEquals(
                List.of("cancel", "refused STOPPING 20/0", "changed CANCELLED 0", "checkpoint"),
                harness.outputs.takeLines());
    }

    @Test
    void shouldGoOnFromSnapshotWithSameOutputsAndDigest() {
        openWithOne();
        harness.quoteAll();
        probes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.add(1, Side.BUY, 3, 9_998, 10, true).add(1, Side.BUY, 4, 9_998, 10, false);
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);

        final List<String> otherCalls = new ArrayList<>();
        final List<ProbeStrategy> otherProbes = new ArrayList<>();
        final CoreHarness restored = harness(otherCalls, otherProbes);
        restored.configure("strategies.strategy1.parameters.instrument", "S1").open(2, "Probe");
        restored.core.restoreFrom(state.reader());
        restored.goOnFrom(harness);
        otherProbes.get(0).onBook = self -> self.buy(9_990, 10);
        harness.outputs.takeLines();
        restored.outputs.takeLines();
        final long digestAtRestore = restored.core.digest();
        final long digestAtSnapshot = harness.core.digest();
        for (final CoreHarness each : List.of(harness, restored)) {
            each.add(1, Side.BUY, 5, 9_998, 10, true)
                    .after(6 * CoreHarness.NANO)
                    .tick()
                    .kill(0);
        }

        assertEquals(digestAtSnapshot, digestAtRestore);
        assertEquals(harness.outputs.takeLines(), restored.outputs.takeLines());
        assertEquals(harness.core.digest(), restored.core.digest());
        assertNotEquals(digestAtSnapshot, harness.core.digest());
    }
}
