package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiercel.journal.dump.JournalDump;
import io.tiercel.journal.dump.Selection;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers that the tables are made for, where Python has them: {@code TIERCEL_TEST_PYTHON}, else python3. */
final class PandasReadTest {
    private static final long SEED = 4_711;
    private static final String PYTHON = Objects.requireNonNullElse(System.getenv("TIERCEL_TEST_PYTHON"), "python3");

    @TempDir
    private Path parent;

    @Test
    void shouldGiveToPandasAndPolarsWhatTheDumpSays() throws Exception {
        assumeTrue(
                run("-c", "import pandas, polars, pyarrow").code == 0,
                PYTHON + " has no pandas, polars and pyarrow: the tables are read back by the tests' own reader only;"
                        + " pip install them, or name a Python that has them in TIERCEL_TEST_PYTHON");
        final Path journal = parent.resolve("journal");
        OddJournal.write(journal, SEED, 30);
        final Path dump = parent.resolve("dump.jsonl");
        try (Writer writer = Files.newBufferedWriter(dump)) {
            new JournalDump(journal).writeTo(writer);
        }
        for (final ExportFormat format : ExportFormat.values()) {
            new JournalExport(journal, format, parent.resolve(format.name()), false, new Selection()).run(any -> true);
        }

        final Output output = run(
                Path.of(PandasReadTest.class.getResource("/compare_tables.py").toURI())
                        .toString(),
                dump.toString(),
                parent.resolve("PARQUET").toString(),
                parent.resolve("CSV").toString());

        assertEquals(0, output.code, () -> "seed " + SEED + ": " + output.text);
        assertTrue(output.text.startsWith("equal: "), output.text);
    }

    private record Output(int code, String text) {}

    private Output run(final String... arguments) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(PYTHON);
        builder.command().addAll(List.of(arguments));
        final Path log = Files.createTempFile(parent, "python", ".log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        final Process process;
        try {
            process = builder.start();
        } catch (final IOException absent) {
            return new Output(-1, absent.getMessage());
        }
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Output(-1, "not done after 5 minutes");
        }
        return new Output(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
