package io.tiercel.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.core.RecordedOutputs.Sent;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.EngineFailure;
import io.tiercel.engine.strategy.StrategyFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A strategy that throws, beside one that does not: strategy 1 and 2, both on instrument 1. */
final class FailingStrategyTest {
    private static final long SECOND = 1_000_000_000;
    private static final String THROWN = "java.lang.IllegalStateException";

    private final List<String> calls = new ArrayList<>();
    private final List<FragileStrategy> made = new ArrayList<>();
    private final CoreHarness harness = open(calls, made, null);

    private static CoreHarness open(
            final List<String> calls, final List<FragileStrategy> made, final Outputs alternativeSink) {
        final CoreHarness harness = new CoreHarness(
                CoreHarness.catalogue("Fragile", setup -> {
                    made.add(new FragileStrategy(setup, calls));
                    return made.get(made.size() - 1);
                }),
                alternativeSink);
        return harness.configure("strategies.strategy1.parameters.instrument", "S1")
                .configure("strategies.strategy2.parameters.instrument", "S1")
                .open(1, "Fragile", "Fragile")
                .quoteAll();
    }

    /** Out of that of a lane's result in StrategiesTest: here is no lane. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NULL_VAL", "SBE_UNKNOWN", "ANALYTICS"})
    void shouldDisableOutOfEveryCallbackAndCancelWhatStandsAndWhatJustLeft(final StrategyCallback callback) {
        made.get(0).buy(10);
        final Sent standing = harness.outputs.orders.get(0);
        harness.accept(standing);
        made.get(0).context.startTimer(SECOND, 1);
        made.get(1).context.startTimer(SECOND, 2);
        made.get(0).actions.put(callback, () -> {
            made.get(0).buy(7);
            throw new IllegalStateException("broken");
        });
        calls.clear();
        harness.outputs.takeLines();

        cause(callback, standing);
        final long failedAt = harness.sequence();

        final List<String> before =
                callback == StrategyCallback.EXECUTION ? List.of("changed LIVE 6", "position 4") : List.of();
        final List<String> after =
                callback == StrategyCallback.PARAMETER ? List.of("result STRATEGY_FAILED") : List.of();
        final List<String> expected = new ArrayList<>(before);
        expected.addAll(List.of(
                "order BUY 7 of 1", "failed 1 " + callback + " " + THROWN, "alert STRATEGY_DISABLED", "alert KILLED"));
        expected.addAll(after);
        expected.addAll(List.of("cancel", "cancel"));
        assertEquals(expected, harness.outputs.takeLines());
        assertEquals(
                new StrategyFailure(failedAt, callback, THROWN),
                harness.core.strategies().failure(1));
        assertEquals(callsOf(callback), calls);
        assertNull(harness.core.strategies().failure(2));

        final Sent justLeft = harness.outputs.orders.get(1);
        harness.accept(justLeft).cancelled(justLeft).cancelled(standing);
        assertEquals(0, harness.core.openOrderCount());
        calls.clear();
        for (final StrategyCallback again : StrategyCallback.values()) {
            cause(again, standing);
        }
        assertTrue(calls.stream().noneMatch(call -> call.startsWith("strategy1")), calls::toString);
        assertTrue(calls.contains("strategy2 BOOK"), calls::toString);
    }

    /** An input that leads to this callback of strategy 1, and for what is public of strategy 2, too. */
    private void cause(final StrategyCallback callback, final Sent standing) {
        switch (callback) {
            case BOOK -> harness.add(1, Side.BUY, harness.sequence() + 10, 9_950, 10, true);
            case TRADE -> harness.trade(1, 10_001, 5);
            case TRADE_CORRECTION -> harness.broken(1, 77);
            case FACTS -> harness.statistic(1, StatisticKind.VOLUME, Long.MIN_VALUE, 500, true);
            case SIGNAL -> harness.add(1, Side.BUY, harness.sequence() + 10, 9_999, 10, true);
            case EXECUTION -> harness.fill(standing, 4, 6);
            case TIMER -> harness.after(2 * SECOND).tick();
            case SESSION -> harness.phase(Phase.OPEN);
            case PARAMETER -> harness.parameter(1, "size", "20");
            default -> {
                // Nothing leads to these.
            }
        }
    }

    private static List<String> callsOf(final StrategyCallback callback) {
        return switch (callback) {
            case BOOK -> List.of("strategy1 BOOK", "strategy2 BOOK");
            case TRADE -> List.of("strategy1 TRADE", "strategy2 TRADE", "strategy2 BOOK");
            case TRADE_CORRECTION -> List.of("strategy1 TRADE_CORRECTION", "strategy2 TRADE_CORRECTION");
            case FACTS -> List.of("strategy1 FACTS", "strategy2 FACTS");
            case SIGNAL -> List.of("strategy1 SIGNAL", "strategy2 SIGNAL", "strategy2 BOOK");
            case EXECUTION -> List.of("strategy1 EXECUTION");
            case TIMER -> List.of("strategy1 TIMER", "strategy2 TIMER");
            case SESSION -> List.of("strategy1 SESSION", "strategy2 SESSION");
            default -> List.of("strategy1 PARAMETER");
        };
    }

