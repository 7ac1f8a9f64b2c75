package io.tiercel.engine.strategy;

import static io.tiercel.codecs.types.Side.BUY;
import static io.tiercel.codecs.types.Side.SELL;
import static io.tiercel.engine.strategy.PairRig.FIRST;
import static io.tiercel.engine.strategy.PairRig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Phase;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it enters and leaves; what becomes of legs that are left behind is in {@link PairsLegOutTest}. */
class PairsTest {
    private final PairRig rig = new PairRig();

    @Test
    void shouldSellTheSpreadWhenItIsHigh() {
        rig.at(1.999);
        assertCalls();

        rig.at(2);
        assertCalls(first(1, SELL, 100, "99.95"), second(2, BUY, 50, "50.05"));
    }

    @Test
    void shouldBuyTheSpreadWhenItIsLow() {
        rig.at(-2);

        assertCalls(first(1, BUY, 100, "100.05"), second(2, SELL, 50, "49.95"));
    }

    @Test
    void shouldNotEnterBeyondItsStop() {
        rig.at(4);

        assertCalls();
    }

    @Test
    void shouldHedgeToTheNearestLot() {
        rig.signals(-2, 0.5249);
        rig.books();
        assertCalls(first(1, BUY, 100, "100.05"), second(2, SELL, 50, "49.95"));

        final PairRig other = new PairRig();
        other.signals(-2, 0.5251);
        other.books();
        assertEquals(List.of(first(1, BUY, 100, "100.05"), second(2, SELL, 55, "49.95")), other.port.takeCalls());
    }

    @Test
    void shouldHedgeInUnitsAndMultiples() {
        // 100 of ACME against 0.5 × 100 ÷ 10 = 5.00 contracts of BOLT, each worth 10 times its price
        final Instrument acme = rig.acme.instrument();
        final Instrument bolt = PairRig.other("USD", 2, 25, 10);
        final FakeSetup setup = new FakeSetup(
                new HostedContext(1, rig),
                Map.of("instrument", "ACME", "hedgeInstrument", "BOLT", "size", "100"),
                acme,
                bolt);
        final Pairs pairs = new Pairs(setup);
        setup.signal("hedgeRatio").set(0.5);
        setup.signal("zScore").set(3);
        setup.signal("volatilityFilter").set(1);

        pairs.onBook(rig.acme);

        assertCalls(first(1, SELL, 100, "99.95"), second(2, BUY, 500, "50.05"));
    }

    @Test
    void shouldNotEnterWithoutAHedge() {
        for (final double ratio : new double[] {-0.5, 0, 0.02, 1e300, Double.MIN_VALUE}) {
            rig.signals(3, ratio);
            rig.books();
        }
        rig.set("maxHedgeQuantity", "45");
        rig.signals(3, 0.5);
        rig.books();

        assertCalls();
    }

    @Test
    void shouldWaitForItsSignals() {
        for (final String key : List.of("zScore", "hedgeRatio", "volatilityFilter")) {
            rig.signals(3, 0.5);
            rig.setup.signal("volatilityFilter").set(1);
            rig.setup.signal(key).unready();
            rig.books();
        }

        assertCalls();
    }

