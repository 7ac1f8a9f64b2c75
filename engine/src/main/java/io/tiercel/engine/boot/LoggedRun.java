package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.log.EngineLog;
import io.tiercel.engine.boot.log.EventLog;
import io.tiercel.engine.boot.log.LogCode;
import io.tiercel.engine.boot.log.LogEvent;
import io.tiercel.engine.boot.session.FatalHaltException;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.StoppedException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A live run in a log that says how it ended, whatever that was. */
final class LoggedRun {
    /** The rest of them is in the run's result. */
    private static final int MAX_DIFFERENCES = 10;

    private LoggedRun() {}

    static RunResult run(
            final EngineConfiguration configuration,
            final Path workingFolder,
            final Path journal,
            final PrintStream err,
            final Function<EventLog, RunResult> run) {
        try (EventLog log = EngineLog.open(
                configuration, workingFolder, journal.getFileName().toString(), err)) {
            try {
                final RunResult result = run.apply(log);
                log.write(end(result));
                return result;
            } catch (final FatalHaltException halt) {
                // Logged where it was known at which input.
                log.write(new LogEvent(LogCode.END).put("exitCode", ExitCode.HALTED));
                throw halt;
            } catch (final StoppedException stopped) {
                log.write(
                        new LogEvent(LogCode.END).put("exitCode", ExitCode.DONE).put("reason", stopped.getMessage()));
                throw stopped;
            } catch (final RuntimeException | Error failed) {
                log.write(new LogEvent(LogCode.FAILED)
                        .put("reason", failed.getMessage())
                        .thrown(failed));
                log.write(new LogEvent(LogCode.END).put("exitCode", Failures.exitCode(failed)));
                throw failed;
            }
        }
    }

    private static LogEvent end(final RunResult result) {
        final LogEvent event = new LogEvent(LogCode.END)
                .put("exitCode", result.reconciled() ? ExitCode.DONE : ExitCode.DIFFERENCE)
                .put("events", result.events())
                .put("orders", result.orders())
                .put("fills", result.fills())
                .put("rejects", result.rejects())
                .put("unreconciled", result.unreconciled());
        final List<String> differences = result.differences();
        for (int i = 0; i < Math.min(MAX_DIFFERENCES, differences.size()); i++) {
            event.put("difference" + (i + 1), differences.get(i));
        }
        final Map<String, Long> counters = new LinkedHashMap<>();
        result.counters().forEach((counter, value) -> {
            if (value != 0) {
                counters.put(counter.label(), value);
            }
        });
        return event.put("counters", counters);
    }
}
