package io.tiercel.engine.boot;

import io.tiercel.engine.boot.ReplayPlan.BadRangeException;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.DisabledStrategies;
import io.tiercel.engine.boot.session.Hang;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.boot.status.ProgressBar;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.boot.strategies.StrategyJarException;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayPace;
import io.tiercel.engine.replay.ReplayRange;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.ReplayStart;
import io.tiercel.engine.replay.story.OrderQuery;
import io.tiercel.engine.replay.story.OrderReplay;
import io.tiercel.engine.replay.story.OrderStory;
import io.tiercel.engine.replay.story.OrderTimes;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.Snapshots;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a journal through the core again. */
public final class ReplayRunner {
    /** Longer than this no input takes, unless its strategy hangs. */
    private static final long STOP_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private ReplayRunner() {}

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    public static int replay(final ReplayOptions options, final PrintStream out, final PrintStream err) {
        return replay(options, ShippedStrategies::factory, out, err);
    }

    static int replay(
            final ReplayOptions options,
            final Function<String, StrategyFactory> strategies,
            final PrintStream out,
            final PrintStream err) {
        try {
            return replayChecked(options, strategies, out, err);
        } catch (final JournalException wrong) {
            if (wrong.fault() == null) {
                err.println("tiercel: " + wrong.getMessage());
                return ExitCode.BAD_INPUT;
            }
            out.println(
                    options.json()
                            ? ReplayReport.json(wrong.fault(), options.verify())
                            : "the journal is damaged before its session was ready, so nothing was run: "
                                    + wrong.fault());
            return ExitCode.DIFFERENCE;
        } catch (final BadRangeException wrong) {
            err.println("tiercel: " + wrong.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final StrategyJarException refused) {
            refused.problems().forEach(problem -> err.println("tiercel: the journal's strategy jar: " + problem));
            return ExitCode.BAD_INPUT;
        }
    }

    /**
     * Runs a journal up to the end of one order.
     *
     * @param err warnings
     */
    static OrderReplay.Result why(final Path journal, final OrderQuery query, final PrintStream err) {
        final JournalHead head = JournalHead.read(journal);
        warnOfOtherCode(head, err);
        final EngineConfiguration configuration = EngineConfiguration.fromResolved(head.configuration());
        final SortedMap<String, Integer> strategyIds = new TreeMap<>();
        configuration.strategies().stream()
                .filter(StrategyConfiguration::enabled)
                .forEach(strategy -> strategyIds.put(strategy.name(), strategy.id()));
        return OrderReplay.run(
                journal,
                query,
                mayBeAhead(configuration),
                (strategies, checks) -> CoreFactory.create(configuration, strategies, checks),
                jars(head).orElse(ShippedStrategies::factory),
                strategyIds,
                head.firstSequence());
    }

    /** When the order of a story came by the stages. */
    static List<OrderTimes.Way> times(final Path journal, final OrderStory story) {
        final String configured = JournalHead.read(journal).configuration().get("journal.telemetry");
        final String none;
        if (configured == null) {
            none = "the journal is of a version that took none";
        } else if (configured.equals("off")) {
            none = "journal.telemetry was off";
        } else {
            none = "the journal has no telemetry: the run was on virtual time, or telemetry could not be written";
        }
        return OrderTimes.read(journal, story, none);
    }

    private static void warnOfOtherCode(final JournalHead head, final PrintStream err) {
        final String ownHash = HexFormat.of().formatHex(EngineCode.running().sha256());
        if (!head.coreHash().equals(ownHash)) {
            err.println("the journal was written by other code: " + head.coreVersion() + " " + head.coreHash()
                    + ", this is " + EngineCode.runningVersion() + " " + ownHash);
        }
    }

    /** Inputs may be in the journal that the core, on a thread of its own, did not come to. */
    private static boolean mayBeAhead(final EngineConfiguration configuration) {
        return configuration.engine().layout() == EngineConfiguration.Layout.FUSED;
    }

    private static int replayChecked(
            final ReplayOptions options,
            final Function<String, StrategyFactory> strategies,
            final PrintStream out,
            final PrintStream err) {
        final JournalHead head = JournalHead.read(options.journal());
        final StrategyJars jars = jars(head);
        final ReplayCode code = ReplayCode.of(head, jars.all(), options.allowCode());
        if (!code.mayRun()) {
            err.println("tiercel: " + code.refusal());
            return ExitCode.BAD_INPUT;
        }
        final JournalSpan span = JournalSpan.find(options.journal());
        final ReplayRange range = ReplayPlan.range(options, span).in(options.journal());
        ReplayPlan.beyond(options.from().orElse(null), options.to().orElse(null), span)
                .forEach(err::println);
        if (Files.exists(Hang.file(options.journal()))) {
            err.println("the run hung: where its strategy did, the same code hangs again, and Ctrl-C ends it; see "
                    + Hang.file(options.journal()));
        }
        final EngineConfiguration configuration = EngineConfiguration.fromResolved(head.configuration());
        final ReplayStart<TradingCore> start =
                start(options, code, range, () -> CoreFactory.create(configuration, jars.orElse(strategies)), err);
        final DisabledStrategies disabled = new DisabledStrategies(configuration.strategies(), start.core());
        final ProgressBar bar = new ProgressBar(err);
        final ReplayConductor conductor = new ReplayConductor(options.speed(), range, span, bar);
        final StopSignal signal = new StopSignal(STOP_TIMEOUT_NS, () -> {
            err.println("tiercel: input " + conductor.sequence() + " did not come to its end within 10 s after the"
                    + " signal, so the replay has no result: the strategy or the core hangs there");
            return ExitCode.DIFFERENCE;
        });
        int exitCode = ExitCode.ENVIRONMENT;
        try {
            signal.connect(conductor::stop);
            final ReplayResult result = run(options, configuration, start, range, conductor);
            bar.close();
            exitCode = tell(options, new ReplayReport(options, code, span, result), result, disabled, out, err);
        } finally {
            bar.close();
            signal.finish(exitCode);
        }
        return exitCode;
    }

    /** A snapshot is a state of the code that wrote the journal: another one might not have come to it. */
    private static ReplayStart<TradingCore> start(
            final ReplayOptions options,
            final ReplayCode code,
            final ReplayRange range,
            final Supplier<TradingCore> cores,
            final PrintStream err) {
        if (options.from().isEmpty()) {
            return ReplayStart.atBeginning(cores.get());
        }
        if (!code.same()) {
            if (!Snapshots.newestFirst(options.journal()).isEmpty()) {
                err.println("the snapshots are of the code that wrote the journal, which this is not: replayed from the"
                        + " beginning");
            }
            return ReplayStart.atBeginning(cores.get());
        }
        return ReplayStart.before(options.journal(), range, cores, err::println);
    }

    private static ReplayResult run(
            final ReplayOptions options,
            final EngineConfiguration configuration,
            final ReplayStart<TradingCore> start,
            final ReplayRange range,
            final ReplayPace pace) {
        final boolean ahead = configuration.engine().layout() == EngineConfiguration.Layout.FUSED;
        return options.verify()
                ? JournalReplay.verify(options.journal(), start, ahead, range, pace)
                : JournalReplay.run(options.journal(), start, ahead, range, pace);
    }

    private static int tell(
            final ReplayOptions options,
            final ReplayReport report,
            final ReplayResult result,
            final DisabledStrategies disabled,
            final PrintStream out,
            final PrintStream err) {
        if (options.ranged()
                && result.events() == 0
                && result.equal()
                && !result.coverage().stopped()) {
            err.println("tiercel: " + report.nothingInRange());
            return ExitCode.BAD_INPUT;
        }
        disabled.tell(null, err);
        out.println(options.json() ? report.json(disabled) : report.text());
        out.flush();
        return result.equal() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** The code that ran, out of the journal itself; the files it came from are not looked at. */
    static StrategyJars jars(final JournalHead head) {
        return StrategyJars.of(head.documents().stream()
                .filter(document -> document.name().startsWith(StrategyJar.DOCUMENTS))
                .map(document -> StrategyJar.of(document.name(), document.bytes()))
                .toList());
    }
}
