package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FeedComparisonTest {
    @Test
    void shouldFindBooksAndFieldsOfAllEqualAndTimeThem() throws InterruptedException {
        final Config figures = measure("--part=books_1,decode,mdp3,dbn");

        assertTrue(figures.getBoolean("resultsEqual"), figures::toString);
        for (final String place : List.of(
                "books_1.tiercel",
                "books_1.tiercelLane",
                "books_1.juncture",
                "decode.tiercel",
                "decode.juncture",
                "mdp3.tiercel",
                "mdp3.floor",
                "dbn.tiercel",
                "dbn.bareReading",
                "dbn.books")) {
            assertTrue(figures.getDouble(place + ".perSecond.min") > 0, place);
        }
        assertFalse(figures.hasPath("books_1000"));
    }

    @Test
    void shouldTakeAPacketForEachMessage() throws InterruptedException {
        final Config figures = measure("--part=books_1", "--packet-bytes=0");

        assertTrue(figures.getBoolean("resultsEqual"), figures::toString);
        assertEquals(3_000, figures.getInt("books_1.packets"));
    }

    @Test
    void shouldRefuseWhatMeasuresNothing() {
        assertThrows(IllegalArgumentException.class, () -> measure("--rounds=0"));
        assertThrows(IllegalArgumentException.class, () -> measure("--packet-bytes=70000"));
    }

    private static Config measure(final String... arguments) throws InterruptedException {
        final FeedComparison bench = new FeedComparison();
        final CommandLine line =
                new CommandLine(bench).setOverwrittenOptionsAllowed(true).setCaseInsensitiveEnumValuesAllowed(true);
        final List<String> all = new ArrayList<>(List.of("--messages=3000", "--rounds=2", "--warm-up=1", "--core=-1"));
        all.addAll(List.of(arguments));
        line.parseArgs(all.toArray(new String[0]));
        final Report report = new Report();
        // What is not warm may allocate.
        bench.measure(report);
        return ConfigFactory.parseString(report.toJson());
    }
}
