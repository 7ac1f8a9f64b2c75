package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.ClassesAhead;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.FatalHaltException;
import io.tiercel.engine.boot.session.Hang;
import io.tiercel.engine.boot.session.HangResult;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.SessionRunner;
import io.tiercel.engine.boot.session.StopSignal;
import io.tiercel.engine.boot.session.StoppedException;
import io.tiercel.engine.boot.status.Console;
import io.tiercel.engine.boot.strategies.StrategyJars;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the engine from start to stop. */
public final class EngineRunner {
    private EngineRunner() {}

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    public static int run(final RunOptions options, final PrintStream out, final PrintStream err) {
        return run(options, RunParts.STANDARD, out, err);
    }

    static int run(final RunOptions options, final RunParts parts, final PrintStream out, final PrintStream err) {
        final StopSignal signal = options.virtual() ? StopSignal.ofVirtualRun(err) : new StopSignal(err);
        int exitCode = ExitCode.ENVIRONMENT;
        try {
            exitCode = run(options, parts, signal, out, err);
        } catch (final FatalHaltException halt) {
            halt.hang().ifPresent(hang -> tell(hang, options.json(), out, err));
            err.println("tiercel: " + halt.getMessage());
            exitCode = ExitCode.HALTED;
        } catch (final StoppedException stopped) {
            err.println("tiercel: " + stopped.getMessage());
            exitCode = ExitCode.DONE;
        } catch (final EnvironmentException failed) {
            // Before the signal's thread may end the process.
            err.println("tiercel: " + failed.getMessage());
        } finally {
            signal.finish(exitCode);
        }
        return exitCode;
    }

    private static int run(
            final RunOptions options,
            final RunParts parts,
            final StopSignal signal,
            final PrintStream out,
            final PrintStream err) {
        if (!options.virtual()) {
            ClassesAhead.begin();
        }
        final LoadedConfiguration loaded = options.load(System.getenv());
        if (options.virtual() && !loaded.configuration().feeds().isEmpty()) {
            throw new ConfigurationException(List.of("run --virtual has no feeds, but the configuration has feeds."
                    + loaded.configuration().feeds().get(0).name() + "; leave out --virtual, or the feed"));
        }
        StrategyClasses.check(loaded, parts.strategies());
        final StrategyJars jars = StrategyJars.load(loaded);
        final ReferenceData reference = ReferenceData.load(loaded);
        final Path working = Path.of("").toAbsolutePath();
        final long durationNs = options.durationNs().orElse(Long.MAX_VALUE);
        final RunParts withJars = parts.with(jars);
        final RunResult result;
        try (Console console = new Console(err, !options.headless())) {
            final Path journal = options.journal()
                    .map(Path::toAbsolutePath)
                    .orElseGet(() -> SessionRunner.newJournalFolder(loaded.configuration(), working));
            err.println("journal " + journal);
            if (options.virtual()) {
                result = new SessionRunner(loaded, reference, withJars, console)
                        .runVirtual(journal, durationNs, signal::connect);
            } else {
                result = LoggedRun.run(loaded.configuration(), working, journal, err, log -> {
                    final SessionRunner runner = new SessionRunner(loaded, reference, withJars.logging(log), console);
                    return runner.runLive(journal, runner.ledgerFolder(working), durationNs, signal::connect);
                });
            }
        }
        out.println(options.json() ? RunReport.json(result) : RunReport.text(result));
        out.flush();
        result.differences().forEach(difference -> err.println("unreconciled: " + difference));
        return result.reconciled() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private static void tell(
            final HangResult result, final boolean json, final PrintStream out, final PrintStream err) {
        result.differences().forEach(difference -> err.println("unreconciled: " + difference));
        final String text = HangText.json(result);
        try {
            Files.writeString(Hang.file(result.journal()), text + "\n");
        } catch (final IOException failed) {
            err.println("what is known of the hang could not be written: " + failed);
        }
        if (json) {
            out.println(text);
            out.flush();
        }
    }
}
