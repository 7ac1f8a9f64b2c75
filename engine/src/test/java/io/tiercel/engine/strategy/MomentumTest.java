package io.tiercel.engine.strategy;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import io.tiercel.engine.strategy.testing.FakeSignal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bid and ask stand at 99.95 and 100.05; volatility is inside the band unless a test says so. */
class MomentumTest {
    private static final long MILLI = 1_000_000;
    private static final Map<String, String> PARAMETERS = Map.of(
            "instrument", "ACME", "size", "100", "enterBasisPoints", "5", "exitBasisPoints", "2", "backOff", "10ms");

    private final Instrument instrument = FakeBook.instrument(7, "ACME", 0, 10);
    private final FakeBook book = new FakeBook(instrument);
    private final FakeEnvironment environment = new FakeEnvironment();
    private final FakeSetup setup = new FakeSetup(new HostedContext(1, environment), PARAMETERS, instrument);
    private final Momentum momentum = new Momentum(setup);
    private final FakeSignal trend = setup.signal("trend");
    private final FakeSignal filter = setup.signal("volatilityFilter");

    @BeforeEach
    void openMarket() {
        setup.rejectUnknownKeys();
        environment.book = book.bids(9995, 500).asks(10005, 500);
        trend.set(0);
        filter.set(1);
    }

    @Test
    void shouldBuyWhenTheTrendIsSteepEnough() {
        at(4.999);
        assertCalls();

        at(5);
        assertCalls(buy(1, 100, "100.05"));
    }

    @Test
    void shouldSellShortBelow() {
        at(-5);

        assertCalls(sell(1, 100, "99.95"));
    }

    @Test
    void shouldHoldUntilTheTrendIsBelowExit() {
        at(5);
        filled(1, Side.BUY, 100);
        assertCalls(buy(1, 100, "100.05"));

        at(2);
        assertCalls();

        at(1.999);
        assertCalls(sell(2, 100, "99.95"));
    }

    @Test
    void shouldTurnAroundInOneOrder() {
        at(5);
        filled(1, Side.BUY, 100);

        at(-7);

        assertCalls(buy(1, 100, "100.05"), sell(2, 200, "99.95"));
    }

    @Test
    void shouldOnlyGetFlatWhereItMayNotBeShort() {
        setup.change("shortSelling", "false");
        at(5);
        filled(1, Side.BUY, 100);

        at(-7);
        filled(2, Side.SELL, 0);
        at(-8);

        assertCalls(buy(1, 100, "100.05"), sell(2, 100, "99.95"));
    }

    @Test
    void shouldGetFlatWhenVolatilityLeavesItsBand() {
        at(5);
        filled(1, Side.BUY, 100);
        filter.set(0);

        at(9);

        assertCalls(buy(1, 100, "100.05"), sell(2, 100, "99.95"));
    }

    @Test
    void shouldGetFlatWhenToldNotToTrade() {
        at(-5);
        filled(1, Side.SELL, -100);
        setup.change("trading", "false");

        at(-9);

        assertCalls(sell(1, 100, "99.95"), buy(2, 100, "100.05"));
    }

    @Test
    void shouldWaitUntilItsSignalsAreReady() {
        trend.unready();
        momentum.onBook(book);
        trend.set(9);
        filter.unready();
        momentum.onBook(book);

        assertCalls();
    }

    @Test
    void shouldHaveOneOrderAtATime() {
        at(5);
        at(6);
        at(7);

        assertCalls(buy(1, 100, "100.05"));
    }

    @Test
    void shouldAskForTheRestAfterAPartialFill() {
        at(5);
        environment.position = 35;
        momentum.onExecution(
                execution(Execution.Kind.CANCELLED, 1, Side.BUY).executed(0, 35).over());

        at(5);

        // 65 are missing, and the lot is 10
        assertCalls(buy(1, 100, "100.05"), buy(2, 60, "100.05"));
    }

    @Test
    void shouldPauseAfterAnOrderThatDidNothing() {
        at(5);
        momentum.onExecution(execution(Execution.Kind.REFUSED, 1, Side.BUY).over());
        environment.timeNs += 10 * MILLI - 1;
        at(5);
        assertCalls(buy(1, 100, "100.05"));

        environment.timeNs += 1;
        at(5);
        assertCalls(buy(2, 100, "100.05"));

        // twice as long after the second in a row
        momentum.onExecution(execution(Execution.Kind.CANCELLED, 2, Side.BUY).over());
        environment.timeNs += 20 * MILLI - 1;
        at(5);
        assertCalls();
        environment.timeNs += 1;
        at(5);
        assertCalls(buy(3, 100, "100.05"));
    }

