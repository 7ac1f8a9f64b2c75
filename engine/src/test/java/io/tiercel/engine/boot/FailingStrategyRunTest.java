package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.control.StrategyFailedDecoder;
import io.tiercel.codecs.orders.CancelOrderDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.Counter;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.SessionRunner;
import io.tiercel.engine.boot.status.Console;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole run with strategies that throw, beside one that does not; each has one order at the market. */
@Timeout(300)
final class FailingStrategyRunTest {
    private static final long TIMEOUT_NS = 120_000_000_000L;
    private static final int FRAGILE = 1;
    private static final int HEALTHY = 2;
    private static final int UNSPEAKABLE = 3;

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Program program = new Program();

    @Test
    void shouldGoOnWithoutStrategyThatThrowsAndSayWhereItFailed() throws IOException {
        assertEquals(0, EngineRunner.run(options(), FailingParts.none(), stream(out), stream(err)), this::err);

        final Config result = json();
        final List<? extends Config> disabled = result.getConfigList("disabledStrategies");
        final long failedAt = disabled.get(0).getLong("sequence");
        assertEquals(2, disabled.size());
        assertEquals("fragile", disabled.get(0).getString("strategy"));
        assertEquals("onBook", disabled.get(0).getString("method"));
        assertEquals("java.lang.IllegalStateException", disabled.get(0).getString("exception"));
        assertEquals("unspeakable", disabled.get(1).getString("strategy"));
        assertEquals(2, result.getLong("counters.strategiesDisabled"));
        assertEquals(0, result.getLong("unreconciled"));
        assertEquals(3, result.getLong("orders"));
        final String line = "strategy fragile was disabled at input " + failedAt
                + ": onBook threw java.lang.IllegalStateException at " + FailingParts.Thrower.class.getName();
        final Path trace = temporary.resolve("journal-strategy-1.failure.txt");
        assertEquals(1, err().lines().filter(each -> each.startsWith(line)).count(), this::err);
        assertTrue(err().contains("; its stack trace is in " + trace), this::err);
        assertTrue(Files.readString(trace).contains("java.lang.IllegalStateException: a price\nis missing"));
        assertTrue(Files.readString(trace).contains("\tat io.tiercel.engine.strategy.Strategies.onBook"));
        assertTrue(Files.readString(temporary.resolve("journal-strategy-3.failure.txt"))
                .contains("its text cannot be had: java.lang.IllegalStateException"));
        assertEquals(failedAt, cancelOf(FRAGILE));
        assertEquals(disabled.get(1).getLong("sequence"), cancelOf(UNSPEAKABLE));
        assertTrue(cancelOf(HEALTHY) >= stopped(), "the healthy strategy's order was cancelled before the stop");
    }

