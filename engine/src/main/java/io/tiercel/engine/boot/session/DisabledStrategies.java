package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.log.EventLog;
import io.tiercel.engine.boot.log.LogCode;
import io.tiercel.engine.boot.log.LogEvent;
import io.tiercel.engine.boot.log.StackTraces;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.strategy.StrategyFailure;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Strategies that failed, for people: a line each, and what was thrown, with its stack trace, in a file beside the
 * journal. The core only keeps what a strategy threw; its text is the strategy's own, may differ from run to run, and
 * is asked for here and nowhere else.
 */
public final class DisabledStrategies {
    private final List<StrategyConfiguration> strategies;
    private final TradingCore core;
    private final boolean[] told;
    private final boolean[] logged;

    /** @param strategies those of {@code core}, by rising id from 1 */
    public DisabledStrategies(final List<StrategyConfiguration> strategies, final TradingCore core) {
        this.strategies = strategies;
        this.core = core;
        told = new boolean[strategies.size()];
        logged = new boolean[strategies.size()];
    }

    /** A strategy that is disabled. */
    public record Disabled(String strategy, StrategyFailure failure) {}

    /** All of them, by rising id. */
    public List<Disabled> list() {
        final List<Disabled> disabled = new ArrayList<>();
        for (final StrategyConfiguration strategy : strategies) {
            final StrategyFailure failure = core.strategies().failure(strategy.id());
            if (failure != null) {
                disabled.add(new Disabled(strategy.name(), failure));
            }
        }
        return disabled;
    }

    /**
     * Prints a line for each that was not printed yet.
     *
     * @param journal the run's journal, beside which stack traces go; null where there is no run
     */
    public void tell(final Path journal, final PrintStream err) {
        for (int i = 0; i < told.length; i++) {
            final StrategyConfiguration strategy = strategies.get(i);
            final StrategyFailure failure = core.strategies().failure(strategy.id());
            if (failure != null && !told[i]) {
                told[i] = true;
                err.println(line(strategy, failure, core.failure(strategy.id()), journal));
            }
        }
    }

    /** Logs each that was not logged yet, with what was thrown. */
    void log(final EventLog log) {
        for (int i = 0; i < logged.length; i++) {
            final StrategyConfiguration strategy = strategies.get(i);
            final StrategyFailure failure = core.strategies().failure(strategy.id());
            if (failure != null && !logged[i]) {
                logged[i] = true;
                final LogEvent event = new LogEvent(LogCode.STRATEGY_DISABLED)
                        .sequence(failure.sequence())
                        .put("strategyId", strategy.id())
                        .put("strategy", strategy.name())
                        .put("class", strategy.className())
                        .put("reason", failure.text());
                final Throwable thrown = core.failure(strategy.id());
                log.write(thrown == null ? event : event.thrown(thrown));
            }
        }
    }

    private static String line(
            final StrategyConfiguration strategy,
            final StrategyFailure failure,
            final Throwable thrown,
            final Path journal) {
        final String begin =
                "strategy " + strategy.name() + " was disabled at input " + failure.sequence() + ": " + failure.text();
        if (thrown == null) {
            return begin;
        }
        final StackTraceElement[] trace = thrown.getStackTrace();
        final String place = trace.length == 0 ? "" : " at " + trace[0];
        return begin + place + (journal == null ? "" : "; " + write(file(journal, strategy), begin, thrown));
    }

    static Path file(final Path journal, final StrategyConfiguration strategy) {
        return journal.resolveSibling(journal.getFileName() + "-strategy-" + strategy.id() + ".failure.txt");
    }

    private static String write(final Path file, final String begin, final Throwable thrown) {
        try {
            Files.writeString(file, begin + System.lineSeparator() + StackTraces.text(thrown));
            return "its stack trace is in " + file;
        } catch (final IOException e) {
            return "its stack trace could not be written to " + file + " (" + DiskFailure.text(e)
                    + "); a replay of the journal fails at the same place";
        }
    }
}
