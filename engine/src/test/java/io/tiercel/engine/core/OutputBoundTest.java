package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.OpenOrdersBeginEncoder;
import io.tiercel.codecs.orders.OpenOrdersEndEncoder;
import io.tiercel.codecs.types.AlertCode;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.codecs.types.Side;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever strategies and venues do: no input has more outputs than docs/architecture.md says. */
final class OutputBoundTest {
    private static final int SMALL = 16;
    private static final int USUAL = 1_000;
    private static final int ORDERS = 10_000;
    private static final long SECOND = CoreHarness.NANO;

    private final List<String> calls = new ArrayList<>();
    private final List<ProbeStrategy> probes = new ArrayList<>();
    private int bound;
    private CoreHarness harness;

    /** The most outputs that one input can have. */
    static int greatest(final int maxOutputsPerInput, final int strategies) {
        return maxOutputsPerInput + maxOutputsPerInput / 4 + 16 + 6 * strategies;
    }

    private CoreHarness open(final int maxOutputsPerInput) {
        bound = maxOutputsPerInput;
        final CoreHarness opened = new CoreHarness(
                CoreHarness.catalogue("Probe", setup -> {
                    final ProbeStrategy probe = new ProbeStrategy(setup, calls);
                    probes.add(probe);
                    return probe;
                }),
                null,
                CoreHarness.settings(maxOutputsPerInput));
        return opened.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy2.parameters.instrument", "S2")
                .open(2, "Probe", "Probe")
                .quoteAll();
    }

    @AfterEach
    void everyInputShouldHaveKeptToTheBound() {
        final int count = harness.outputs.greatestOrdinal + 1;
        assertTrue(count <= greatest(bound, 2), count + " outputs of one input");
        final int toVenues = harness.outputs.greatestToVenues;
        assertTrue(toVenues <= bound + bound / 4 + 4, toVenues + " messages to venues by one input");
    }

    private ProbeStrategy probe() {
        return probes.get(0);
    }

    /** Calls the probe with a book. */
    private void callProbe(final ProbeStrategy.Reaction reaction) {
        probe().onBook = reaction;
        harness.add(1, Side.BUY, 1_000 + harness.sequence(), 9_998, 10, true);
        probe().onBook = self -> {};
    }

    private List<Sent> openOrders(final int count) {
        while (harness.outputs.orders.size() < count) {
            final int missing = count - harness.outputs.orders.size();
            callProbe(self -> {
                for (int i = 0; i < Math.min(missing, bound); i++) {
                    self.buy(9_000, 1);
                }
            });
        }
        return List.copyOf(harness.outputs.orders);
    }

    private long countOf(final String line) {
        return harness.outputs.lines.stream().filter(line::equals).count();
    }

    private void assertAllCancelledOnce(final List<Sent> orders) {
        assertEquals(orders.size(), harness.outputs.cancelledIds.size());
        assertEquals(orders.size(), new HashSet<>(harness.outputs.cancelledIds).size());
    }

    @Test
    void shouldCancelTenThousandOrdersThatStrategyCancelsOneByOne() {
        harness = open(USUAL);
        final List<Sent> orders = openOrders(ORDERS);
        final List<Boolean> answers = new ArrayList<>();
        final List<Boolean> secondAnswers = new ArrayList<>();

        callProbe(self -> {
            orders.forEach(order -> answers.add(self.orders().cancel(order.orderId())));
            orders.forEach(order -> secondAnswers.add(self.orders().cancel(order.orderId())));
        });
        final int atOnce = harness.outputs.cancelledIds.size();
        final int inputs = harness.continueAll();

        assertEquals(Collections.nCopies(ORDERS, true), answers);
        assertEquals(Collections.nCopies(ORDERS, false), secondAnswers);
        assertEquals(USUAL + USUAL / 4, atOnce);
        assertEquals(9, inputs);
        assertAllCancelledOnce(orders);
        orders.forEach(harness::cancelled);
        assertEquals(0, harness.core.openOrderCount());
        assertFalse(harness.core.hasContinuation());
    }

    @Test
    void shouldGoOnWithCancelsFromSnapshotAmongThem() {
        harness = open(SMALL);
        final List<Sent> orders = openOrders(200);
        callProbe(self -> orders.forEach(order -> self.orders().cancel(order.orderId())));
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);
        final CoreHarness restored = open(SMALL);
        restored.core.restoreFrom(state.reader());
        restored.goOnFrom(harness);
        final int before = harness.outputs.cancelledIds.size();
        final long digestAtSnapshot = harness.core.digest();
        final long digestAtRestore = restored.core.digest();

        // An order that ends in the meantime, and one that is new.
        for (final CoreHarness each : List.of(harness, restored)) {
            each.cancelled(orders.get(150)).tick().continueAll();
        }