    @Test
    void shouldLeaveWhenTheSpreadHasComeBack() {
        enterHigh();

        rig.at(0.501);
        assertCalls();
        rig.at(0.5);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));

        rig.took(3, FIRST, BUY, 100);
        rig.took(4, SECOND, SELL, 50);
        rig.advance(20);
        rig.at(2);
        assertCalls(first(5, SELL, 100, "99.95"), second(6, BUY, 50, "50.05"));
    }

    @Test
    void shouldStopWhenTheSpreadGoesOnAndWaitUntilItIsBack() {
        enterHigh();

        rig.at(4);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));
        rig.took(3, FIRST, BUY, 100);
        rig.took(4, SECOND, SELL, 50);
        rig.advance(20);
        rig.at(3);
        assertCalls();

        rig.at(0.4);
        rig.at(3);
        assertCalls(first(5, SELL, 100, "99.95"), second(6, BUY, 50, "50.05"));
    }

    @Test
    void shouldLeaveAfterItsTimeWithoutAnyEvent() {
        enterHigh();

        rig.advance(59_989);
        assertCalls();
        rig.advance(1);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));
    }

    @Test
    void shouldLeaveOnlyWhereBothLegsCanBeTraded() {
        enterHigh();
        rig.bolt.suspect(true);
        rig.at(0);
        assertCalls();

        rig.bolt.suspect(false);
        rig.at(0);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));
    }

    @Test
    void shouldHoldWhenVolatilityLeavesItsBandAndEnterNoMore() {
        enterHigh();
        rig.setup.signal("volatilityFilter").set(0);
        rig.at(3);
        assertCalls();

        rig.at(0);
        rig.took(3, FIRST, BUY, 100);
        rig.took(4, SECOND, SELL, 50);
        rig.port.takeCalls();
        rig.advance(20);
        rig.at(3);
        assertCalls();
    }

    @Test
    void shouldGetFlatWhenTheVenueIsAboutToClose() {
        enterHigh();

        rig.pairs.onSession(1, Phase.CLOSING);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));

        rig.took(3, FIRST, BUY, 100);
        rig.took(4, SECOND, SELL, 50);
        rig.advance(20);
        rig.at(3);
        rig.pairs.onSession(1, Phase.CLOSED);
        rig.at(3);
        rig.pairs.onSession(2, Phase.OPEN);
        rig.at(3);
        assertCalls();
        rig.pairs.onSession(1, Phase.OPEN);
        assertCalls(first(5, SELL, 100, "99.95"), second(6, BUY, 50, "50.05"));
    }

    @Test
    void shouldHoldOverTheCloseWhenTold() {
        enterHigh();
        rig.set("flattenWhenClosing", "false");

        rig.pairs.onSession(1, Phase.CLOSING);
        rig.pairs.onSession(1, Phase.CLOSED);
        rig.at(0);
        assertCalls();

        rig.pairs.onSession(1, Phase.OPEN);
        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));
    }

    @Test
    void shouldGetFlatWhenToldNotToTrade() {
        enterHigh();
        rig.set("trading", "false");

        rig.pairs.onParameterChanged("trading");

        assertCalls(first(3, BUY, 100, "100.05"), second(4, SELL, 50, "49.95"));
    }

    @Test
    void shouldSendNothingWhereItCannotTrade() {
        rig.acme.suspect(true);
        rig.at(3);
        rig.acme.suspect(false);
        rig.bolt.instrument().status(TradingStatus.HALTED);
        rig.at(3);
        assertCalls();

        rig.bolt.instrument().status(TradingStatus.TRADING);
        rig.pairs.onSession(0, Phase.STOPPING);
        rig.pairs.onSession(1, Phase.OPEN);
        rig.at(3);
        assertCalls();
    }

    @Test
    void shouldGetRidOfPositionsItBeginsWith() {
        rig.firstPosition = 35;
        rig.secondPosition = -20;

        rig.at(0);

        assertCalls(first(1, SELL, 30, "99.95"), second(2, BUY, 20, "50.05"));
    }

    @Test
    void shouldRefuseContradictorySettings() {
        assertRefused("a pair needs one currency", PairRig.other("EUR", 0, 1, 1), Map.of());
        assertRefused("number of samples 1 is below 2", PairRig.other("USD", 0, 1, 1), Map.of("hedgeWindow", "1s"));
        assertRefused("is above 65536", PairRig.other("USD", 0, 1, 1), Map.of("deviationWindow", "7d"));
    }

    private void assertRefused(final String text, final Instrument other, final Map<String, String> changed) {
        final Map<String, String> parameters = new HashMap<>(changed);
        parameters.put("instrument", "ACME");
        parameters.put("hedgeInstrument", "BOLT");
        final FakeSetup setup = new FakeSetup(new HostedContext(1, rig), parameters, rig.acme.instrument(), other);
        final String message = assertThrows(IllegalArgumentException.class, () -> new Pairs(setup))
                .getMessage();
        assertTrue(message.contains(text), message);
    }

    private void enterHigh() {
        rig.at(2);
        rig.took(1, FIRST, SELL, 100);
        rig.took(2, SECOND, BUY, 50);
        rig.advance(10);
        rig.port.takeCalls();
    }

    private void assertCalls(final String... calls) {
        assertEquals(List.of(calls), rig.port.takeCalls());
    }

    private static String first(final int id, final Side side, final int quantity, final String price) {
        return PairRig.text(id, FIRST, side, quantity, price);
    }

    private static String second(final int id, final Side side, final int quantity, final String price) {
        return PairRig.text(id, SECOND, side, quantity, price);
    }
}