    private void failAt(final StrategyCallback callback) {
        made.get(0).actions.put(callback, () -> {
            throw new IllegalStateException("broken");
        });
    }

    @Test
    void shouldRefuseEverythingOfFailedStrategyThatComesYet() {
        made.get(0).buy(10);
        final Sent order = harness.outputs.orders.get(0);
        harness.accept(order);
        failAt(StrategyCallback.TRADE);
        harness.trade(1, 10_001, 5);
        harness.outputs.takeLines();

        made.get(0).buy(1);
        made.get(0).context.orders().replace(order.orderId(), order.priceNanos(), 20);
        made.get(0).context.orders().replace(order.orderId(), order.priceNanos(), 5);

        assertEquals(
                List.of("refused STRATEGY_KILLED 1/0", "refused STRATEGY_KILLED 1/0", "refused STRATEGY_KILLED 1/0"),
                harness.outputs.takeLines());
    }

    @Test
    void shouldEndParentOrdersOfFailedStrategy() {
        made.get(0).context.orders().submitTwap(1, Side.BUY, 99 * SECOND, 100, 10 * SECOND, 10);
        harness.tick();
        failAt(StrategyCallback.TRADE);
        harness.trade(1, 10_001, 5);
        final int sent = harness.outputs.orders.size();
        harness.outputs.orders.forEach(harness::cancelled);

        for (int i = 0; i < 11; i++) {
            harness.after(SECOND).feedLive();
        }

        assertEquals(1, sent);
        assertEquals(sent, harness.outputs.orders.size());
        assertEquals(0, harness.core.openOrderCount());
        assertEquals(0, harness.core.router().openParentCount());
    }

    @Test
    void shouldCancelManyOrdersInBoundedPortions() {
        made.get(0).actions.put(StrategyCallback.BOOK, () -> {
            for (int i = 0; i < 800; i++) {
                made.get(0).buy(1);
            }
        });
        for (int i = 0; i < 3; i++) {
            harness.add(1, Side.BUY, 100 + i, 9_950, 10, true);
        }
        failAt(StrategyCallback.BOOK);
        harness.outputs.greatestOrdinal = 0;

        harness.add(1, Side.BUY, 200, 9_950, 10, true);
        final int cancelledAtOnce = harness.outputs.cancelledIds.size();
        final int inputs = harness.continueAll();

        // The rest of the bound went to what says that the strategy failed.
        assertEquals(997, cancelledAtOnce);
        assertTrue(inputs >= 2, "inputs " + inputs);
        assertEquals(2_400, harness.outputs.cancelledIds.stream().distinct().count());
        assertTrue(harness.outputs.greatestOrdinal < 1_000, "ordinal " + harness.outputs.greatestOrdinal);
    }

    @Test
    void shouldNotBeResumedWithinTheRun() {
        failAt(StrategyCallback.TRADE);
        harness.trade(1, 10_001, 5);
        harness.outputs.takeLines();

        harness.resume(1).parameter(1, "size", "20").kill(0).resume(0).halt(1).resume(2);
        made.get(0).buy(1);
        made.get(1).buy(1);

        assertEquals(
                List.of(
                        "result STRATEGY_FAILED",
                        "result STRATEGY_FAILED",
                        "alert KILLED",
                        "result APPLIED",
                        "result APPLIED",
                        "result APPLIED",
                        "result APPLIED",
                        "refused STRATEGY_KILLED 1/0",
                        "order BUY 1 of 1"),
                harness.outputs.takeLines());
    }

    @Test
    void shouldNotBeResumedAfterTooManyRefusals() {
        made.get(0).actions.put(StrategyCallback.BOOK, () -> made.get(0).buy(0));
        made.get(0).actions.put(StrategyCallback.EXECUTION, () -> made.get(0).buy(0));
        harness.add(1, Side.BUY, 3, 9_950, 10, true);
        harness.continueAll();
        harness.outputs.takeLines();

        harness.resume(1);

        assertEquals(List.of("result STRATEGY_FAILED"), harness.outputs.takeLines());
        assertNull(harness.core.strategies().failure(1).method());
        assertNull(harness.core.failure(1));
    }

