package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.control.LimitChangeDecoder;
import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.codecs.control.StopRequestDecoder;
import io.tiercel.codecs.control.StrategyFailedDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.codecs.orders.VenueSessionUpDecoder;
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

/** The log of whole live runs, beside their journals. */
@Timeout(300)
final class LoggedRunTest {
    private static final long TIMEOUT_NS = 120_000_000_000L;
    private static final String SECRET = "hunter2-is-no-password";

    @TempDir
    Path temporary;

    private final Program program = new Program();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldLogWhatHappenedWithTheSequenceOfTheJournal(final String layout) throws Exception {
        final RunResult result = killedRun(layout);

        final List<Config> lines = LogLines.read(temporary.resolve("log").resolve("engine-1.jsonl"));
        assertEquals(0, result.counters().get(Counter.LOG_LINES_LOST));
        assertEquals("start", lines.get(0).getString("event"));
        assertEquals("end", lines.get(lines.size() - 1).getString("event"));
        lines.forEach(line -> assertEquals("journal", line.getString("run")));
        assertEquals(inputs(SessionReadyDecoder.TEMPLATE_ID), sequences(lines, "ready"));
        assertEquals(inputs(VenueSessionUpDecoder.TEMPLATE_ID), sequences(lines, "venueSessionUp"));
        assertEquals(inputs(StopRequestDecoder.TEMPLATE_ID), sequences(lines, "stop"));
        assertEquals(inputs(SessionEndDecoder.TEMPLATE_ID), sequences(lines, "sessionEnd"));
        assertEquals(outputs(AlertDecoder.TEMPLATE_ID), sequences(lines, "alert"));
        assertCommands(lines, layout.equals("inline") ? "tiercel-engine" : "tiercel-gate");
        assertFailure(lines);
        assertRefusals(lines);
        assertSecretIsMasked(lines);
    }

    private void assertCommands(final List<Config> lines, final String thread) {
        assertEquals(inputs(LimitChangeDecoder.TEMPLATE_ID, KillDecoder.TEMPLATE_ID), sequences(lines, "command"));
        final List<Config> commands = LogLines.of(lines, "command");
        final Config limit = commands.get(0);
        assertEquals("0", limit.getString("commandId"), "the configuration's");
        assertEquals("greedy", limit.getString("strategy"));
        assertEquals("MAX_ORDER_QUANTITY", limit.getString("limitKind"));
        final Config kill = commands.get(1);
        assertEquals("kill", kill.getString("command"));
        assertEquals("APPLIED", kill.getString("result"));
        assertEquals(thread, kill.getString("thread"));
    }

    private void assertFailure(final List<Config> lines) {
        final List<Long> failed = outputs(StrategyFailedDecoder.TEMPLATE_ID);
        assertEquals(1, failed.size());
        assertEquals(failed, sequences(lines, "strategyFailed"));
        assertEquals(failed, sequences(lines, "strategyDisabled"));
        final Config disabled = LogLines.one(lines, "strategyDisabled");
        assertEquals("fragile", disabled.getString("strategy"));
        assertEquals("java.lang.IllegalStateException", disabled.getString("exception"));
        assertTrue(disabled.getString("stackTrace").contains("a price\nis missing"));
        assertTrue(disabled.getString("stackTrace").contains("FailingParts$Thrower.onBook"));
    }

    /** None is left out: each stands there or is counted. */
    private void assertRefusals(final List<Config> lines) {
        final List<Long> refused = outputs(RiskRejectedDecoder.TEMPLATE_ID);
        final List<Config> first = LogLines.of(lines, "riskRejected");
        final long more = LogLines.of(lines, "riskRejectedMore").stream()
                .mapToLong(line -> line.getLong("count"))
                .sum();
        assertEquals(refused.get(0), first.get(0).getLong("sequence"));
        assertEquals(refused.size(), first.size() + more);
        assertTrue(refused.containsAll(sequences(lines, "riskRejected")));
        assertTrue(refused.containsAll(sequences(lines, "riskRejectedMore")));
    }

    private void assertSecretIsMasked(final List<Config> lines) throws IOException {
        final String key = "strategies.keeper.parameters.apiKey";
        assertEquals(
                "********",
                lines.get(0).getConfig("configuration").root().get(key).unwrapped());
        assertFalse(Files.readString(temporary.resolve("log").resolve("engine-1.jsonl"))
                .contains(SECRET));
    }

    @Test
    void shouldLogHangAndMassCancelOfSupervisor() throws IOException {
        final PartsRun run =
                new PartsRun(temporary, "engine.hangTimeout=200ms", "aeron.directory=" + temporary.resolve("aeron"));
        FailingParts.Looper.release(false);
        final List<Config> lines;
        try {
            assertEquals(4, run.run("Looper", false, FailingParts.none(), "journal", TIMEOUT_NS, 2_000), run::err);
            lines = run.log();
        } finally {
            FailingParts.Looper.release(true);
        }

        final Config hang = LogLines.one(lines, "hang");
        assertEquals("test", hang.getString("strategy"));
        assertEquals("tiercel-supervisor", hang.getString("thread"));
        final Config cancel = LogLines.one(lines, "massCancel");
        assertTrue(cancel.getLong("settledNs") > 0);
        assertTrue(cancel.getString("frame").contains("Looper.onBook"));
        assertEquals(hang.getLong("sequence"), LogLines.one(lines, "failed").getLong("sequence"));
        assertEquals(4, LogLines.one(lines, "end").getInt("exitCode"));
    }

