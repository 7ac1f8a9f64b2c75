package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.marketdata.FeedStatusDecoder;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.JournalInputs.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs an example whose engine trades by a feed of the built-in market, and asks what became of it. */
final class MarketRun {
    private final Path temporary;
    private final Path example;
    private final Program program = new Program();

    MarketRun(final Path temporary, final String example) {
        this.temporary = temporary;
        this.example = Path.of("..", "config", example).toAbsolutePath();
    }

    /** Of the venue SIM, in a process of its own: what both have to know. */
    List<String> external() throws IOException {
        final String[] channels = TiercelProcess.freeChannels(2);
        return List.of(
                "venues.SIM.type=external",
                "venues.SIM.executionChannel=" + channels[0],
                "venues.SIM.orderChannel=" + channels[1],
                "venues.SIM.connectTimeout=60s",
                "venues.SIM.log=" + temporary.resolve("SIM.venue.csv"));
    }

    /** What a test does beside processes that run. */
    interface Beside {
        void run() throws IOException;
    }

    /** Returns what the engine says of its one feed; nothing is unreconciled. */
    Config trade(final List<String> assignments, final String duration, final String said) throws Exception {
        return trade(assignments, duration, said, () -> {});
    }

    /** @param once done when it has said that */
    Config trade(final List<String> assignments, final String duration, final String said, final Beside once)
            throws Exception {
        try (TiercelProcess engine = engine(assignments, duration)) {
            if (!said.isEmpty()) {
                engine.await(said);
            }
            once.run();
            assertEquals(0, engine.exitCode(), engine::err);
            final Config result = ConfigFactory.parseString(engine.out());
            assertEquals(0, result.getLong("unreconciled"));
            assertTrue(result.getLong("events") > 1_000, engine::err);
            return result.getConfigList("feeds").get(0);
        }
    }

    /** The same with a market that was there before the engine. */
    Config tradeLate(final List<String> assignments, final String duration) throws Exception {
        return tradeLate(assignments, duration, () -> {});
    }

    /** @param afterwards done when the engine has ended, and the market has not */
    Config tradeLate(final List<String> assignments, final String duration, final Beside afterwards) throws Exception {
        try (TiercelProcess market = new TiercelProcess(
                temporary,
                "market",
                FeedBooks.with(
                        assignments.toArray(new String[0]),
                        "market",
                        "serve",
                        "--venue",
                        "SIM",
                        "--config",
                        example.toString()))) {
            // It shows each second what it did: the session is well under way.
            market.await("   1.");
            market.await("   2.");
            final Config feed = trade(assignments, duration, "");
            afterwards.run();
            assertEquals(0, market.stop(), market::err);
            return feed;
        }
    }

    private TiercelProcess engine(final List<String> assignments, final String duration) {
        final List<String> all = new ArrayList<>(assignments);
        all.add("journal.blockBytes=1MiB");
        all.add("journal.folder=" + temporary.resolve("ledger"));
        all.add("engine.hangTimeout=5s");
        all.add("stop.timeout=60s");
        all.add("engine.orderAnswerTimeout=60s");
        return new TiercelProcess(
                temporary,
                "engine",
                FeedBooks.with(
                        all.toArray(new String[0]),
                        "run",
                        "--headless",
                        "--json",
                        "--duration",
                        duration,
                        "--config",
                        example.toString(),
                        "--journal",
                        temporary.resolve("journal").toString()));
    }

    /** How many inputs of each kind the journal has. */
    Map<Integer, Integer> inputs() {
        final Map<Integer, Integer> counts = new TreeMap<>();
        for (final Input input : JournalInputs.read(temporary.resolve("journal"))) {
            counts.merge(input.kind(), 1, Integer::sum);
        }
        return counts;
    }

    /** How often books began to recover. */
    int recoveries() {
        int recoveries = 0;
        for (final Input input : JournalInputs.read(temporary.resolve("journal"))) {
            recoveries += input.kind() == FeedStatusDecoder.TEMPLATE_ID && recovers(input) ? 1 : 0;
        }
        return recoveries;
    }

    private static boolean recovers(final Input input) {
        return new FeedStatusDecoder()
                        .wrapAndApplyHeader(input.bytes(), 0, new MessageHeaderDecoder())
                        .state()
                == FeedState.RECOVERING;
    }

    void replay() throws IOException {
        assertEquals(0, program.execute("replay", temporary.resolve("journal").toString(), "--verify"), program::err);
    }

    /** The market was what it was: the model's orders are about as many, and hardly any is refused. */
    void askWhatIf() {
        assertEquals(
                0, program.execute("replay", temporary.resolve("journal").toString(), "--set", "--json"), program::err);
        final Config result = program.json();
        assertEquals(0, result.getInt("added") + result.getInt("missing") + result.getInt("changed"), program::out);
        final int recorded = result.getInt("recorded.orders");
        final int modelled = result.getInt("before.orders");
        assertTrue(2 * modelled >= recorded && modelled <= 2 * recorded, program::out);
        assertTrue(result.getInt("before.fills") > 0 && 5 * result.getInt("before.refused") <= modelled, program::out);
    }
}
