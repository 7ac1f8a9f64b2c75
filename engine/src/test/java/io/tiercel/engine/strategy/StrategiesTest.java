package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.LaneCalculation;
import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.signal.Signals;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSignal;
import io.tiercel.engine.strategy.testing.RecordingOrderPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {
    private static final Map<String, String> ACME = Map.of("instrument", "ACME");

    private final FakeEnvironment environment = new FakeEnvironment();
    private final RecordingOrderPort log = environment.port;
    private final Instruments instruments = new Instruments(3);
    private final Signals signals = new Signals(3, (signalId, signal) -> {});
    private final Strategies strategies = new Strategies(4, 3, instruments, signals, environment);
    private final FakeBook acme = new FakeBook(FakeBook.instrument(1, "ACME", 0, 10));
    private final FakeBook bolt = new FakeBook(FakeBook.instrument(2, "BOLT", 2, 1));
    private final Map<String, RecordingStrategy> made = new HashMap<>();
    private final Map<String, LongParameter> sizes = new HashMap<>();

    StrategiesTest() {
        instruments.define(acme.instrument());
        instruments.define(bolt.instrument());
    }

    @Test
    void shouldCallByRisingIdWhateverTheOrderOfAdding() {
        add(3, "c", ACME);
        add(1, "a", ACME);
        add(2, "b", ACME);

        strategies.onBook(acme);
        strategies.onTrade(acme, Side.SELL, 5, 6, 7);
        strategies.onSession(1, Phase.OPEN);

        assertCalls(
                "a book 1",
                "b book 1",
                "c book 1",
                "a trade 1 SELL 6 at 5",
                "b trade 1 SELL 6 at 5",
                "c trade 1 SELL 6 at 5",
                "a session 1 OPEN",
                "b session 1 OPEN",
                "c session 1 OPEN");
    }

    @Test
    void shouldDisableOutOfAnalytics() {
        strategies.lanes().define(1, "risk", LaneCalculation.REALISED_COVARIANCE, 2, 1, 1);
        strategies.lanes().instrument(1, 0, 1, instruments);
        strategies.lanes().instrument(1, 1, 2, instruments);
        strategies.add(
                1,
                "a",
                setup -> {
                    setup.analytics("lane");
                    return make("a", setup);
                },
                Map.of("instrument", "ACME", "lane", "risk"));
        made.get("a").failWith(new IllegalStateException("broken"));

        strategies.onAnalytics(strategies.lanes().get(1));

        assertEquals(StrategyCallback.ANALYTICS, strategies.failure(1).callback());
        assertFalse(strategies.enabled(1));
    }

    @Test
    void shouldCallOnlyForInstrumentsAskedFor() {
        add(1, "a", ACME);
        strategies.add(
                2,
                "b",
                setup -> {
                    setup.instruments("instruments");
                    return new RecordingStrategy("b", log);
                },
                Map.of("instruments", "BOLT, ACME"));

        strategies.onBook(bolt);
        strategies.onTrade(bolt, Side.BUY, 5, 6, 7);
        strategies.onBook(acme);

        assertCalls("b book 2", "b trade 2 BUY 6 at 5", "a book 1", "b book 1");
    }

    @Test
    void shouldTellSignalsToThoseWhoAskedForThem() {
        final FakeSignal shared = new FakeSignal();
        final int unasked = signals.declare(FakeSignal.spec("unasked", 1));
        strategies.add(2, "b", setup -> withSignal("b", setup, "shared"), Map.of());
        strategies.add(1, "a", setup -> withSignal("a", setup, "shared"), Map.of());
        strategies.add(3, "c", setup -> withSignal("c", setup, "other"), Map.of());

        shared.set(2.5);
        strategies.onSignal(1, shared);
        strategies.onSignal(2, shared);
        strategies.onSignal(unasked, shared);
        strategies.onSignal(99, shared);

        assertCalls("a signal 2.5", "b signal 2.5", "c signal 2.5");
    }

    @Test
    void shouldGiveExecutionsAndTimersToTheirOwnerAlone() {
        add(1, "a", ACME);
        add(2, "b", ACME);

        strategies.onExecution(2, FakeExecution.of(7, Execution.Kind.ACCEPTED, 5, Side.BUY, 1, 1));
        strategies.onTimer(1, 8, 9);
        strategies.onTimer(4, 8, 9);
        strategies.onTimer(-1, 8, 9);

        assertCalls("b execution ACCEPTED", "a timer 8 9");
    }

    @Test
    void shouldDisableStrategyThatThrowsAndGoOn() {
        add(1, "a", ACME);
        add(2, "b", ACME);
        made.get("a").failWith(new IllegalStateException("broken"));

        strategies.onBook(acme);
        strategies.onBook(acme);
        strategies.onTrade(acme, Side.BUY, 1, 1, 7);
        strategies.onTimer(1, 1, 1);

        assertCalls("a book 1", "strategy 1 failed: broken", "b book 1", "b book 1", "b trade 1 BUY 1 at 1");
        assertFalse(strategies.enabled(1));
        assertTrue(strategies.exists(1));
        assertTrue(strategies.enabled(2));
    }

    @Test
    void shouldDisableOutOfEveryCallback() {
        final List<Runnable> callbacks = List.of(
                () -> strategies.onTrade(acme, Side.BUY, 1, 1, 7),
                () -> strategies.onExecution(1, FakeExecution.of(7, Execution.Kind.ACCEPTED, 5, Side.BUY, 1, 1)),
                () -> strategies.onTimer(2, 1, 1),
                () -> strategies.onSession(1, Phase.OPEN),
                () -> strategies.changeParameter(4, "size", "20"));
        final List<String> failed = new ArrayList<>();
        for (int id = 1; id <= 4; id++) {
            add(id, "s" + id, ACME);
        }
        for (int i = 0; i < callbacks.size(); i++) {
            made.values().forEach(strategy -> strategy.failWith(new AssertionError("error")));
            callbacks.get(i).run();
            log.takeCalls().stream()
                    .filter(call -> call.endsWith("failed: error"))
                    .forEach(failed::add);
        }

        assertEquals(
                List.of(
                        "strategy 1 failed: error",
                        "strategy 2 failed: error",
                        "strategy 3 failed: error",
                        "strategy 4 failed: error"),
                failed);
    }

    @Test
    void shouldDisableOutOfSignal() {
        strategies.add(1, "a", setup -> withSignal("a", setup, "one"), Map.of());
        made.get("a").failWith(new Exception("checked"));

        strategies.onSignal(0, new FakeSignal());
        strategies.onSignal(0, new FakeSignal());

        assertCalls("a signal 0.0", "strategy 1 failed: checked");
    }

    @Test
    void shouldSayWhyStrategyIsDisabled() {
        add(1, "a", ACME);
        add(2, "b", ACME);
        made.get("a").failWith(new AssertionError("text that nothing may depend on"));

        strategies.onTimer(1, 1, 1);
        strategies.disable(2);

        assertEquals(
                new StrategyFailure(700, StrategyCallback.TIMER, "java.lang.AssertionError"), strategies.failure(1));
        assertEquals(
                "onTimer threw java.lang.AssertionError", strategies.failure(1).text());
        assertEquals(
                "too many of its orders were refused in a second",
                strategies.failure(2).text());
        assertNull(strategies.failure(3));
        assertEquals(2, strategies.disabledCount());
    }

    @Test
    void shouldKeepTheEndOfLongName() {
        final Exception longNamed =
                new AnExceptionWhoseNameIsMuchLongerThanAnyNameThatSomebodyWouldGiveToAnExceptionOfHisOwn.OrOfAnyoneElse
                        .AndStillGoesOnAndOn();

        final String kept =
                StrategyFailure.thrown(1, StrategyCallback.BOOK, longNamed).exceptionClass();

        assertEquals(StrategyFailure.MAX_NAME_LENGTH, kept.length());
        assertTrue(kept.endsWith("$AndStillGoesOnAndOn"), kept);
    }

    private static final class AnExceptionWhoseNameIsMuchLongerThanAnyNameThatSomebodyWouldGiveToAnExceptionOfHisOwn {
        private static final class OrOfAnyoneElse {
            private static final class AndStillGoesOnAndOn extends Exception {
                private static final long serialVersionUID = 1L;
            }
        }
    }

    @Test
    void shouldDisableStrategyThatRunsOutOfStack() {
        add(1, "a", ACME);
        made.get("a").failWith(new StackOverflowError("deep"));

        strategies.onBook(acme);

        assertCalls("a book 1", "strategy 1 failed: deep");
        assertFalse(strategies.enabled(1));
    }

    @Test
    void shouldBlameTheEngineWhenACallIntoItDidNotEnd() {
        add(1, "a", ACME);
        final StackOverflowError failure = new StackOverflowError("deep");
        made.get("a").failWith(failure);
        environment.broken = true;

        final Throwable thrown = assertThrows(EngineFailure.class, () -> strategies.onBook(acme));

        assertSame(failure, thrown.getCause());
        assertTrue(strategies.enabled(1));
    }

    @Test
    void shouldRefuseParameterOfStrategyThatFailsOrFailed() {
        add(1, "a", ACME);
        made.get("a").failWith(new IllegalStateException("broken"));

        assertEquals(CommandResultCode.STRATEGY_FAILED, strategies.changeParameter(1, "size", "70"));
        assertEquals(CommandResultCode.STRATEGY_FAILED, strategies.changeParameter(1, "size", "80"));

        assertEquals(70, sizes.get("a").value());
        assertCalls("a parameter size", "strategy 1 failed: broken");
    }

    @Test
    void shouldPassOnWhatTheVirtualMachineThrows() {
        add(1, "a", ACME);
        final OutOfMemoryError failure = new OutOfMemoryError("no memory");
        made.get("a").failWith(failure);

        final Throwable thrown = assertThrows(OutOfMemoryError.class, () -> strategies.onBook(acme));

        assertSame(failure, thrown);
        assertTrue(strategies.enabled(1));
    }

    @Test
    void shouldNotCallDisabledStrategy() {
        add(1, "a", ACME);

        strategies.disable(1);
        strategies.disable(4);
        strategies.onBook(acme);
        strategies.onSession(1, Phase.OPEN);

        assertCalls();
        assertEquals("a", strategies.name(1));
    }

    @Test
    void shouldFindByNameAndId() {
        add(2, "b", ACME);

        assertEquals(2, strategies.idOf("b"));
        assertEquals(0, strategies.idOf("a"));
        assertEquals("b", strategies.name(2));
        assertNull(strategies.name(1));
        assertFalse(strategies.exists(0));
        assertFalse(strategies.exists(5));
    }

    @Test
    void shouldChangeLiveParameterAndTellStrategy() {
        add(1, "a", ACME);

        assertEquals(CommandResultCode.APPLIED, strategies.changeParameter(1, "size", " 70 "));

        assertEquals(70, sizes.get("a").value());
        assertCalls("a parameter size");
    }

    @Test
    void shouldRefuseParameterChangeWithReason() {
        add(1, "a", ACME);

        assertEquals(CommandResultCode.UNKNOWN_STRATEGY, strategies.changeParameter(2, "size", "70"));
        assertEquals(CommandResultCode.UNKNOWN_PARAMETER, strategies.changeParameter(1, "siez", "70"));
        assertEquals(CommandResultCode.UNKNOWN_PARAMETER, strategies.changeParameter(1, "instrument", "BOLT"));
        assertEquals(CommandResultCode.UNKNOWN_PARAMETER, strategies.changeParameter(1, "fixed", "2"));
        assertEquals(CommandResultCode.INVALID_VALUE, strategies.changeParameter(1, "size", "many"));
        assertEquals(CommandResultCode.OUT_OF_RANGE, strategies.changeParameter(1, "size", "1001"));

        assertEquals(50, sizes.get("a").value());
        assertCalls();
    }

    @Test
    void shouldGiveStrategyItsOwnViewOfTheEnvironment() {
        final StrategyContext[] contexts = new StrategyContext[1];
        strategies.add(
                3,
                "c",
                setup -> {
                    contexts[0] = setup.context();
                    return new RecordingStrategy("c", log);
                },
                Map.of());
        environment.book = acme;
        environment.position = 4;

        final StrategyContext context = contexts[0];

        assertEquals(environment.timeNs, context.timeNs());
        assertSame(log, context.orders());
        assertSame(acme, context.book(1));
        assertEquals(4, context.position(1));
        assertEquals(301, context.openBuyQuantity(1));
        assertEquals(601, context.openSellQuantity(1));
        assertEquals(901, context.realisedMoney(1));
        assertEquals(1, context.startTimer(10, 20));
        assertTrue(context.cancelTimer(1));
    }

    @Test
    void shouldContinueFromSnapshot() {
        add(1, "a", ACME);
        add(2, "b", ACME);
        strategies.changeParameter(1, "size", "70");
        made.get("a").remember(77);
        made.get("b").remember(88);
        strategies.disable(2);
        final RecordingStrategy before = made.get("a");
        final StateBuffer written = new StateBuffer();
        strategies.snapshotTo(written);

        final Strategies restored = new Strategies(4, 3, instruments, signals, environment);
        restored.add(1, "a", setup -> make("a", setup), ACME);
        restored.add(2, "b", setup -> make("b", setup), ACME);
        restored.restoreFrom(written.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);

        assertArrayEquals(written.toByteArray(), again.toByteArray());
        assertEquals(70, sizes.get("a").value());
        assertEquals(before.remembered(), made.get("a").remembered());
        assertEquals(0, made.get("b").remembered());
        assertTrue(restored.enabled(1));
        assertFalse(restored.enabled(2));
    }

    @Test
    void shouldRefuseSnapshotOfOtherStrategies() {
        add(1, "a", ACME);
        final StateBuffer written = new StateBuffer();
        strategies.snapshotTo(written);
        final Strategies none = new Strategies(4, 3, instruments, signals, environment);
        final Strategies other = new Strategies(4, 3, instruments, signals, environment);
        other.add(1, "x", setup -> make("x", setup), ACME);

        final Exception count = assertThrows(IllegalStateException.class, () -> none.restoreFrom(written.reader()));
        final Exception name = assertThrows(IllegalStateException.class, () -> other.restoreFrom(written.reader()));

        assertEquals(
                "the snapshot has 1 strategies, configured are 0; restore with the configuration that the snapshot was"
                        + " taken with",
                count.getMessage());
        assertEquals(
                "strategies.x: the snapshot has strategy a, configured is x; restore with the configuration that the"
                        + " snapshot was taken with",
                name.getMessage());
    }

    @Test
    void shouldRefuseUnknownKeyAndNameTheKnownOnes() {
        assertError(
                "strategies.a.parameters.zise = \"70\": unknown key; remove it, or set one of fixed, instrument, size",
                1,
                "a",
                Map.of("instrument", "ACME", "zise", "70"));
        assertFalse(strategies.exists(1));
    }

    @Test
    void shouldRefuseIdsAndNamesThatClash() {
        add(1, "a", ACME);

        assertError("strategies.b: id 1 is that of a already; give each strategy an id of its own", 1, "b", ACME);
        assertError("strategies.a: id 1 has this name already; give each strategy a name of its own", 2, "a", ACME);
        assertError(
                "strategies.b: id 5 is not within 1 to 4; configure fewer strategies, or raise the limit",
                5,
                "b",
                ACME);
        assertError(
                "strategies.b: id 0 is not within 1 to 4; configure fewer strategies, or raise the limit",
                0,
                "b",
                ACME);
        assertError("strategies: strategy 2 has no name; give it one", 2, " ", ACME);
    }

    @Test
    void shouldNameStrategyWhenItsConstructorFails() {
        final Exception failed = assertThrows(
                IllegalArgumentException.class,
                () -> strategies.add(
                        1,
                        "a",
                        setup -> {
                            throw new UnsupportedOperationException("not yet");
                        },
                        Map.of()));
        final Exception argument = assertThrows(
                IllegalArgumentException.class,
                () -> strategies.add(
                        1,
                        "a",
                        setup -> {
                            throw new IllegalArgumentException("low above high");
                        },
                        Map.of()));
        final Exception none =
                assertThrows(IllegalArgumentException.class, () -> strategies.add(1, "a", setup -> null, Map.of()));

        assertEquals(
                "strategies.a: its constructor failed with java.lang.UnsupportedOperationException: not yet;"
                        + " correct the strategy",
                failed.getMessage());
        assertEquals("strategies.a: low above high", argument.getMessage());
        assertEquals("strategies.a: its factory made none (null); correct the strategy", none.getMessage());
    }

    @Test
    void shouldMakeShippedStrategies() {
        strategies.add(1, "maker", ShippedStrategies.factory("MarketMaker"), ACME);

        assertTrue(strategies.enabled(1));
        final Exception e =
                assertThrows(IllegalArgumentException.class, () -> ShippedStrategies.factory("com.example.Mine"));
        assertEquals(
                "strategy class \"com.example.Mine\": not a shipped strategy; set one of MarketMaker, MinimumVariance, Momentum, Pairs",
                e.getMessage());
    }

    private void add(final int id, final String name, final Map<String, String> parameters) {
        strategies.add(id, name, setup -> make(name, setup), parameters);
    }

    private Strategy make(final String name, final StrategySetup setup) {
        final RecordingStrategy strategy = new RecordingStrategy(name, log);
        made.put(name, strategy);
        setup.instrument("instrument");
        sizes.put(name, setup.wholeNumber("size", 50, 1, 1000));
        setup.fixedNumber("fixed", 1, 0, 10);
        return strategy;
    }

    private Strategy withSignal(final String name, final StrategySetup setup, final String key) {
        final RecordingStrategy strategy = new RecordingStrategy(name, log);
        made.put(name, strategy);
        setup.signal(FakeSignal.spec(key, 1));
        return strategy;
    }

    private void assertError(
            final String expected, final int id, final String name, final Map<String, String> parameters) {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> strategies.add(id, name, setup -> make(name, setup), parameters));
        assertEquals(expected, e.getMessage());
    }

    private void assertCalls(final String... expected) {
        assertEquals(List.of(expected), log.takeCalls());
    }
}
