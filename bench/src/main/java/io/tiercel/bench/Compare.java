package io.tiercel.bench;

import io.tiercel.bench.suite.Comparison;
import io.tiercel.bench.suite.Row;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What moved between two runs of a suite. */
@Command(name = "compare", description = "What moved since the baseline, or between two files that quick --json wrote.")
final class Compare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "Rows of the new run.")
    private Path file;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Rows of the old one (${DEFAULT-VALUE}).")
    private Path baseline = Path.of("bench", "baseline.json");

    @Override
    public Integer call() {
        System.out.print(Comparison.of(rows(baseline), rows(file)));
        return Bench.OK;
    }

    private static List<Row> rows(final Path file) {
        try {
            return Row.fromJson(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (final NoSuchFileException absent) {
            throw new IllegalArgumentException(file + " is not there: bench quick --json FILE writes one");
        } catch (final IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + DiskFailure.text(unreadable)
                            + "; name a file that bench quick --json FILE wrote",
                    unreadable);
        } catch (final IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage());
        }
    }
}
