package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.log.EventLog;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.lane.Calculation;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.engine.venue.sim.VenueLog;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Roll;
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
 * @param log        where events go for machines
 */
public record RunParts(
        Function<String, StrategyFactory> strategies,
        JournalFactory journals,
        Function<Path, VenueLog> venueLogs,
        long firstDataTimeoutNs,
        StrategyJars jars,
        UnaryOperator<Calculation> calculations,
        EventLog log) {
    /** For the queue's own records, and what is under way in the pipeline. */
    private static final long RESERVE_BASE_BYTES = 1 << 20;
    /** For a cancel, its answer and what follows from it, in the stream that has more of them. */
    private static final long RESERVE_ORDER_BYTES = 512;
    /** For ticks. */
    private static final long RESERVE_SECOND_BYTES = 64 << 10;

    /** Those of a real run. */
    public static final RunParts STANDARD =
            new RunParts(ShippedStrategies::factory, RunParts::newJournal, VenueLog::create, FirstData.TIMEOUT_NS);

    /** Those of a run without jars. */
    public RunParts(
            final Function<String, StrategyFactory> strategies,
            final JournalFactory journals,
            final Function<Path, VenueLog> venueLogs,
            final long firstDataTimeoutNs) {
        this(
                strategies,
                journals,
                venueLogs,
                firstDataTimeoutNs,
                StrategyJars.NONE,
                UnaryOperator.identity(),
                EventLog.NONE);
    }

    /** The same with strategies out of these jars, too. */
    public RunParts with(final StrategyJars added) {
        return new RunParts(
                added.orElse(strategies), journals, venueLogs, firstDataTimeoutNs, added, calculations, log);
    }

    /** The same with other calculations. */
    public RunParts calculating(final UnaryOperator<Calculation> others) {
        return new RunParts(strategies, journals, venueLogs, firstDataTimeoutNs, jars, others, log);
    }

    /** The same with another log. */
    public RunParts logging(final EventLog other) {
        return new RunParts(strategies, journals, venueLogs, firstDataTimeoutNs, jars, calculations, other);
    }

    /** Makes the journal of a run in a folder that does not exist or is empty. */
    public interface JournalFactory {
        JournalWriter create(Path folder, EngineConfiguration configuration, long firstSequence);
    }

    public static JournalWriter newJournal(
            final Path folder, final EngineConfiguration configuration, final long firstSequence) {
        return newJournal(folder, configuration, firstSequence, new SecureRandom().nextLong());
    }

    /** Those of a run without markets, whose journal has this id. */
    public static RunParts ofJournal(final long journalId) {
        return new RunParts(
                ShippedStrategies::factory,
                (folder, configuration, firstSequence) -> newJournal(folder, configuration, firstSequence, journalId),
                VenueLog::create,
                FirstData.TIMEOUT_NS);
    }

    private static JournalWriter newJournal(
            final Path folder,
            final EngineConfiguration configuration,
            final long firstSequence,
            final long journalId) {
        return Journals.create(
                folder,
                configuration.engine().id(),
                journalId,
                firstSequence,
                configuration.journal().blockBytes(),
                Math.max(configuration.journal().reserveBytes(), leastReserveBytes(configuration)),
                roll(configuration));
    }

    /** When streams of the journal go on in a new segment. */
    static Roll roll(final EngineConfiguration configuration) {
        return new Roll(
                configuration.journal().rollBytes(), configuration.journal().rollEveryNs());
    }

    /** Half of it is left when the last stop begins: all open orders end, and ticks come as long as that may take. */
    private static long leastReserveBytes(final EngineConfiguration configuration) {
        final long stopSeconds = configuration.stop().timeoutNs() / 1_000_000_000L + 1;
        return 2
                * (RESERVE_BASE_BYTES
                        + RESERVE_ORDER_BYTES * configuration.engine().maxOpenOrders()
                        + RESERVE_SECOND_BYTES * stopSeconds);
    }
}
