package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ScalingTest {
    /** The last size has more instruments than one list of a strategy's configuration can name. */
    @Test
    void shouldHoldEachSizeAgainstTheFirst() throws InterruptedException {
        final Config figures = measure("--sizes=4x400,300x30000", "--access=uniform,zipf,zipf-even");

        assertTrue(figures.getBoolean("sameDigestInAllRounds"), figures::toString);
        for (final String access : List.of("uniform", "zipf", "zipfEven")) {
            final Config sizes = figures.getConfig(access);
            assertEquals(4, sizes.getInt("size1.instruments"));
            assertEquals(1, sizes.getDouble("size1.ratioToFirst.max"));
            assertEquals(300, sizes.getInt("size2.instruments"));
            assertEquals(30_000, sizes.getInt("size2.liveOrdersAtEnd"), 300);
            assertTrue(sizes.getDouble("size2.nsPerEvent.min") > 0);
            assertEquals(sizes.getDouble("ratioLastToFirst.median"), sizes.getDouble("size2.ratioToFirst.median"));
            assertEquals(
                    sizes.getBoolean("goalsMet"),
                    sizes.getDouble("ratioLastToFirst.median") <= sizes.getDouble("goalRatio"));
        }
        assertNotEquals(figures.getString("uniform.size2.digest"), figures.getString("zipf.size2.digest"));
        assertNotEquals(figures.getString("zipfEven.size2.digest"), figures.getString("zipf.size2.digest"));
    }

    @Test
    void shouldMeasureTheAccessThatIsAskedFor() throws InterruptedException {
        final Config figures = measure("--sizes=4x400", "--access=zipf");

        assertTrue(figures.getBoolean("goalsMet"), figures::toString);
        assertEquals(2, figures.getDouble("zipf.goalRatio"));
        assertFalse(figures.hasPath("uniform"));
    }

    @Test
    void shouldRefuseWhatMeasuresNothing() {
        assertThrows(IllegalArgumentException.class, () -> measure("--rounds=0"));
        assertThrows(IllegalArgumentException.class, () -> measure("--lead-in=0"));
        assertThrows(IllegalArgumentException.class, () -> measure("--sizes=10"));
        assertThrows(IllegalArgumentException.class, () -> measure("--sizes=0x100"));
        assertThrows(IllegalArgumentException.class, () -> measure("--sizes=100x100"));
    }

    private static Config measure(final String... arguments) throws InterruptedException {
        final Scaling bench = new Scaling();
        final CommandLine line =
                new CommandLine(bench).setOverwrittenOptionsAllowed(true).setCaseInsensitiveEnumValuesAllowed(true);
        final List<String> all = new ArrayList<>(
                List.of("--events=4000", "--lead-in=500", "--windows=2", "--rounds=2", "--warm-up=0", "--core=-1"));
        all.addAll(List.of(arguments));
        line.parseArgs(all.toArray(new String[0]));
        final Report report = new Report();
        assertEquals(Bench.OK, bench.measure(report));
        return ConfigFactory.parseString(report.toJson());
    }
}
