package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program on real threads and Aeron IPC. Nothing here depends on how much it gets done in its time. */
final class LiveRunTest {
    @TempDir
    Path temporary;

    private final Program program = new Program();

    @ParameterizedTest
    @CsvSource({"inline, 'tiercel-engine'", "fused, 'tiercel-engine, tiercel-journal, tiercel-core, tiercel-gate'"})
    void shouldEndReconciledAndReplayEqualAndGoOnInTheNextRun(final String layout, final String threads)
            throws IOException {
        final Path journal = temporary.resolve("first");
        assertEquals(0, run(layout, journal, "2s"), program::err);
        assertTrue(program.err().contains("layout " + layout + ", idle "), program::err);
        final Config run = program.json();
        for (final String thread : threads.split(", ")) {
            assertTrue(run.getConfig("allocatedBytes").hasPath(thread), run::toString);
        }
        for (final String hop : List.of("input", "inputRecorded", "ingressToCore", "book", "signals", "strategy")) {
            assertTrue(run.getLong("latencyNs." + hop + ".count") > 0, hop);
        }
        assertEquals(run.getLong("latencyNs.tickToTrade.count"), run.getLong("latencyNs.tickToDecision.count"));
        assertEquals(run.getLong("latencyNs.gate.count"), run.getLong("latencyNs.outputRecorded.count"));
        assertLatenciesAreLogged(run);
        assertTrue(run.getLong("events") > 0);
        assertEquals(0, run.getLong("unreconciled"));

        assertEquals(0, program.execute("replay", journal.toString(), "--verify", "--json"), program::err);
        final Config replay = program.json();
        assertTrue(replay.getBoolean("equal"));
        assertEquals(run.getString("digest"), replay.getString("digest"));
        assertEquals(run.getLong("events"), replay.getLong("events"));
        assertEquals(0, replay.getLong("unrecorded"));

        assertEquals(0, program.execute("journal", "verify", journal.toString()), program::err);
        assertOrdersHaveTimes(journal);

        final Path next = temporary.resolve("second");
        assertEquals(0, run(layout, next, "1ms", "--set", "journal.telemetry=off"), program::err);
        assertFalse(Journals.has(next, Stream.TELEMETRY));
        assertEquals(run.getLong("events") + 1, JournalInputs.read(next).get(0).sequence());
    }

    private void assertLatenciesAreLogged(final Config run) throws IOException {
        final Map<String, Long> counts = new HashMap<>();
        try (HistogramLogReader log =
                new HistogramLogReader(temporary.resolve("first-latency.hlog").toFile())) {
            EncodableHistogram read = log.nextIntervalHistogram();
            while (read != null) {
                counts.merge(read.getTag(), ((Histogram) read).getTotalCount(), Long::sum);
                read = log.nextIntervalHistogram();
            }
        }
        for (final String hop : run.getConfig("latencyNs").root().keySet()) {
            assertEquals(run.getLong("latencyNs." + hop + ".count"), counts.getOrDefault(hop, 0L), hop);
        }
        assertEquals(0, run.getLong("counters.latencyIntervalsLost"));
    }

    /** A busy machine may have missed some. */
    private void assertOrdersHaveTimes(final Path journal) {
        int timed = 0;
        for (int i = 1; i <= 2; i++) {
            assertEquals(
                    0,
                    program.execute("why", "makerKestrel#" + i, "--journal", journal.toString(), "--json"),
                    program::err);
            for (final Config way : program.json().getConfigList("times")) {
                timed += assertMonotone(way) ? 1 : 0;
            }
        }
        assertTrue(timed > 0, "no order has times");
        assertEquals(0, program.execute("why", "makerKestrel#1", "--journal", journal.toString()), program::err);
        assertTrue(program.out().contains("times of each hop"), program::out);
    }

    /** Returns whether times were taken. */
    private static boolean assertMonotone(final Config way) {
        final List<? extends Config> stages = way.getConfigList("stages");
        assertEquals("received", stages.get(0).getString("stage"));
        long beforeNs = 0;
        for (final Config stage : stages) {
            final long timeNs = stage.getLong("timeNs");
            assertTrue(timeNs >= beforeNs, way::toString);
            assertEquals(beforeNs == 0 ? 0 : timeNs - beforeNs, stage.getLong("sincePreviousNs"));
            beforeNs = timeNs;
        }
        if (!way.getIsNull("missing")) {
            return false;
        }
        final List<String> names =
                stages.stream().map(stage -> stage.getString("stage")).toList();
        int at = 0;
        for (final String name : List.of("decided", "checked", "left", "recorded", "done")) {
            assertTrue(names.indexOf(name) > at, way::toString);
            at = names.indexOf(name);
        }
        return true;
    }

    private int run(final String layout, final Path journal, final String duration, final String... settings) {
        final List<String> command = new ArrayList<>(List.of(
                "run",
                "--duration",
                duration,
                "--json",
                "--headless",
                "--journal",
                journal.toString(),
                "--config",
                Path.of("..", "config", "tiercel.conf").toString(),
                "--set",
                "journal.folder=" + temporary.resolve("ledger"),
                "--set",
                "engine.layout=" + layout,
                "--set",
                "journal.blockBytes=1MiB",
                // A machine that is busy with other things may take long to bring the answers.
                "--set",
                "stop.timeout=60s",
                "--set",
                "engine.orderAnswerTimeout=60s"));
        command.addAll(List.of(settings));
        return program.execute(command.toArray(new String[0]));
    }
}
