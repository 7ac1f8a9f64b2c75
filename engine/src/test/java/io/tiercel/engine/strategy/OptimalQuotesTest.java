package io.tiercel.engine.strategy;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeSetup;
import io.tiercel.engine.strategy.testing.FakeSignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The market maker with the quotes of Avellaneda and Stoikov. Expected numbers were calculated outside, from
 * r = s − q γ σ² τ and δ = γ σ² τ ÷ 2 + ln(1 + γ ÷ κ) ÷ γ. At 100 in cents 2 bp per √second are σ = 2 ticks.
 */
class OptimalQuotesTest {
    private static final double NANOS = 1e9;

    private final Instrument instrument = FakeBook.instrument(7, "ACME", 0, 10);
    private final FakeBook book = new FakeBook(instrument);
    private final FakeEnvironment environment = new FakeEnvironment();
    private final FakeSetup setup = new FakeSetup(new HostedContext(1, environment), parameters("true"), instrument);
    private final MarketMaker maker = new MarketMaker(setup);

    @BeforeEach
    void openMarket() {
        setup.rejectUnknownKeys();
        environment.book = book.bids(9990, 500).asks(10010, 500);
        ready(setup);
    }

    @Test
    void shouldFollowTheFormulas() {
        final FakeSetup own = new FakeSetup(new HostedContext(1, environment), parameters("true"), instrument);
        final LinearQuotes linear = new LinearQuotes(own);
        final FakeSignal volatility = new FakeSignal();
        final OptimalQuotes quotes = new OptimalQuotes(own, linear, volatility);

        // γ 0.1, κ 0.5, τ 2 s: risk 0.8 ticks for each size that is held
        volatility.set(2);
        assertEquals(2.223215567939546, halfSpreadTicks(quotes), 1e-12);
        assertEquals(100, centre(quotes, 0), 1e-12);
        assertEquals(99.992, centre(quotes, 1), 1e-12);
        assertEquals(100.016, centre(quotes, -2), 1e-12);

        // half a tick per √second: risk 0.05 ticks
        volatility.set(0.5);
        assertEquals(1.8482155679395458, halfSpreadTicks(quotes), 1e-12);

        own.change("riskAversion", "0.5");
        volatility.set(2);
        assertEquals(3.386294361119891, halfSpreadTicks(quotes), 1e-12);
        assertEquals(99.96, centre(quotes, 1), 1e-12);
        own.change("fillDecay", "1000");
        assertEquals(2 + 0.0009997501, halfSpreadTicks(quotes), 1e-9);
        own.change("horizon", "1s");
        assertEquals(1 + 0.0009997501, halfSpreadTicks(quotes), 1e-9);

        // The other model's half spread is the least
        own.change("halfSpreadTicks", "1.5");
        assertEquals(1.5, halfSpreadTicks(quotes), 1e-12);
    }

    @Test
    void shouldQuoteWhereTheySay() {
        maker.onBook(book);

        // 99.9777… and 100.0222…, outwards
        assertEquals(List.of(bid(1, "99.97"), ask(2, "100.03")), environment.port.takeCalls());
    }

    @Test
    void shouldLeanMoreWhenVolatilityIsGreater() {
        environment.position = 200;
        setup.signal("ewmaVolatility").set(3);

        maker.onBook(book);

        // r = 100 − 2 × 0.01 × 0.1 × 9 × 2 = 99.964, δ = 0.9 + 1.8232 ticks: 99.9368 and 99.9912
        assertEquals(List.of(bid(1, "99.93"), ask(2, "100")), environment.port.takeCalls());
    }

    @Test
    void shouldChangeTheModelWhileItRuns() {
        setup.change("avellanedaStoikov", "false");

        maker.onBook(book);

        assertEquals(List.of(bid(1, "99.99"), ask(2, "100.01")), environment.port.takeCalls());
    }

    @Test
    void shouldQuoteTheSameAfterARestore() {
        final StateBuffer state = new StateBuffer();
        maker.snapshotTo(state);
        final FakeSetup laterSetup = new FakeSetup(new HostedContext(1, environment), parameters("true"), instrument);
        final MarketMaker restored = new MarketMaker(laterSetup);
        restored.restoreFrom(state.reader());
        ready(laterSetup);

        restored.onBook(book);

        assertEquals(List.of(bid(1, "99.97"), ask(2, "100.03")), environment.port.takeCalls());
    }

    private static Map<String, String> parameters(final String on) {
        return new HashMap<>(Map.of(
                "instrument", "ACME",
                "size", "100",
                "maxInventory", "300",
                "avellanedaStoikov", on,
                "riskAversion", "0.1",
                "fillDecay", "0.5",
                "horizon", "2s"));
    }

    private static void ready(final FakeSetup setup) {
        setup.signal("microprice").set(100);
        setup.signal("volatilityFilter").set(1);
        setup.signal("ewmaVolatility").set(2);
    }

    private static double halfSpreadTicks(final QuoteModel quotes) {
        return quotes.halfSpreadNanos(100 * NANOS, CENT) / CENT;
    }

    private static double centre(final QuoteModel quotes, final double inventory) {
        return quotes.centreNanos(100 * NANOS, CENT, inventory) / NANOS;
    }

    private static String bid(final int id, final String price) {
        return "submit #" + id + " instrument 7 BUY LIMIT DAY post-only 100 at " + price;
    }

    private static String ask(final int id, final String price) {
        return "submit #" + id + " instrument 7 SELL LIMIT DAY post-only 100 at " + price;
    }
}