    @Test
    void shouldComeToTheSameInReplay() {
        assertEquals(0, EngineRunner.run(options(), FailingParts.none(), stream(out), stream(err)), this::err);
        final Config run = json();
        out.reset();
        err.reset();

        final int exitCode = ReplayRunner.replay(
                new ReplayOptions(journal(), true, true), FailingParts::strategy, stream(out), stream(err));

        assertEquals(0, exitCode, this::err);
        final Config replay = json();
        assertTrue(replay.getBoolean("equal"));
        assertEquals(run.getString("digest"), replay.getString("digest"));
        assertEquals(run.getConfigList("disabledStrategies"), replay.getConfigList("disabledStrategies"));
        assertTrue(err().contains("strategy fragile was disabled at input "), this::err);
        assertFalse(err().contains("stack trace"), this::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldRefuseToResumeFailedStrategyOfRunningEngine(final String layout) throws Exception {
        final CompletableFuture<Runnable> started = new CompletableFuture<>();
        final CompletableFuture<RunResult> ended = CompletableFuture.supplyAsync(() -> runLive(layout, started));
        final Runnable stop = started.applyToEither(ended.thenApply(result -> null), run -> run)
                .get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
        StartedJournal.await(journal(), ended, TIMEOUT_NS);
        try {
            awaitFailure(FRAGILE);

            assertEquals(1, command("resume", "fragile"));
            assertTrue(
                    program.err()
                            .matches("tiercel: resume REFUSED by engine 1 \\(process [0-9]+\\): STRATEGY_FAILED, it"
                                    + " failed and is disabled until the next run: its orders are cancelled, and it is"
                                    + " not called any more\n"),
                    program.err());
            assertEquals(0, command("resume", "healthy"), program::err);
        } finally {
            stop.run();
        }
        final RunResult result = ended.get(TIMEOUT_NS, TimeUnit.NANOSECONDS);

        assertTrue(result.reconciled(), () -> String.valueOf(result.differences()));
        assertEquals("fragile", result.disabled().get(0).strategy());
        assertEquals(result.disabled().size(), result.counters().get(Counter.STRATEGIES_DISABLED));
        assertTrue(Files.exists(temporary.resolve("journal-strategy-1.failure.txt")));
    }

    private RunResult runLive(final String layout, final CompletableFuture<Runnable> started) {
        final LoadedConfiguration loaded = options("engine.layout=" + layout).load(System.getenv());
        return new SessionRunner(
                        loaded, ReferenceData.load(loaded), FailingParts.none(), new Console(stream(err), false))
                .runLive(journal(), temporary.resolve("ledger"), Long.MAX_VALUE, started::complete);
    }

    private RunOptions options(final String... assignments) {
        return new RunOptions(
                configuration(),
                OptionalLong.of(5_000_000_000L),
                OptionalLong.empty(),
                true,
                true,
                Optional.of(journal()),
                true,
                List.of(assignments));
    }

    private Path configuration() {
        final Path reference = Path.of("..", "config", "reference").toAbsolutePath();
        try {
            return Files.writeString(
                    temporary.resolve("t.conf"),
                    String.join(
                            "\n",
                            "engine { maxInstruments = 64, maxBookOrders = 200000, maxBookLevels = 50000",
                            "  orderAnswerTimeout = 60s }",
                            "aeron.directory = \"" + temporary.resolve("aeron") + "\"",
                            "journal { folder = \"" + temporary.resolve("ledger") + "\", blockBytes = 1MiB }",
                            "venues.SIM { id = 1, eventsPerSecond = 2000",
                            "  instruments { KESTREL { startPrice = 101.50 }, MERLIN { startPrice = 23.75 }",
                            "    HOBBY { startPrice = 4.32 }, GYRFALCON { startPrice = 4150.25 } } }",
                            "risk { maxOrderQuantity = 1000, maxOrderNotional = 250000, priceCollarBasisPoints = 1000",
                            "  maxPosition = 5000, maxOpenOrders = 20, maxMessagesPerSecond = 500 }",
                            "strategies {",
                            "  fragile { class = Thrower, parameters { instrument = KESTREL } }",
                            "  healthy { class = Holder, parameters { instrument = KESTREL } }",
                            "  unspeakable { class = Unspeakable, parameters { instrument = KESTREL } } }",
                            "reference { instruments = \"" + reference.resolve("instruments.csv") + "\"",
                            "  ticks = \"" + reference.resolve("ticks.csv") + "\"",
                            "  calendar = \"" + reference.resolve("calendar.csv") + "\" }",
                            "stop.timeout = 60s",
                            ""));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The one input at which an order of this strategy was cancelled. */
    private long cancelOf(final int strategyId) {
        final List<Long> causes = new ArrayList<>();
        try (JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            while (outputs.next() == JournalReader.Result.RECORD) {
                if (outputs.kind() == CancelOrderDecoder.TEMPLATE_ID
                        && new CancelOrderDecoder()
                                        .wrapAndApplyHeader(
                                                outputs.buffer(), outputs.offset(), new MessageHeaderDecoder())
                                        .strategyId()
                                == strategyId) {
                    causes.add(outputs.cause());
                }
            }
        }
        assertEquals(1, causes.size(), causes::toString);
        return causes.get(0);
    }

    private long stopped() {
        return JournalInputs.read(journal()).stream()
                .filter(input -> input.kind() == StopRequestDecoder.TEMPLATE_ID)
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    private void awaitFailure(final int strategyId) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        try (JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            while (true) {
                final JournalReader.Result result = outputs.next();
                if (result == JournalReader.Result.RECORD
                        && outputs.kind() == StrategyFailedDecoder.TEMPLATE_ID
                        && new StrategyFailedDecoder()
                                        .wrapAndApplyHeader(
                                                outputs.buffer(), outputs.offset(), new MessageHeaderDecoder())
                                        .strategyId()
                                == strategyId) {
                    return;
                }
                assertFalse(result == JournalReader.Result.FAULT, () -> String.valueOf(outputs.fault()));
                assertTrue(System.nanoTime() < deadlineNs, "no strategy failed");
                if (result == JournalReader.Result.END) {
                    Thread.yield();
                }
            }
        }
    }

    private int command(final String command, final String strategy) {
        return program.execute(
                "command",
                command,
                strategy,
                "--aeron",
                temporary.resolve("aeron").toString(),
                "--timeout",
                "60s");
    }

    private Path journal() {
        return temporary.resolve("journal");
    }

    private Config json() {
        return ConfigFactory.parseString(out.toString(StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(final ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
