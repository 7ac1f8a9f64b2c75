package io.tiercel.engine.boot;

import io.tiercel.engine.boot.command.EngineCounters;
import io.tiercel.engine.boot.command.EngineFinder;
import io.tiercel.engine.boot.command.FeedCounters;
import io.tiercel.engine.boot.command.NotReachedException;
import io.tiercel.engine.boot.command.StatusFiles;
import io.tiercel.engine.boot.status.FeedText;
import io.tiercel.engine.boot.status.Screen;
import io.tiercel.engine.boot.status.StatusLines;
import io.tiercel.engine.boot.status.StatusText;
import io.tiercel.engine.boot.strategies.StrategyJarException;
import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.FeedFigures;
import io.tiercel.engine.observe.StatusReader;
import io.tiercel.journal.JournalException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiercel status}. */
@Command(
        name = "status",
        description = "Shows what a running engine looks like: books, strategies, orders, P&L, latency, health;"
                + " or what any engine held, running or not, by its journal.",
        sortOptions = false,
        footer = {
            "",
            "It reads memory that the engine writes anyway, or with JOURNAL files: the engine does not notice.",
            "Exit codes: 0 shown, 1 the engine is dead (its process is there and does nothing), or what is"
                    + " shown of JOURNAL is not all, 2 bad usage or no journal, 3 no engine was found."
        })
