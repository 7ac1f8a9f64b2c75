package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.aeron.Aeron;
import io.tiercel.engine.boot.command.EngineCounters;
import io.tiercel.engine.boot.session.Counter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counters of an engine in another process, while it runs. */
final class CounterRunTest {
    private static final long TIMEOUT_NS = 120_000_000_000L;

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldBeReadableFromAnotherProcess(final String layout) throws Exception {
        final Path driver = temporary.resolve("driver").toAbsolutePath();
        try (TiercelProcess engine = new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--json",
                "--journal",
                temporary.resolve("journal").toString(),
                "--config",
                Path.of("..", "config", "tiercel.conf").toAbsolutePath().toString(),
                "--set",
                "aeron.directory=" + driver,
                "--set",
                "journal.folder=" + temporary.resolve("ledger"),
                "--set",
                "journal.blockBytes=1MiB",
                "--set",
                "journal.rollEvery=200ms",
                "--set",
                "engine.layout=" + layout,
                "--set",
                "stop.timeout=60s",
                "--set",
                "engine.hangTimeout=5s",
                "--set",
                "engine.orderAnswerTimeout=60s")) {
            engine.await("layout " + layout);
            final Config status = awaitSentAndRolled(engine, driver);
            final long sent = status.getLong("counters.messagesSent");
            final long rolls = status.getLong("counters.journalRolls");
            assertTrue(status.getLong("counters.journalRollLastNanos") > 0, status::toString);
            assertEquals("trading", status.getString("state"));
            assertEquals(
                    Stream.of(Counter.values()).map(Counter::label).toList(), names(driver, status.getLong("process")));
            assertEquals(0, program.execute("status", "--counters", "--aeron", driver.toString()), program::err);
            assertTrue(program.out().matches("(?s)inputsRefused +0\n.*messagesSent +[0-9,]+\n.*"), program::out);

            assertEquals(0, engine.stop(), engine::err);
            final Config result = ConfigFactory.parseString(engine.out()).getConfig("counters");
            assertTrue(result.getLong("messagesSent") >= sent, engine::err);
            assertTrue(result.getLong("journalRolls") >= rolls, engine::err);
            assertTrue(
                    result.getLong("journalRollLongestNanos") >= result.getLong("journalRollLastNanos"), engine::err);
            assertEquals(
                    result.root().keySet(), status.getConfig("counters").root().keySet());
        }
    }

    private Config awaitSentAndRolled(final TiercelProcess engine, final Path driver) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (true) {
            final int code = program.execute("status", "--counters", "--json", "--aeron", driver.toString());
            if (code == 0
                    && program.json().getLong("counters.messagesSent") > 0
                    && program.json().getLong("counters.journalRolls") > 0) {
                return program.json();
            }
            // Before its driver is there, and while it prepares itself.
            assertTrue(System.nanoTime() < deadlineNs, () -> program.out() + program.err() + engine.err());
            Thread.yield();
        }
    }

    /** As any program of Aeron's sees them. */
    private static List<String> names(final Path driver, final long processId) {
        final List<String> names = new ArrayList<>();
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString()))) {
            final CountersReader counters = aeron.countersReader();
            counters.forEach((counterId, typeId, key, label) -> {
                if (typeId >= EngineCounters.FIRST_TYPE && typeId <= EngineCounters.LAST_TYPE) {
                    assertEquals(processId, key.getLong(0));
                    assertEquals(typeId - EngineCounters.FIRST_TYPE, names.size());
                    assertTrue(label.startsWith("tiercel engine=1 "), label);
                    names.add(label.substring("tiercel engine=1 ".length()));
                }
            });
        }
        return names;
    }

    @Test
    void shouldNotBeWatched() {
        assertEquals(2, program.execute("status", "--counters", "--watch"));

        assertTrue(program.err().startsWith("tiercel: --counters shows the counters once; "), program.err());
    }
}
