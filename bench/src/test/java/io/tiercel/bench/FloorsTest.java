package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FloorsTest {
    private static final List<String> FLOORS = List.of(
            "nanoTime",
            "cacheLineRoundTrip",
            "dependentRead1MiB",
            "dependentRead8MiB",
            "dependentRead512MiB",
            "disruptorRoundTrip",
            "aeronIpcEcho",
            "aeronUdpEcho",
            "chronicleAppend64",
            "chronicleAppend256",
            "chronicleTail64",
            "chronicleTail256");

    @TempDir
    Path temporary;

    @Test
    void shouldTakeEveryWindowOfEveryFloor() throws Exception {
        final Floors bench = new Floors();
        new CommandLine(bench)
                .parseArgs(
                        "--windows",
                        "2",
                        "--warm-up",
                        "1",
                        "--operations",
                        "20",
                        "--folder",
                        temporary.toString(),
                        "--core",
                        "-1",
                        "--partner-core",
                        "-1");
        final Report report = new Report();

        assertEquals(Bench.OK, bench.measure(report));

        final Config figures = ConfigFactory.parseString(report.toJson());
        for (final String floor : FLOORS) {
            final Config clean = figures.getConfig(floor);
            final Config disturbed = clean.getConfig("disturbed");
            assertEquals(2, clean.getInt("windows") + disturbed.getInt("windows"), floor);
            final Config some = clean.getInt("windows") > 0 ? clean : disturbed;
            assertTrue(some.getDouble("perSecond.min") > 0, floor);
            assertTrue(some.getDouble("p50Ns.min") <= some.getDouble("p99Ns.max"), floor);
            assertEquals(floor.equals("disruptorRoundTrip"), some.hasPath("oneWayPerSecond.median"), floor);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(0, left.count());
        }
    }
}
