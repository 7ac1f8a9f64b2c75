package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import io.tiercel.engine.boot.session.Counter;
import io.tiercel.journal.JournalVerifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on virtual time, as a script sees it. */
final class VirtualRunTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldTradeAndPrintWhatScriptsRelyOn() throws IOException {
        final Path journal = temporary.resolve("journal");

        assertEquals(0, run(journal, 7), program::err);

        final Config result = program.json();
        assertTrue(result.getLong("events") > 1_000);
        assertTrue(result.getLong("orders") > 0);
        assertTrue(result.getLong("fills") > 0);
        assertTrue(result.getLong("rejects") >= 0);
        assertEquals(0, result.getLong("unreconciled"));
        final Path venueLog = Path.of(result.getString("venueLog"));
        assertTrue(Files.size(venueLog) > 0);
        assertEquals(journal.toAbsolutePath().toString(), result.getString("journal"));
        final Config position = result.getConfigList("positions").get(0);
        assertEquals(
                position.getString("instrument"),
                position.getString("strategy").substring("maker".length()).toUpperCase(Locale.ROOT));
        assertTrue(position.hasPath("quantity"));
        for (final String money : new String[] {"realised", "unrealised", "fees"}) {
            assertEquals(ConfigValueType.STRING, result.getValue("pnl." + money).valueType());
            assertTrue(new BigDecimal(result.getString("pnl." + money)).scale() <= 9, money);
        }
        assertTrue(result.getString("pnl.currency").matches("[A-Z]{3}"));
        assertTrue(result.getString("digest").matches("[0-9a-f]{16}"), result.getString("digest"));
        for (final String percentile : new String[] {"p50", "p99", "p999", "max"}) {
            assertTrue(result.getLong("latencyNs.tickToTrade." + percentile) >= 0);
        }
        assertEquals(
                Stream.of(Counter.values()).map(Counter::label).collect(Collectors.toSet()),
                result.getObject("counters").keySet());
        assertTrue(result.getLong("counters.messagesSent") >= result.getLong("orders"));
        assertEquals(0, result.getLong("counters.messagesLost"));
        assertTrue(result.hasPath("allocatedBytes"));
    }

    @Test
    void shouldComeToSameDigestFromSameSeedAndToAnotherFromAnother() {
        run(temporary.resolve("first"), 7);
        final Config first = program.json();
        run(temporary.resolve("second"), 7);
        final Config second = program.json();
        run(temporary.resolve("third"), 8);
        final Config third = program.json();

        assertEquals(first.getString("digest"), second.getString("digest"));
        assertEquals(first.getLong("events"), second.getLong("events"));
        assertEquals(first.getValue("pnl"), second.getValue("pnl"));
        assertNotEquals(first.getString("digest"), third.getString("digest"));
    }

    @Test
    void shouldReplayJournalWithConfigurationGone() throws IOException {
        final Path copy = temporary.resolve("config");
        copy(Path.of("..", "config"), copy);
        final Path journal = temporary.resolve("journal");
        assertEquals(0, program.execute(Program.virtualRun(copy.resolve("tiercel.conf"), journal, 7)), program::err);
        final Config run = program.json();
        delete(copy);

        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"), program::err);

        final Config replay = program.json();
        assertTrue(replay.getBoolean("equal"));
        assertEquals(run.getString("digest"), replay.getString("digest"));
        assertEquals(run.getLong("events"), replay.getLong("events"));
        assertTrue(replay.getLong("outputs") > run.getLong("orders"));
        assertEquals(0, replay.getLong("unrecorded"));
        assertTrue(replay.getIsNull("firstDivergence"));
        assertTrue(replay.getLong("eventsPerSecond") > 0);
    }

    @Test
    void shouldWriteWholeJournalThatEndsWithSession() {
        final Path journal = temporary.resolve("journal");
        run(journal, 7);

        assertTrue(new JournalVerifier(journal).verify().clean());
    }

    private int run(final Path journal, final long seed) {
        return program.execute(Program.virtualRun(Path.of("..", "config", "tiercel.conf"), journal, seed));
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
