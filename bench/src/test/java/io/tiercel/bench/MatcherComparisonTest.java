package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MatcherComparisonTest {
    @Test
    void shouldFindAllMatchersEqualAndTimeThem() throws InterruptedException {
        final Config figures = measure("--live-orders=200");

        assertTrue(figures.getBoolean("resultsEqual"), figures::toString);
        for (final String mix : List.of("moves", "adds")) {
            final Config ofMix = figures.getConfig(mix);
            assertTrue(ofMix.getLong("trades") > 20, figures::toString);
            for (final String each : List.of("tiercel", "exchangeCore", "parityMatch", "plain")) {
                assertTrue(ofMix.getDouble(each + ".perSecond.min") > 0);
                assertTrue(ofMix.getDouble(each + ".p99Ns.median") >= ofMix.getDouble(each + ".p50Ns.median"));
            }
            assertTrue(ofMix.getDouble("clock.p50Ns.median") > 0);
            assertTrue(ofMix.getDouble("ratioToParityMatch.median") > 0);
        }
    }

    @Test
    void shouldRefuseRoundsAndSizesThatMeasureNothing() {
        assertThrows(IllegalArgumentException.class, () -> measure("--operations=0"));
        assertThrows(IllegalArgumentException.class, () -> measure("--checked-operations=-1"));
        assertThrows(IllegalArgumentException.class, () -> measure("--live-orders=1"));
    }

    private static Config measure(final String... arguments) throws InterruptedException {
        final MatcherComparison bench = new MatcherComparison();
        final List<String> all = new ArrayList<>(
                List.of("--operations=3000", "--checked-operations=3000", "--rounds=2", "--warm-up=1", "--core=-1"));
        all.addAll(List.of(arguments));
        new CommandLine(bench).setOverwrittenOptionsAllowed(true).parseArgs(all.toArray(new String[0]));
        final Report report = new Report();
        assertEquals(Bench.OK, bench.measure(report));
        return ConfigFactory.parseString(report.toJson());
    }
}
