package io.tiercel.engine.strategy;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A maker in the east, where 99.95 to 100.05 is quoted; 99.99 to 100.09 in the west unless a test says so. */
final class ConsolidatedMakerTest {
    private final Instrument east = listing(7, "EAST", 1);
    private final Instrument west = listing(8, "WEST", 2);
    private final FakeBook eastBook =
            new FakeBook(east).bids(9995, 500, 9990, 900).asks(10005, 500, 10010, 900);
    private final FakeBook westBook = new FakeBook(west).bids(9999, 500).asks(10009, 500);
    private final FakeEnvironment environment = new FakeEnvironment();

    @BeforeEach
    void quote() {
        environment.book = eastBook;
        environment.otherBook = westBook;
    }

    @Test
    void shouldQuoteAroundTheBestPricesOfBothVenues() {
        maker(true).onBook(eastBook);

        assertCalls(bid(1, "100"), ask(2, "100.04"));
    }

    @Test
    void shouldMoveWithABookOfTheOtherVenueAlone() {
        westBook.bids(9995, 500).asks(10005, 500);
        final MarketMaker maker = maker(true);
        maker.onBook(eastBook);
        assertCalls(bid(1, "99.98"), ask(2, "100.02"));
        accept(maker);

        westBook.bids(9999, 500).asks(10009, 500);
        maker.onBook(westBook);

        assertCalls("replace #2 100 at 100.04", "replace #1 100 at 100");
    }

    @Test
    void shouldNotLookAtTheOtherVenueUnlessToldTo() {
        final MarketMaker maker = maker(false);

        maker.onBook(westBook);
        assertCalls();
        maker.onBook(eastBook);

        assertCalls(bid(1, "99.98"), ask(2, "100.02"));
    }

    @Test
    void shouldNotCountAnotherVenueThatCannotBeTraded() {
        westBook.suspect(true);

        maker(true).onBook(eastBook);

        assertCalls(bid(1, "99.98"), ask(2, "100.02"));
    }

    @Test
    void shouldKeepOffItsOwnVenuesPricesHoweverFarTheOtherVenueIs() {
        westBook.bids(10100, 500).asks(10110, 500);

        maker(true).onBook(eastBook);

        // Between 101.00 bid in the west and 100.05 asked in the east.
        assertCalls(bid(1, "100.04"), ask(2, "100.55"));
    }

    @Test
    void shouldTakeOutItsOwnQuoteOnItsOwnVenueOnly() {
        westBook.bids(9995, 500).asks(10005, 500);
        final MarketMaker maker = maker(true);
        maker.onBook(eastBook);
        accept(maker);
        environment.port.takeCalls();

        // Its own quotes stand at the best prices in the east; at the same price in the west somebody else's does.
        eastBook.bids(9998, 100, 9995, 500).asks(10002, 100, 10005, 500);
        maker.onBook(eastBook);
        assertCalls();
        westBook.bids(9998, 500).asks(10006, 500);
        maker.onBook(westBook);

        assertCalls("replace #2 100 at 100.04", "replace #1 100 at 99.99");
    }

    private MarketMaker maker(final boolean consolidated) {
        final FakeSetup setup = new FakeSetup(
                new HostedContext(1, environment),
                Map.of(
                        "instrument", "EAST",
                        "consolidated", String.valueOf(consolidated),
                        "size", "100",
                        "maxInventory", "300",
                        "halfSpreadTicks", "2",
                        "skewTicks", "1"),
                east,
                west);
        final MarketMaker maker = new MarketMaker(setup);
        setup.signal("microprice").set(100);
        setup.signal("volatilityFilter").set(1);
        return maker;
    }

    private void accept(final MarketMaker maker) {
        maker.onExecution(FakeExecution.of(7, Execution.Kind.ACCEPTED, 1, Side.BUY, 9998 * CENT, 100));
        maker.onExecution(FakeExecution.of(7, Execution.Kind.ACCEPTED, 2, Side.SELL, 10002 * CENT, 100));
    }

    private void assertCalls(final String... expected) {
        assertEquals(List.of(expected), environment.port.takeCalls());
    }

    private static String bid(final long id, final String price) {
        return "submit #" + id + " instrument 7 BUY LIMIT DAY post-only 100 at " + price;
    }

    private static String ask(final long id, final String price) {
        return "submit #" + id + " instrument 7 SELL LIMIT DAY post-only 100 at " + price;
    }

    private static Instrument listing(final int id, final String symbol, final int venueId) {
        final TickTable ticks = new TickTable(1, new long[] {0}, new long[] {CENT});
        return new Instrument(id, symbol, symbol, venueId, 0, true, 10, 1, "USD", 0, 1, ticks, 7);
    }
}
