package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.lane.Calculation;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a run takes from outside besides its configuration, so that a test can put in parts that fail.
 *
 * @param strategies finds a strategy by its class name, or throws an IllegalArgumentException that names the known ones
 * @param journals   makes the run's journal
 * @param venueLogs  makes the built-in exchange's log at this path
 * @param firstDataTimeoutNs how long a run of limited duration waits for the first market data
 * @param jars       with users' own strategies; they become part of the journal
 * @param calculations what analytics lanes calculate, made of what the configuration says
 */
public record RunParts(
        Function<String, StrategyFactory> strategies,
        JournalFactory journals,
        Function<Path, VenueLog> venueLogs,
        long firstDataTimeoutNs,
        StrategyJars jars,
        UnaryOperator<Calculation> calculations) {
    /** Those of a real run. */
    public static final RunParts STANDARD =
            new RunParts(ShippedStrategies::factory, RunParts::newJournal, VenueLog::create, FirstData.TIMEOUT_NS);

    /** Those of a run without jars. */
    public RunParts(
            final Function<String, StrategyFactory> strategies,
            final JournalFactory journals,
            final Function<Path, VenueLog> venueLogs,
            final long firstDataTimeoutNs) {
        this(strategies, journals, venueLogs, firstDataTimeoutNs, StrategyJars.NONE, UnaryOperator.identity());
    }

    /** The same with strategies out of these jars, too. */
    public RunParts with(final StrategyJars added) {
        return new RunParts(added.orElse(strategies), journals, venueLogs, firstDataTimeoutNs, added, calculations);
    }

    /** The same with other calculations. */
    public RunParts calculating(final UnaryOperator<Calculation> others) {
        return new RunParts(strategies, journals, venueLogs, firstDataTimeoutNs, jars, others);
    }

    /** Makes the journal of a run in a folder that does not exist or is empty. */
    public interface JournalFactory {
        JournalWriter create(Path folder, EngineConfiguration configuration, long firstSequence);
    }

    public static JournalWriter newJournal(
            final Path folder, final EngineConfiguration configuration, final long firstSequence) {
        return Journals.create(
                folder,
                configuration.engine().id(),
                new SecureRandom().nextLong(),
                firstSequence,
                configuration.journal().blockBytes());
    }
}
