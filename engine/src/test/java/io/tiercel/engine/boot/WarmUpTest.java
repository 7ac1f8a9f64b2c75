package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.boot.strategies.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole live runs that warm up before. */
@Timeout(300)
final class WarmUpTest {
    private static final long RUN_NS = 300_000_000L;

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @ParameterizedTest
    @ValueSource(strings = {"inline", "fused"})
    void shouldTradeBeforeAndLeaveNothingOfItInTheRun(final String layout) throws IOException {
        final Set<Path> before = temporaryFolders();

        final boolean counted = layout.equals("inline");
        final String counting = counted ? "count" : "off";
        assertEquals(
                0,
                run("--set", "engine.layout=" + layout, "--set", "engine.deoptimisations=" + counting),
                program::err);

        final Config start = program.json().getConfig("start");
        assertTrue(start.getLong("warmUpInputs") > 0, program::out);
        assertTrue(start.getLong("warmUpMs") > 0, program::out);
        assertTrue(start.getLong("toReadyMs") > 0, program::out);
        assertEquals(counted, start.hasPath("deoptimisations"), program::out);
        assertTrue(program.err().lines().anyMatch(line -> line.matches("ready after .* s of it warm-up: .* inputs.*")));
        final String digest = program.json().getString("digest");
        assertTrue(before.containsAll(temporaryFolders()), "left behind");
        assertEquals(0, program.execute("replay", temporary.resolve("journal").toString(), "--verify", "--json"));
        assertEquals(digest, program.json().getString("digest"));
    }

    @Test
    void shouldEndAtOnceAndCleanWhenItIsStoppedMeanwhile() throws Exception {
        try (TiercelProcess engine = process("20s")) {
            engine.await("layout ");

            assertEquals(0, engine.stop(), engine::err);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().contains("warm-up")));
        }
    }

    @Test
    void shouldEndCleanWhenTheRunIsStoppedAfterIt() throws Exception {
        try (TiercelProcess engine = process("500ms")) {
            engine.await("ready after ");

            assertEquals(0, engine.stop(), engine::err);
        }
    }

    private TiercelProcess process(final String warmUp) {
        final Path configuration =
                Path.of("..", "config", "tiercel.conf").toAbsolutePath().normalize();
        return new TiercelProcess(
                temporary,
                "engine",
                "run",
                "--headless",
                "--json",
                "--config",
                configuration.toString(),
                "--set",
                "journal.blockBytes=1MiB",
                "--set",
                "engine.warmUp=" + warmUp);
    }

    @Test
    void shouldSayThatARunIsCold() {
        assertEquals(0, run("--set", "engine.warmUp=0s"), program::err);

        assertEquals(0, program.json().getConfig("start").getLong("warmUpInputs"));
        assertTrue(program.err().lines().anyMatch(line -> line.endsWith("s, without a warm-up")), program::err);
    }

    @Test
    void shouldRefuseToStartWithAStrategyThatDoesNotReturn() {
        final PartsRun runs =
                new PartsRun(temporary, "engine.warmUp=1s", "engine.readyWithin=0s", "engine.layout=inline");
        FailingParts.Looper.release(false);
        try {
            assertEquals(3, runs.run("Looper", false, FailingParts.none(), "journal", RUN_NS, 5_000), runs::err);
        } finally {
            FailingParts.Looper.release(true);
        }

        assertTrue(runs.lastLine().contains("the warm-up made no round for 5 s and stands at "), runs::err);
        assertTrue(runs.lastLine().contains("Looper.onBook"), runs::err);
        assertTrue(runs.lastLine().endsWith("start again, or set engine.warmUp = 0s"), runs::err);
    }

    @Test
    void shouldRefuseToStartWithACoreThatBreaks() {
        final PartsRun runs =
                new PartsRun(temporary, "engine.warmUp=5s", "engine.readyWithin=0s", "engine.layout=inline");

        assertEquals(3, runs.run("Breaker", false, FailingParts.none(), "journal", RUN_NS, 5_000), runs::err);

        assertTrue(runs.lastLine().contains("the warm-up failed: "), runs::err);
        assertTrue(runs.lastLine().contains("an invariant"), runs::err);
    }

    @Test
    void shouldTellOfAStrategyThatFailsBeforeItDoesInTheRun() {
        final PartsRun runs =
                new PartsRun(temporary, "engine.warmUp=5s", "engine.readyWithin=0s", "engine.layout=inline");
        final RunParts parts = FailingParts.none();

        assertEquals(0, runs.run("Thrower", false, parts, "journal", RUN_NS, 5_000), runs::err);

        assertTrue(runs.err().contains("strategy test failed in the warm-up: "), runs::err);
    }

    @Test
    void shouldLeaveOutAStrategyWhoseJarCouldKeepWhatItLearns() throws IOException {
        final String counting = UserJar.IDLE.replace(
                "Strategy {", "Strategy {\n" + "    private static final long[] SEEN = new long[1];");
        UserJar.write(temporary, "counting.jar", counting);
        final Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        final Path configuration = Files.writeString(temporary.resolve("own.conf"), """
                include file("%s")
                reference { instruments = "%s", ticks = "%s", calendar = "%s", positions = "%s" }
                strategies.own { jar = counting.jar, class = acme.Idle, parameters { instrument = KESTREL } }
                """.formatted(
                        shipped.resolve("tiercel.conf"),
                        shipped.resolve("reference/instruments.csv"),
                        shipped.resolve("reference/ticks.csv"),
                        shipped.resolve("reference/calendar.csv"),
                        shipped.resolve("reference/positions.csv")));

        assertEquals(0, runWith(configuration), program::err);

        assertTrue(
                program.err()
                        .contains("strategy own takes no part in the warm-up: what it keeps in acme.Idle.SEEN would"
                                + " stay for the run"),
                program::err);
    }

    private static Set<Path> temporaryFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(file -> file.getFileName().toString().startsWith("tiercel-warm-up-"))
                    .collect(Collectors.toSet());
        }
    }

    private int run(final String... more) {
        return runWith(Path.of("..", "config", "tiercel.conf"), more);
    }

    private int runWith(final Path configuration, final String... more) {
        final Stream<String> all = Stream.concat(
                Stream.of(
                        "run",
                        "--duration",
                        "1s",
                        "--json",
                        "--headless",
                        "--journal",
                        temporary.resolve("journal").toString(),
                        "--config",
                        configuration.toString(),
                        "--set",
                        "journal.folder=" + temporary.resolve("ledger"),
                        "--set",
                        "journal.blockBytes=1MiB",
                        "--set",
                        "engine.warmUp=1s",
                        "--set",
                        "engine.readyWithin=0s",
                        "--set",
                        "stop.timeout=60s"),
                Stream.of(more));
        return program.execute(all.toArray(String[]::new));
    }
}