        assertEquals(digestAtSnapshot, digestAtRestore);
        final List<Long> rest = harness.outputs.cancelledIds.subList(before, harness.outputs.cancelledIds.size());
        assertEquals(rest, restored.outputs.cancelledIds);
        assertEquals(199, harness.outputs.cancelledIds.size());
        assertFalse(harness.outputs.cancelledIds.contains(orders.get(150).orderId()));
        assertEquals(harness.core.digest(), restored.core.digest());
    }

    @Test
    void shouldNotReplaceOrderWhoseCancelWaits() {
        harness = open(SMALL);
        final List<Sent> orders = openOrders(100);
        orders.forEach(harness::accept);
        final Sent last = orders.get(99);
        callProbe(self -> orders.forEach(order -> self.orders().cancel(order.orderId())));
        harness.outputs.takeLines();

        callProbe(self -> self.orders().replace(last.orderId(), last.priceNanos(), 5));
        harness.continueAll();

        assertEquals(
                1,
                harness.outputs.lines.stream()
                        .filter(line -> line.startsWith("refused ORDER_NOT_OPEN"))
                        .count());
        assertAllCancelledOnce(orders);
    }

    @Test
    void shouldCancelAllWhenKilledWhileCancelsWait() {
        harness = open(SMALL);
        final List<Sent> orders = openOrders(300);
        callProbe(self -> orders.forEach(order -> self.orders().cancel(order.orderId())));

        harness.kill(0).continueAll();

        assertAllCancelledOnce(orders);
    }

    @Test
    void shouldAskAboutTenThousandOrdersWithoutAnswerWhenSessionBegins() {
        harness = open(USUAL);
        openOrders(ORDERS);
        harness.outputs.takeLines();

        harness.sessionUp(2);
        final long atOnce = countOf("changed IN_DOUBT 1");
        final int inputs = harness.continueAll();

        assertTrue(atOnce > 300 && atOnce < 450, "asked at once about " + atOnce);
        assertTrue(inputs > 20, "inputs " + inputs);
        assertEquals(ORDERS, countOf("changed IN_DOUBT 1"));
        assertEquals(ORDERS, countOf("template 105"));
        assertEquals(ORDERS, calls.stream().filter("strategy1 IN_DOUBT"::equals).count());
    }

    @Test
    void shouldAskAboutTenThousandOrdersThatListLeftOut() {
        harness = open(USUAL);
        openOrders(ORDERS).forEach(harness::accept);
        harness.sessionUp(2);
        harness.outputs.takeLines();

        list(2);
        harness.continueAll();

        assertEquals(ORDERS, countOf("template 105"));
    }

    @Test
    void shouldAskAboutTenThousandOrdersWhoseAnswersAreLateAtOnce() {
        harness = open(USUAL);
        final List<Sent> orders = openOrders(ORDERS);
        harness.outputs.takeLines();

        harness.after(6 * SECOND).tick();
        final long atOnce = countOf("template 105");
        // Whoever is answered before its turn is not asked about.
        harness.accept(orders.get(ORDERS - 1)).continueAll();

        assertTrue(atOnce > 300 && atOnce < 450, "asked at once about " + atOnce);
        assertEquals(ORDERS - 1, countOf("template 105"));
    }

    @Test
    void shouldSayOfEachOfTenThousandOrdersThatNobodyAsksAnyMore() {
        harness = open(USUAL);
        openOrders(ORDERS);
        for (int i = 0; i < 5; i++) {
            harness.after(6 * SECOND).tick().continueAll();
        }
        harness.outputs.takeLines();

        harness.after(6 * SECOND).tick().continueAll();

        assertEquals(0, countOf("template 105"));
        assertEquals(ORDERS, countOf("alert ORDER_IN_DOUBT"));
        assertEquals(ORDERS, harness.core.openOrderCount());
    }

    @Test
    void shouldStopParentsThatStrategyCancelsOneByOne() {
        harness = open(SMALL);
        final List<Long> parents = openParents(60, 100 * SECOND);

        callProbe(self -> parents.forEach(id -> assertTrue(self.orders().cancel(id))));
        final int atOnce = harness.outputs.cancelledIds.size();
        final int inputs = harness.continueAll();

        assertTrue(atOnce < 20, "cancelled at once " + atOnce);
        assertTrue(inputs >= 5, "inputs " + inputs);
        assertAllCancelledOnce(harness.outputs.orders);
        harness.outputs.orders.forEach(harness::cancelled);
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldEndParentsThatAreDueAtOnceAndSendNothingAfterwards() {
        harness = open(SMALL);
        openParents(60, 4 * SECOND);
        final int sent = harness.outputs.orders.size();

        harness.after(4 * SECOND).tick();
        final int atOnce = harness.outputs.cancelledIds.size();
        harness.continueAll();

        assertTrue(atOnce < 20, "cancelled at once " + atOnce);
        assertAllCancelledOnce(harness.outputs.orders);
        harness.outputs.orders.forEach(harness::cancelled);
        assertEquals(sent, harness.outputs.orders.size());
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldSendEverySliceThatIsDueAtOnce() {
        harness = open(SMALL);
        openParents(60, 4 * SECOND);
        List.copyOf(harness.outputs.orders).forEach(harness::cancelled);

        harness.after(2 * SECOND).tick();
        final int atOnce = harness.outputs.orders.size() - 60;
        harness.continueAll();

        assertTrue(atOnce <= 20, "sent at once " + atOnce);
        assertEquals(120, harness.outputs.orders.size());
    }

    @Test
    void shouldStopAllParentsWhenKilled() {
        harness = open(SMALL);
        openParents(60, 4 * SECOND);

        harness.kill(1).continueAll();
        harness.outputs.orders.forEach(harness::cancelled);
        harness.after(2 * SECOND).tick().continueAll();

        assertAllCancelledOnce(harness.outputs.orders);
        assertEquals(60, harness.outputs.orders.size());
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldRefuseParentWithoutRoom() {
        harness = open(SMALL);

        openParents(1, SECOND);
        callProbe(self -> {
            for (int i = 0; i < SMALL; i++) {
                self.buy(9_000, 1);
            }
            assertEquals(0, self.orders().submitTwap(1, Side.BUY, 90 * SECOND, 4, SECOND, 2));
        });
        harness.continueAll();

        assertEquals(1, countOf("refused OUTPUT_CAPACITY 16/16"));
    }

    @Test
    void shouldDisableStrategyAndCountTheRestOfHundredThousandRefusalsInOneCallback() {
        harness = open(USUAL);
        harness.outputs.takeLines();

        callProbe(self -> {
            for (int i = 0; i < 100_000; i++) {
                self.buy(9_000, 0);
            }
        });
        final List<String> atOnce = harness.outputs.takeLines();
        harness.continueAll();

        assertEquals(
                USUAL,
                atOnce.stream().filter(line -> line.startsWith("refused")).count());
        assertEquals(
                1, atOnce.stream().filter("alert STRATEGY_DISABLED"::equals).count());
        assertEquals(1, atOnce.stream().filter("alert DERIVED_OVERFLOW"::equals).count());
        // Each refusal before that stands in the outputs of some input.
        assertEquals(
                10_001 - USUAL,
                harness.outputs.lines.stream()
                        .filter(line -> line.startsWith("refused"))
                        .count());
        assertFalse(harness.core.strategies().enabled(1));
        assertTrue(harness.core.strategies().enabled(2));
    }

    @Test
    void shouldLeaveRoomForExecutionsOfOthersWhenRefusalsAreMany() {
        harness = open(SMALL);
        probes.get(1).orders().limit(2, Side.BUY, 90 * SECOND, 10);
        final Sent order = harness.outputs.orders.get(0);
        callProbe(self -> {
            for (int i = 0; i < 9_000; i++) {
                self.buy(9_000, 0);
            }
        });

        harness.accept(order).fill(order, 10, 0).continueAll();

        assertEquals(9_000, calls.stream().filter("strategy1 REFUSED"::equals).count());
        assertEquals(1, calls.stream().filter("strategy2 FILLED"::equals).count());
        assertTrue(harness.core.strategies().enabled(1));
    }

    @Test
    void shouldCountTimersWithoutRoomBeyondTheBound() {
        harness = open(SMALL);

        callProbe(self -> {
            for (int i = 0; i < 60_000; i++) {
                self.context.startTimer(SECOND, i);
            }
        });

        // One strategy has a quarter of all timers.
        assertEquals(60_000 - 50_000 / 4, harness.core.counted(AlertCode.TIMER_CAPACITY));
        assertEquals(SMALL, countOf("alert TIMER_CAPACITY"));
    }

    @Test
    void shouldFireTimersDueAtOnceInOrderAndWithinTheInput() {
        harness = open(SMALL);
        callProbe(self -> {
            for (int i = 0; i < 1_000; i++) {
                self.context.startTimer(SECOND + i % 10, i);
            }
        });
        calls.clear();
        probe().onTimer = self -> {
            self.orders().cancel(self.lastOrderId);
            self.buy(9_000, 1);
        };

        harness.after(2 * SECOND).tick();
        final List<String> atOnce =
                calls.stream().filter(call -> call.contains("timer")).toList();
        harness.continueAll();

        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            expected.add("strategy1 timer " + (i % 100 * 10 + i / 100));
        }
        assertEquals(expected, atOnce);
    }

    private List<Long> openParents(final int count, final long durationNs) {
        final List<Long> parents = new ArrayList<>();
        while (parents.size() < count) {
            callProbe(self -> {
                for (int i = 0; i < 4 && parents.size() < count; i++) {
                    parents.add(self.orders().submitTwap(1, Side.BUY, 90 * SECOND, 4, durationNs, 2));
                }
            });
        }
        assertFalse(parents.contains(0L));
        return parents;
    }

    /** The venue says that nothing is open. */
    private void list(final int sessionId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final OpenOrdersBeginEncoder begin = new OpenOrdersBeginEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .venueId((short) CoreHarness.VENUE)
                .sessionId(sessionId)
                .inboundSequence(1)
                .orderCount(0);
        harness.raw(buffer, MessageHeaderEncoder.ENCODED_LENGTH + begin.encodedLength());
        final OpenOrdersEndEncoder end = new OpenOrdersEndEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .venueId((short) CoreHarness.VENUE)
                .sessionId(sessionId)
                .inboundSequence(2)
                .orderCount(0);
        harness.raw(buffer, MessageHeaderEncoder.ENCODED_LENGTH + end.encodedLength());
    }
}