final class StatusCommand implements Callable<Integer> {
    private static final long WATCH_INTERVAL_NS = 500_000_000L;
    private static final int STANDARD_OUTPUT = 1;
    private static final String FOOT = "Ctrl-C ends this view; the engine goes on.";

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            paramLabel = "JOURNAL",
            arity = "0..1",
            description =
                    "A journal's folder, or the name of one in the configuration's journal.folder: shows positions,"
                            + " orders, limits, states and last prices, and the input that they are true for.")
    private Path journal;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "With JOURNAL: how far its read model may be behind it before the state is rebuilt"
                    + " (${DEFAULT-VALUE}).")
    private long maxAgeNs;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private ConfigurationOptions configuration;

    @Option(names = "--watch", description = "Again and again, until Ctrl-C or the engine's end.")
    private boolean watch;

    @Option(names = "--counters", description = "Shows the counters of a run's result instead, as they are now.")
    private boolean counters;

    @Option(
            names = "--feeds",
            description = "Shows only what the lanes of feeds have counted, also those of tiercel feed serve; no engine"
                    + " needs to run.")
    private boolean feedsOnly;

    @Spec
    private CommandSpec spec;

    StatusCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (counters && watch) {
            throw new ParameterException(
                    spec.commandLine(), "--counters shows the counters once; leave out --watch, or ask again");
        }
        if (feedsOnly && (counters || watch || journal != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--feeds shows the lanes that run, once; leave out JOURNAL, --watch and --counters");
        }
        if (journal != null) {
            return recorded();
        }
        if (feedsOnly) {
            return feedsOnly();
        }
        try {
            final Path driverFolder = engine.engine(new EngineFinder());
            final StatusReader reader = new StatusReader(StatusFiles.open(driverFolder));
            if (counters) {
                return counters(driverFolder, reader.read(nowNs()));
            }
            return watch ? watch(reader, driverFolder) : once(reader, driverFolder);
        } catch (final NotReachedException nobody) {
            err.println("tiercel: " + nobody.getMessage());
            return ExitCode.ENVIRONMENT;
        }
    }

    private int recorded() {
        if (counters || watch || engine.named()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "JOURNAL is a recorded state; --watch, --counters, --engine-pid and --aeron are of a running"
                            + " engine");
        }
        try {
            final RecordedState state = new RecordedStatus(folder(), maxAgeNs, err).find();
            out.println(engine.json() ? RecordedJson.of(state) : RecordedText.of(state));
            out.flush();
            return state.exitCode();
        } catch (final JournalException wrong) {
            err.println("tiercel: " + wrong.getMessage());
            return wrong.fault() == null ? ExitCode.BAD_INPUT : ExitCode.DIFFERENCE;
        } catch (final StrategyJarException refused) {
            refused.problems().forEach(problem -> err.println("tiercel: the journal's strategy jar: " + problem));
            return ExitCode.BAD_INPUT;
        }
    }

    private Path folder() {
        if (Files.isDirectory(journal) || journal.getNameCount() != 1 || journal.isAbsolute()) {
            return journal;
        }
        final Path run =
                Path.of(configuration.load().configuration().journal().folder()).resolve(journal);
        return Files.isDirectory(run) ? run : journal;
    }

    private int once(final StatusReader reader, final Path driverFolder) {
        final EngineStatus status = reader.read(nowNs());
        out.println(engine.json() ? StatusText.json(status, feeds(driverFolder)) : plain(status, driverFolder));
        out.flush();
        return code(status);
    }

    private static String plain(final EngineStatus status, final Path driverFolder) {
        final String feeds = FeedText.text(feeds(driverFolder));
        return StatusLines.plain(status) + (feeds.isEmpty() ? "" : "\n" + feeds.stripTrailing());
    }

    private int feedsOnly() {
        final List<FeedFigures> found = new ArrayList<>();
        if (engine.named()) {
            found.addAll(counted(engine.engine(new EngineFinder())));
        } else {
            new EngineFinder().running().values().forEach(folder -> found.addAll(counted(folder)));
            found.addAll(served());
        }
        if (found.isEmpty()) {
            err.println("tiercel: no lane of a feed was found"
                    + (engine.named()
                            ? " there; leave out --aeron and --engine-pid to look for all of this user"
                            : "; name the media driver that one uses by --aeron, where aeron.directory says which"));
            return ExitCode.ENVIRONMENT;
        }
        if (engine.json()) {
            final JsonWriter json = new JsonWriter().beginObject();
            FeedText.json(json, found);
            out.println(json.endObject());
        } else {
            out.print(FeedText.text(found));
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** Of the engine's driver, and of feeds that are served here with drivers of their own, whoever takes them. */
    private static List<FeedFigures> feeds(final Path driverFolder) {
        final List<FeedFigures> all = new ArrayList<>(counted(driverFolder));
        all.addAll(served());
        return all;
    }

    private static List<FeedFigures> served() {
        final List<FeedFigures> all = new ArrayList<>();
        EngineFinder.ofFeeds().running().values().forEach(folder -> all.addAll(counted(folder)));
        return all;
    }

    /** Who has just ended has none. */
    private static List<FeedFigures> counted(final Path driverFolder) {
        try {
            return FeedCounters.read(driverFolder);
        } catch (final NotReachedException gone) {
            return List.of();
        }
    }

    private int counters(final Path driverFolder, final EngineStatus status) {
        final Map<String, Long> values = new LinkedHashMap<>();
        EngineCounters.read(driverFolder, status.engineId(), status.processId(), values::put);
        if (values.isEmpty()) {
            throw new NotReachedException("engine " + status.engineId() + " (process " + status.processId()
                    + ") shows no counters in " + driverFolder + ": it has just ended, or is of another version");
        }
        if (engine.json()) {
            final JsonWriter json = new JsonWriter()
                    .beginObject()
                    .put("engine", status.engineId())
                    .put("process", status.processId())
                    .put("state", status.state().name().toLowerCase(Locale.ROOT))
                    .key("counters")
                    .beginObject();
            values.forEach(json::put);
            out.println(json.endObject().endObject());
        } else {
            values.forEach((name, value) -> out.printf(Locale.ROOT, "%-28s %,d%n", name, value));
        }
        out.flush();
        return code(status);
    }

    private int watch(final StatusReader reader, final Path driverFolder) {
        EngineStatus status = reader.read(nowNs());
        try (Screen screen = engine.json() ? null : Screen.of(out, STANDARD_OUTPUT)) {
            while (status.state() != EngineStatus.State.STOPPED && status.state() != EngineStatus.State.DEAD) {
                show(screen, status, driverFolder);
                LockSupport.parkNanos(WATCH_INTERVAL_NS);
                status = reader.read(nowNs());
            }
            show(screen, status, driverFolder);
        }
        err.println("the engine " + (code(status) == ExitCode.DONE ? "has stopped" : "is dead: no sign of life"));
        return code(status);
    }

    private void show(final Screen screen, final EngineStatus status, final Path driverFolder) {
        if (screen != null) {
            screen.show(status, FOOT);
        } else {
            out.println(engine.json() ? StatusText.json(status, feeds(driverFolder)) : plain(status, driverFolder));
            out.flush();
        }
    }

    private static int code(final EngineStatus status) {
        return status.state() == EngineStatus.State.DEAD ? ExitCode.DIFFERENCE : ExitCode.DONE;
    }

    private static long nowNs() {
        final Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
