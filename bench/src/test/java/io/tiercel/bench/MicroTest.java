package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tiercel.bench.micro.MicroRun.Figure;
import io.tiercel.bench.micro.MicroRun.Length;
import io.tiercel.bench.report.Report;
import io.tiercel.engine.signal.SignalSpec;
import io.tiercel.engine.signal.StandardSignals;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MicroTest {
    private static final String LOCK = "jmh.ignoreLock";
    private static final Length MOMENT = new Length(0, 0, 1, 1);
    private static final Length LONG_ENOUGH = new Length(0, 2, 3, 100);

    /** The harness lets one run at a time on a machine; these are over in moments, and no figure is taken from them. */
    @BeforeAll
    static void shouldNotWaitForOtherBuilds() {
        System.setProperty(LOCK, "true");
    }

    @AfterAll
    static void shouldLeaveNothingBehind() {
        System.clearProperty(LOCK);
    }

    @Test
    void shouldMeasureEachStructure() throws Exception {
        final Config figures = run(MOMENT);

        for (final String name : List.of(
                "book.addDeleteNearBest(1x5000)",
                "book.addDeleteAtDepth(100x50000)",
                "book.execute(100x50000)",
                "risk.checkNew",
                "order.newAcceptFill",
                "codec.encodeAdd",
                "codec.decodeAdd",
                "codec.encodeOrder",
                "codec.decodeOrder",
                "journal.append(64)",
                "journal.append(256)",
                "timer.scheduleCancel",
                "timer.scheduleExpire",
                "digest.mix64")) {
            final Config figure = figures.getConfig("\"" + name + "\"");
            assertTrue(figure.getDouble("nsPerOperation") > 0, name);
            assertTrue(figure.hasPath("bytesPerOperation"), name);
        }
        assertEquals(standardSignals(), measuredSignals(figures));
    }

    @Test
    void shouldSeeNoAllocationOfOursAndOneOfTheControl() throws Exception {
        final Config ours = run(LONG_ENOUGH, "digest", "codec.decodeOrder");
        final Config control = run(LONG_ENOUGH, "allocating");

        assertEquals("none", ours.getString("allocating"));
        assertEquals(2, ours.getInt("operations"));
        assertEquals("allocating.make", control.getString("allocating"));
        assertTrue(control.getDouble("\"allocating.make\".bytesPerOperation") >= 16);
    }

    @Test
    void shouldMissWithTheControl() throws Exception {
        assertEquals(Bench.MISSED, micro("allocating").measure(new Report(), LONG_ENOUGH));
    }

    @Test
    void shouldTakeUnknownBytesForAMiss() {
        assertTrue(new Figure("a", 1, 0, Double.NaN, 9).allocates());
        assertTrue(new Figure("a", 1, 0, 0.001, 9).allocates());
        assertFalse(new Figure("a", 1, 0, 0, 9).allocates());
    }

    @Test
    void shouldNameWhatThereIsWhenANameIsUnknown() {
        final IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> run(MOMENT, "digest", "bok"));

        assertTrue(failure.getMessage().startsWith("no microbenchmark bok; there are "), failure.getMessage());
        assertTrue(failure.getMessage().contains("book.execute"), failure.getMessage());
    }

    private static Config run(final Length length, final String... names) throws Exception {
        final Report report = new Report();
        micro(names).measure(report, length);
        return ConfigFactory.parseString(report.toJson());
    }

    private static Micro micro(final String... names) {
        final Micro bench = new Micro();
        new CommandLine(bench).parseArgs(names);
        return bench;
    }

    private static Set<String> standardSignals() {
        return Arrays.stream(StandardSignals.class.getMethods())
                .filter(method -> method.getReturnType() == SignalSpec.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> measuredSignals(final Config figures) {
        return figures.root().keySet().stream()
                .filter(name -> name.startsWith("signal.update("))
                .map(name -> name.substring(name.indexOf('(') + 1, name.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
