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

class BookComparisonTest {
    @Test
    void shouldFindAllBooksEqualAndTimeThem() throws InterruptedException {
        final Config figures = measure("--instruments=4", "--live-orders=400");

        assertTrue(figures.getBoolean("resultsEqual"), figures::toString);
        final Config ours = figures.getConfig("instruments4");
        assertTrue(ours.getDouble("tiercel.perSecond.min") > 0);
        assertTrue(ours.getDouble("parityBook.perSecond.min") > 0);
        assertTrue(ours.getDouble("exchangeCore.perSecond.min") > 0);
        assertTrue(ours.getDouble("plain.perSecond.min") > 0);
        final String fastest = ours.getString("fastestPeer");
        assertTrue(fastest.equals("parityBook") || fastest.equals("exchangeCore"), fastest);
        assertEquals(
                figures.getBoolean("goalsMet"),
                ours.getDouble("ratioToFastestPeer.median") >= figures.getDouble("goalRatio"));
        assertFalse(figures.hasPath("instruments1"));
    }

    @Test
    void shouldRefuseRoundsAndSizesThatMeasureNothing() {
        assertThrows(IllegalArgumentException.class, () -> measure("--rounds=0"));
        assertThrows(IllegalArgumentException.class, () -> measure("--instruments=0"));
    }

    private static Config measure(final String... arguments) throws InterruptedException {
        final BookComparison bench = new BookComparison();
        final CommandLine line = new CommandLine(bench).setOverwrittenOptionsAllowed(true);
        final List<String> all =
                new ArrayList<>(List.of("--events=3000", "--checked-events=3000", "--rounds=2", "--warm-up=1"));
        all.add("--core=-1");
        all.addAll(List.of(arguments));
        line.parseArgs(all.toArray(new String[0]));
        final Report report = new Report();
        assertEquals(Bench.OK, bench.measure(report));
        return ConfigFactory.parseString(report.toJson());
    }
}