    @Test
    void shouldStayDisabledAfterRestore() {
        made.get(0).buy(10);
        harness.accept(harness.outputs.orders.get(0));
        final long digestBefore = harness.core.digest();
        failAt(StrategyCallback.TRADE);
        harness.trade(1, 10_001, 5);
        final StateBuffer state = new StateBuffer();
        harness.core.snapshotTo(state);

        final List<String> otherCalls = new ArrayList<>();
        final CoreHarness restored = open(otherCalls, new ArrayList<>(), null);
        restored.core.restoreFrom(state.reader());
        restored.goOnFrom(harness);
        otherCalls.clear();
        calls.clear();
        final long digestAtRestore = restored.core.digest();
        final long digestAtSnapshot = harness.core.digest();
        harness.outputs.takeLines();
        restored.outputs.takeLines();
        for (final CoreHarness each : List.of(harness, restored)) {
            each.trade(1, 10_001, 6).resume(1).after(SECOND).tick();
        }

        assertEquals(digestAtSnapshot, digestAtRestore);
        assertNotEquals(digestBefore, digestAtSnapshot);
        assertEquals(
                harness.core.strategies().failure(1), restored.core.strategies().failure(1));
        assertEquals(THROWN, restored.core.strategies().failure(1).exceptionClass());
        assertEquals(List.of("strategy2 TRADE", "strategy2 BOOK"), otherCalls);
        assertEquals(calls, otherCalls);
        assertEquals(harness.outputs.takeLines(), restored.outputs.takeLines());
        assertEquals(harness.core.digest(), restored.core.digest());
    }

    @Test
    void shouldHoldWhyItFailedInTheDigest() {
        final List<FragileStrategy> otherMade = new ArrayList<>();
        final CoreHarness other = open(new ArrayList<>(), otherMade, null);
        failAt(StrategyCallback.TRADE);
        otherMade.get(0).actions.put(StrategyCallback.TRADE, () -> {
            throw new IllegalArgumentException("broken");
        });

        harness.trade(1, 10_001, 5);
        other.trade(1, 10_001, 5);

        assertNotEquals(harness.core.digest(), other.core.digest());
    }

    @Test
    void shouldDisableStrategyThatRunsOutOfStack() {
        made.get(0).actions.put(StrategyCallback.TRADE, () -> endless(1));

        harness.trade(1, 10_001, 5);

        assertEquals(
                "java.lang.StackOverflowError",
                harness.core.strategies().failure(1).exceptionClass());
        assertTrue(harness.core.strategies().enabled(2));
    }

    private static long endless(final long depth) {
        return endless(depth + 1) + depth;
    }

    @Test
    void shouldHaltWhenStackRunsOutInsideTheEngine() {
        final StackOverflowError thrown = new StackOverflowError();
        final List<FragileStrategy> otherMade = new ArrayList<>();
        final CoreHarness broken = open(new ArrayList<>(), otherMade, failingAtOrder(thrown));
        otherMade
                .get(0)
                .actions
                .put(StrategyCallback.TRADE, () -> otherMade.get(0).buy(1));

        final EngineFailure failure = assertThrows(EngineFailure.class, () -> broken.trade(1, 10_001, 5));

        assertSame(thrown, failure.getCause());
        assertTrue(broken.core.strategies().enabled(1));
    }

    @Test
    void shouldHaltThoughStrategyHidesThatTheEngineBroke() {
        final List<FragileStrategy> otherMade = new ArrayList<>();
        final List<String> seen = new ArrayList<>();
        final CoreHarness broken =
                open(new ArrayList<>(), otherMade, failingAtOrder(new IllegalStateException("the disk is full")));
        otherMade.get(0).actions.put(StrategyCallback.TRADE, () -> {
            for (int i = 0; i < 2; i++) {
                try {
                    otherMade.get(0).buy(1);
                } catch (final EngineFailure hidden) {
                    seen.add(hidden.getCause().getMessage());
                }
            }
        });

        assertThrows(EngineFailure.class, () -> broken.trade(1, 10_001, 5));

        assertEquals(List.of("the disk is full", "an earlier call into the engine did not come to its end"), seen);
    }

    /** Throws when a new order is handed over. */
    private static Outputs failingAtOrder(final Throwable thrown) {
        return (cause, ordinal, buffer, offset, length) -> {
            if (new MessageHeaderDecoder().wrap(buffer, offset).templateId() == NewOrderDecoder.TEMPLATE_ID) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"TRADE", "SIGNAL", "BOOK"})
    void shouldTellNoPacketTwiceWhateverIsThrownInside(final StrategyCallback callback) {
        made.get(0).actions.put(callback, () -> {
            throw new InternalError("of the virtual machine");
        });
        assertThrows(InternalError.class, () -> harness.trade(1, 10_001, 5).add(1, Side.BUY, 7, 9_999, 10, true));
        made.get(0).actions.clear();
        calls.clear();

        harness.trade(1, 10_001, 6);

        assertFalse(harness.core.hasContinuation());
        assertEquals(List.of("strategy1 TRADE", "strategy2 TRADE", "strategy1 BOOK", "strategy2 BOOK"), calls);
    }
}
