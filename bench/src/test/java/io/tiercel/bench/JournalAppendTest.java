package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalAppendTest {
    @TempDir
    Path temporary;

    @Test
    void shouldAppendAsManyBytesToAllAndRollInEachTimedWindow() throws Exception {
        final JournalAppend bench = new JournalAppend();
        new CommandLine(bench)
                .parseArgs(
                        "--rounds",
                        "4",
                        "--warm-up",
                        "1",
                        "--appends",
                        "12000",
                        "--folder",
                        temporary.toString(),
                        "--core",
                        "-1");
        final Report report = new Report();

        assertEquals(Bench.OK, bench.measure(report));

        final Config figures = ConfigFactory.parseString(report.toJson());
        assertTrue(figures.getInt("documentBytes") > 64, figures::toString);
        assertTrue(figures.getDouble("disturbed.ratioOfRatesOfAllRounds.median") > 0);
        assertTrue(figures.getDouble("disturbed.ratioOfP99OfAllRounds.max") > 0);
        assertEquals(figures.getInt("disturbed.rounds") > 0, figures.getIsNull("ratioOfRates.median"));
        assertTrue(figures.getInt("journal.disturbedWindows") <= 2 * 4, figures::toString);
        assertTrue(figures.getDouble("bare.latencyNs.p50") > 0);
        assertTrue(figures.getLong("segmentsMadeAhead") >= 4, figures::toString);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(0, left.count());
        }
    }
}
