package @package@;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.Execution;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class @class@Test {
    private final FakeContext context = new FakeContext();
    private final FakeBook book = new FakeBook(FakeBook.instrument(7, "ACME", 0, 10));
    private final FakeSetup setup = new FakeSetup(context, Map.of("instrument", "ACME"), book.instrument());
    private final @class@ strategy = new @class@(setup);

    @Test
    void shouldBuyOnFlowAndSellAfterAWhile() {
        context.book(book.bids(9995, 500).asks(10005, 500));

        setup.signal("orderFlowImbalance").set(501);
        strategy.onBook(book);
        context.position(7, 100);
        strategy.onExecution(FakeExecution.of(7, Execution.Kind.FILLED, 1, Side.BUY, 10005 * CENT, 0)
                .executed(100, 100)
                .over());
        context.advance(2_000_000_000L);
        strategy.onTimer(1, 0);

        assertEquals(
                List.of(
                        "submit #1 instrument 7 BUY LIMIT IOC 100 at 100.05",
                        "timer 1 in 2000000000",
                        "submit #2 instrument 7 SELL LIMIT IOC 100 at 99.95"),
                context.orders().takeCalls());
    }
}
