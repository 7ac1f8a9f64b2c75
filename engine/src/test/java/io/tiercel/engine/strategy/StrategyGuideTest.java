package io.tiercel.engine.strategy;

import static io.tiercel.engine.strategy.testing.FakeBook.CENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.strategy.testing.FakeAnalytics;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import io.tiercel.engine.strategy.testing.FakeExecution;
import io.tiercel.engine.strategy.testing.FakeSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guide says what is true: its example is a source file that runs here, its table has the parameters there are. */
class StrategyGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "strategy-guide.md");
    private static final Path EXAMPLE =
            Path.of("src", "test", "java", "io", "tiercel", "engine", "strategy", "FlowFollower.java");

    private final FakeBook book = new FakeBook(FakeBook.instrument(7, "ACME", 0, 10));
    private final FakeContext context = new FakeContext();

    @Test
    void shouldShowTheExampleAsItCompiles() throws IOException {
        final String guide = Files.readString(GUIDE);
        final int begin = guide.indexOf("```java\n") + "```java\n".length();

        assertEquals(Files.readString(EXAMPLE), guide.substring(begin, guide.indexOf("```\n", begin)));
    }

    @Test
    void shouldListTheParametersOfTheMarketMaker() throws IOException {
        final FakeSetup setup = new FakeSetup(context, Map.of("instrument", "ACME"), book.instrument());
        new MarketMaker(setup);

        assertEquals(setup.knownKeys(), parametersBelow("## The market maker"));
    }

    @Test
    void shouldListTheParametersOfMomentum() throws IOException {
        final FakeSetup setup = new FakeSetup(context, Map.of("instrument", "ACME"), book.instrument());
        new Momentum(setup);

        assertEquals(setup.knownKeys(), parametersBelow("## Momentum"));
    }

    @Test
    void shouldListTheParametersOfPairs() throws IOException {
        final FakeSetup setup = new FakeSetup(
                context,
                Map.of("instrument", "ACME", "hedgeInstrument", "BOLT"),
                book.instrument(),
                FakeBook.instrument(8, "BOLT", 0, 10));
        new Pairs(setup);

        assertEquals(setup.knownKeys(), parametersBelow("## Pairs"));
    }

    @Test
    void shouldListTheParametersOfMinimumVariance() throws IOException {
        final FakeSetup setup = new FakeSetup(context, Map.of("lane", "risk")).lane(new FakeAnalytics("risk", 7));
        new MinimumVariance(setup);

        assertEquals(setup.knownKeys(), parametersBelow("## Minimum variance"));
    }

    private static List<String> parametersBelow(final String heading) throws IOException {
        final List<String> lines = Files.readAllLines(GUIDE);
        final List<String> listed = new ArrayList<>();
        for (final String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("| `")) {
                listed.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        listed.sort(null);
        return listed;
    }

    @Test
    void shouldRunTheExample() {
        final FakeSetup setup = new FakeSetup(context, Map.of("instrument", "ACME"), book.instrument());
        final FlowFollower follower = new FlowFollower(setup);
        context.book(book.bids(9995, 500).asks(10005, 500));

        follower.onBook(book);
        setup.signal("orderFlowImbalance").set(501);
        follower.onBook(book);
        follower.onBook(book);
        context.position(7, 100);
        follower.onExecution(FakeExecution.of(7, Execution.Kind.FILLED, 1, Side.BUY, 10005 * CENT, 0)
                .executed(100, 100)
                .over());
        follower.onBook(book);
        context.advance(2_000_000_000L);
        follower.onTimer(1, 0);

        assertEquals(
                List.of(
                        "submit #1 instrument 7 BUY LIMIT IOC 100 at 100.05",
                        "timer 1 in 2000000000",
                        "submit #2 instrument 7 SELL LIMIT IOC 100 at 99.95"),
                context.orders().takeCalls());
    }
}