    @Test
    void shouldPauseWhenThereIsNoOrderId() {
        environment.port.outOfIds(true);
        at(5);
        at(5);

        assertEquals(1, environment.port.takeCalls().size());
    }

    @Test
    void shouldPayNoMoreThanItsSlippage() {
        setup.change("slippageTicks", "3");

        at(5);
        filled(1, Side.BUY, 100);
        at(-5);

        assertCalls(buy(1, 100, "100.08"), sell(2, 200, "99.92"));
    }

    @Test
    void shouldNotSellAtAPriceThatIsNone() {
        setup.change("slippageTicks", "10000");

        at(-5);

        assertCalls();
    }

    @Test
    void shouldSendNothingWhereItCannotTrade() {
        book.suspect(true);
        at(5);
        book.suspect(false);
        instrument.status(TradingStatus.HALTED);
        at(5);
        instrument.status(TradingStatus.TRADING);
        momentum.onSession(1, Phase.CLOSED);
        at(5);
        momentum.onSession(2, Phase.OPEN);
        at(5);
        assertCalls();

        momentum.onSession(1, Phase.OPEN);
        at(5);
        assertCalls(buy(1, 100, "100.05"));
    }

    @Test
    void shouldSendNothingOnceTheEngineStops() {
        momentum.onSession(0, Phase.STOPPING);
        momentum.onSession(1, Phase.OPEN);

        at(5);

        assertCalls();
    }

    @Test
    void shouldIgnoreOrdersThatAreNotItsOwn() {
        at(5);
        momentum.onExecution(execution(Execution.Kind.CANCELLED, 99, Side.BUY).over());

        at(5);

        assertCalls(buy(1, 100, "100.05"));
    }

    @Test
    void shouldGoOnFromASnapshot() {
        at(5);
        filled(1, Side.BUY, 100);
        final StateBuffer state = new StateBuffer();
        momentum.snapshotTo(state);
        final FakeSetup laterSetup = new FakeSetup(new HostedContext(1, environment), PARAMETERS, instrument);
        final Momentum restored = new Momentum(laterSetup);
        restored.restoreFrom(state.reader());

        laterSetup.signal("volatilityFilter").set(1);
        laterSetup.signal("trend").set(3);
        restored.onBook(book);
        assertCalls(buy(1, 100, "100.05"));

        laterSetup.signal("trend").set(1);
        restored.onBook(book);
        assertCalls(sell(2, 100, "99.95"));
    }

    @Test
    void shouldRefuseAverageThatIsNotSlower() {
        final FakeSetup wrong = new FakeSetup(
                new HostedContext(1, environment),
                Map.of("instrument", "ACME", "fastHalfLife", "5s", "slowHalfLife", "5s"),
                instrument);

        final String message = assertThrows(IllegalArgumentException.class, () -> new Momentum(wrong))
                .getMessage();

        assertTrue(message.contains("slow half-life in ns 5000000000 is below 5000000001"), message);
    }

    private void at(final double basisPoints) {
        trend.set(basisPoints);
        momentum.onBook(book);
    }

    private void filled(final long orderId, final Side side, final long position) {
        environment.position = position;
        momentum.onExecution(execution(Execution.Kind.FILLED, orderId, side)
                .executed(100, 100)
                .over());
    }

    private static FakeExecution execution(final Execution.Kind kind, final long orderId, final Side side) {
        return FakeExecution.of(7, kind, orderId, side, 10_000 * CENT, 0);
    }

    private void assertCalls(final String... calls) {
        assertEquals(List.of(calls), environment.port.takeCalls());
    }

    private static String buy(final int id, final int quantity, final String price) {
        return "submit #" + id + " instrument 7 BUY LIMIT IOC " + quantity + " at " + price;
    }

    private static String sell(final int id, final int quantity, final String price) {
        return "submit #" + id + " instrument 7 SELL LIMIT IOC " + quantity + " at " + price;
    }
}