    @Test
    void shouldLogWhatBrokeTheEngine() throws IOException {
        final PartsRun run = new PartsRun(temporary, "engine.hangTimeout=5s");

        assertEquals(4, run.run("Breaker", false, FailingParts.none(), "journal", TIMEOUT_NS, 2_000), run::err);

        final Config failed = LogLines.one(run.log(), "failed");
        assertTrue(run.lastLine().contains("trading ended at input " + failed.getLong("sequence") + " by "), run::err);
        assertTrue(failed.getString("stackTrace").contains("java.lang.InternalError: an invariant\nis broken"));
    }

    @Test
    void shouldTradeOnWhereLogCannotBeWritten() throws IOException {
        Files.writeString(temporary.resolve("log"), "a file where the folder is to be");
        final PartsRun run = new PartsRun(temporary);

        assertEquals(0, run.run("Holder", false, FailingParts.none(), "journal", 1_000_000_000L, 2_000), run::err);

        assertEquals(
                1,
                run.err()
                        .lines()
                        .filter(line -> line.contains("cannot be written"))
                        .count(),
                run::err);
        assertTrue(run.out().matches("(?s).*\"logLinesLost\":[1-9].*"), run::out);
    }

    @Test
    void shouldNotLogOnVirtualTime() {
        final PartsRun run = new PartsRun(temporary);

        assertEquals(0, run.run("Holder", true, FailingParts.none(), "journal", 1_000_000_000L, 2_000), run::err);

        assertFalse(Files.exists(temporary.resolve("log")));
    }

    private RunResult killedRun(final String layout) throws Exception {
        final CompletableFuture<Runnable> started = new CompletableFuture<>();
        final CompletableFuture<RunResult> ended = CompletableFuture.supplyAsync(() -> run(layout, started));
        final Runnable stop = started.applyToEither(ended.thenApply(result -> null), run -> run)
                .get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
        StartedJournal.await(journal(), ended, TIMEOUT_NS);
        try (JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            await(outputs, StrategyFailedDecoder.TEMPLATE_ID);
            assertEquals(
                    0,
                    program.execute(
                            "command",
                            "kill",
                            "--aeron",
                            temporary.resolve("aeron").toString(),
                            "--timeout",
                            "60s"),
                    program::err);
        } finally {
            stop.run();
        }
        return ended.get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
    }

    private RunResult run(final String layout, final CompletableFuture<Runnable> started) {
        final LoadedConfiguration loaded = new RunOptions(
                        configuration(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        true,
                        true,
                        Optional.of(journal()),
                        false,
                        List.of("engine.layout=" + layout, "log.folder=log"))
                .load(System.getenv());
        final PrintStream printer = new PrintStream(err);
        return LoggedRun.run(
                loaded.configuration(),
                temporary,
                journal(),
                printer,
                log -> new SessionRunner(
                                loaded,
                                ReferenceData.load(loaded),
                                FailingParts.none().logging(log),
                                new Console(printer, false))
                        .runLive(journal(), temporary.resolve("ledger"), Long.MAX_VALUE, started::complete));
    }

    /** A strategy that throws, one whose order is always too large, and one that has a secret. */
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
                            "journal.blockBytes = 1MiB",
                            "venues.SIM { id = 1, eventsPerSecond = 2000",
                            "  instruments { KESTREL { startPrice = 101.50 }, MERLIN { startPrice = 23.75 }",
                            "    HOBBY { startPrice = 4.32 }, GYRFALCON { startPrice = 4150.25 } } }",
                            "strategies {",
                            "  fragile { class = Thrower, parameters { instrument = KESTREL } }",
                            "  keeper { class = Holder, enabled = false, parameters { apiKey = \"" + SECRET + "\" } }",
                            "  greedy { class = Holder, parameters { instrument = KESTREL }, risk.maxOrderQuantity = 1 } }",
                            "reference { instruments = \"" + reference.resolve("instruments.csv") + "\"",
                            "  ticks = \"" + reference.resolve("ticks.csv") + "\"",
                            "  calendar = \"" + reference.resolve("calendar.csv") + "\" }",
                            "stop.timeout = 60s",
                            ""));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> sequences(final List<Config> lines, final String event) {
        return LogLines.of(lines, event).stream()
                .map(line -> line.getLong("sequence"))
                .toList();
    }

    private List<Long> inputs(final Integer... kinds) {
        return JournalInputs.read(journal()).stream()
                .filter(input -> List.of(kinds).contains(input.kind()))
                .map(JournalInputs.Input::sequence)
                .toList();
    }

    /** The inputs that caused outputs of this kind. */
    private List<Long> outputs(final int kind) {
        final List<Long> causes = new ArrayList<>();
        try (JournalReader outputs = Journals.read(journal(), Stream.OUTPUT)) {
            while (outputs.next() == JournalReader.Result.RECORD) {
                if (outputs.kind() == kind) {
                    causes.add(outputs.cause());
                }
            }
        }
        return causes;
    }

    private static void await(final JournalReader reader, final int kind) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true) {
            final JournalReader.Result result = reader.next();
            if (result == JournalReader.Result.RECORD && reader.kind() == kind) {
                return;
            }
            assertFalse(result == JournalReader.Result.FAULT, () -> String.valueOf(reader.fault()));
            assertTrue(System.nanoTime() < deadlineNs, () -> "no record of kind " + kind);
            if (result == JournalReader.Result.END) {
                Thread.yield();
            }
        }
    }

    private Path journal() {
        return temporary.resolve("journal");
    }
}
