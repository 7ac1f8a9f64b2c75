package io.tiercel.engine.boot.configuration;

import io.tiercel.engine.feed.arbitration.ArbitrationBounds;
import io.tiercel.engine.feed.itch.ItchMarket;
import io.tiercel.engine.risk.RiskLimits;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The whole configuration, checked, one part per program part. Immutable.
 *
 * @param venues     in the order of their ids
 * @param feeds      in the order of their venues' ids
 * @param risk       the limits of strategies that set none
 * @param lanes      in the order of their ids: that of their names, from 1
 * @param strategies in the order of their ids: that of their names, from 1, disabled ones included
 * @param resolved   every key and its canonical text in rising order, secrets masked: what is journaled
 */
public record EngineConfiguration(
        Engine engine,
        Journal journal,
        Aeron aeron,
        List<Venue> venues,
        List<Feed> feeds,
        RiskLimits risk,
        List<StrategyConfiguration> strategies,
        List<Lane> lanes,
        Reference reference,
        Stop stop,
        Log log,
        SortedMap<String, String> resolved) {
    /**
     * Rebuilds the configuration from a journal alone.
     *
     * @param resolved keys and values as {@link #resolved()} gave them
     * @throws ConfigurationException when a key is unknown or a value out of its range, as in a journal of another
     * version
     */
    public static EngineConfiguration fromResolved(final Map<String, String> resolved) {
        return ConfigurationLoader.fromResolved(resolved);
    }

    /** The same as it runs: with the layout that was chosen for it, which its journal is to name. */
    public EngineConfiguration running(final Layout layout) {
        final SortedMap<String, String> texts = new TreeMap<>(resolved);
        texts.put("engine.layout", layout.name().toLowerCase(Locale.ROOT));
        return new EngineConfiguration(
                engine.running(layout),
                journal,
                aeron,
                venues,
                feeds,
                risk,
                strategies,
                lanes,
                reference,
                stop,
                log,
                Collections.unmodifiableSortedMap(texts));
    }

    /**
     * The same to rehearse with: every venue that takes orders within the process, nothing on a network.
     *
     * @param aeronFolder of a media driver of its own
     * @param takesPart   which strategies do
     */
    public EngineConfiguration rehearsal(final String aeronFolder, final Predicate<StrategyConfiguration> takesPart) {
        return new EngineConfiguration(
                engine,
                journal,
                new Aeron(Driver.EMBEDDED, aeronFolder),
                venues.stream()
                        .filter(venue -> !venue.dataOnly())
                        .map(Venue::rehearsed)
                        .toList(),
                List.of(),
                risk,
                strategies.stream()
                        .map(strategy -> takesPart.test(strategy) ? strategy : strategy.disabled())
                        .toList(),
                lanes,
                reference,
                stop,
                log,
                resolved);
    }

    /** How threads share the stages; {@code AUTO} is chosen from the host's processors when a run starts. */
    public enum Layout {
        AUTO,
        INLINE,
        FUSED
    }

    /** How a thread waits when there is nothing to do; {@code AUTO} as above, for the engine's only. */
    public enum Idle {
        AUTO,
        SPIN,
        YIELD,
        BACKOFF,
        SLEEP
    }

    /** How the threads of the fused layout wait for each other; {@code AUTO} as above. */
    public enum Wait {
        AUTO,
        SPIN,
        YIELD,
        PARK
    }

    /** What a run does after one that came to no end. */
    public enum AfterCrash {
        RESUME,
        FRESH
    }

    /** Whether those after the start are recorded. */
    public enum Deoptimisations {
        OFF,
        COUNT
    }

    /** Whose media driver it is. */
    public enum Driver {
        EMBEDDED,
        EXTERNAL
    }

    /** Who serves a network, where the media driver is embedded. */
    public enum NetworkThread {
        /** A thread of the driver. */
        OWN,
        /** The engine's, in each of its rounds. */
        ENGINE
    }

    /** @param core the processor to be pinned to, or -1 */
    public record Engine(
            int id,
            int firmId,
            int accountId,
            Layout layout,
            int core,
            Idle idle,
            Fused fused,
            int maxInstruments,
            int maxBookOrders,
            int maxBookLevels,
            int maxOpenOrders,
            int maxClosedOrders,
            int maxParentOrders,
            int maxStrategies,
            int maxTimers,
            int maxOutputsPerInput,
            long orderAnswerTimeoutNs,
            long feedStaleAfterNs,
            long packetEndTimeoutNs,
            long silenceTickNs,
            long histogramIntervalNs,
            long hangTimeoutNs,
            long warmUpNs,
            long readyWithinNs,
            Deoptimisations deoptimisations) {
        private Engine running(final Layout chosen) {
            return new Engine(
                    id,
                    firmId,
                    accountId,
                    chosen,
                    core,
                    idle,
                    fused,
                    maxInstruments,
                    maxBookOrders,
                    maxBookLevels,
                    maxOpenOrders,
                    maxClosedOrders,
                    maxParentOrders,
                    maxStrategies,
                    maxTimers,
                    maxOutputsPerInput,
                    orderAnswerTimeoutNs,
                    feedStaleAfterNs,
                    packetEndTimeoutNs,
                    silenceTickNs,
                    histogramIntervalNs,
                    hangTimeoutNs,
                    warmUpNs,
                    readyWithinNs,
                    deoptimisations);
        }
    }

    /**
     * What is for the fused layout only.
     *
     * @param ringSlots   inputs on the ring, at least
     * @param journalProcessor the processor to be pinned to, or -1; the others likewise
     */
    public record Fused(Wait waitStrategy, int ringSlots, int journalProcessor, int coreProcessor, int gateProcessor) {}

    /**
     * @param folder       holds one folder per run
     * @param ledgerFolder holds the ledger of the engine id; empty for {@code folder}
     * @param reserveBytes really allocated ahead of each stream
     * @param rollBytes    of records in a segment, before the stream goes on in the next; 0 for no limit
     * @param rollEveryNs  in a segment, likewise
     * @param telemetry    whether times of single inputs and orders are written
     */
    public record Journal(
            String folder,
            String ledgerFolder,
            long blockBytes,
            long reserveBytes,
            long rollBytes,
            long rollEveryNs,
            Durability durability,
            AfterCrash recovery,
            boolean telemetry) {}

    /** @param directory the media driver's, or empty for one of this process's own */
    public record Aeron(Driver driver, String directory, NetworkThread networkThread) {
        public Aeron(final Driver driver, final String directory) {
            this(driver, directory, NetworkThread.OWN);
        }
    }

    /** Where a venue runs: a thread of the engine's process, a process of its own, or nowhere: it takes no orders. */
    public enum VenueType {
        BUILT_IN,
        EXTERNAL,
        DATA_ONLY
    }

    /**
     * The built-in market, wherever it runs.
     *
     * @param eventsPerSecond  of each instrument
     * @param volatilityNanos  in 1e-9 ticks
     * @param backgroundOrders in each book, about
     * @param makerFeeFraction in 1e-9 of the notional; below 0 it is paid out
     * @param takerFeeFraction in 1e-9 of the notional
     * @param core             the processor to be pinned to, or -1
     * @param listings         in rising order of their symbols
     */
    public record Venue(
            String name,
            int id,
            VenueType type,
            Lines lines,
            long seed,
            long eventsPerSecond,
            long volatilityNanos,
            int backgroundOrders,
            long latencyBaseNs,
            long latencyJitterNs,
            long makerFeeFraction,
            long takerFeeFraction,
            int core,
            Idle idle,
            List<Listing> listings) {
        public boolean external() {
            return type == VenueType.EXTERNAL;
        }

        /** Its market data comes by a feed, and orders to it are refused. */
        public boolean dataOnly() {
            return type == VenueType.DATA_ONLY;
        }

        private Venue rehearsed() {
            return new Venue(
                    name,
                    id,
                    type,
                    Lines.REHEARSED,
                    seed,
                    eventsPerSecond,
                    volatilityNanos,
                    backgroundOrders,
                    latencyBaseNs,
                    latencyJitterNs,
                    makerFeeFraction,
                    takerFeeFraction,
                    core,
                    idle,
                    listings);
        }
    }

    /**
     * How a feed gets back what is missing.
     *
     * @param requestServer  whom messages are asked of; null for nobody
     * @param snapshotServer whom a snapshot of the books is asked of; null for nobody
     */
    public record FeedRecovery(
            FeedAddress requestServer,
            FeedAddress snapshotServer,
            String snapshotUser,
            String snapshotPassword,
            ArbitrationBounds bounds) {}

    /** Where a feed is decoded: on a thread of the engine's process, or in a process of its own. */
    public enum FeedType {
        ITCH,
        MDP3,
        EXTERNAL
    }

    /**
     * Market data of an exchange in the exchange's own form.
     *
     * @param venueId  whose instruments it brings; the feed's id, too
     * @param lines    where the same datagrams come, or where servers listen; empty where another program publishes
     * @param session  the only one that is taken; empty for any
     * @param stream   null for a feed that comes by datagrams
     * @param mdp3     null for a feed that is decoded as ITCH
     * @param kernelTime whether the host's kernel says when a datagram was received
     */
    public record Feed(
            String name,
            int venueId,
            FeedType type,
            String channel,
            List<FeedAddress> lines,
            String session,
            String timeZone,
            ItchMarket market,
            long receiveBufferBytes,
            boolean kernelTime,
            int processor,
            Idle idle,
            FeedRecovery recovery,
            FeedCapture capture,
            FeedStream stream,
            Mdp3Settings mdp3) {
        public boolean external() {
            return type == FeedType.EXTERNAL;
        }

        /** Whether it leaves the media driver's shared memory. */
        public boolean network() {
            return !Lines.ipc(channel);
        }
    }

    /** An instrument of the built-in market, by the symbol that instruments.csv gives it. */
    public record Listing(String symbol, long startPriceNanos) {}

    /**
     * @param jar        path as it was written: relative to the configuration file; empty for a shipped strategy
     * @param limits     its own where it sets any, otherwise those of {@code risk}
     * @param parameters by name in rising order, as they were written; the elements of a list are joined by commas
     */
    public record StrategyConfiguration(
            int id,
            String name,
            boolean enabled,
            String className,
            String jar,
            RiskLimits limits,
            SortedMap<String, String> parameters) {
        private StrategyConfiguration disabled() {
            return new StrategyConfiguration(id, name, false, className, jar, limits, parameters);
        }
    }

    /**
     * An analytics lane.
     *
     * @param instruments symbols, in the order of its rows; empty for all
     * @param processor   to be pinned to, or -1
     */
    public record Lane(
            int id,
            String name,
            List<String> instruments,
            long sampleIntervalNs,
            int samples,
            int resultEvery,
            long staleAfterNs,
            long virtualDelayNs,
            int processor,
            Idle idle) {
        /** How long it takes until the first result. */
        public long firstResultNs() {
            // One interval until the grid begins, and one point that gives prices but no returns.
            return sampleIntervalNs * (samples + 2L + resultEvery);
        }
    }

    /** Paths as they were written: relative to the configuration file. {@code positions} is empty for none. */
    public record Reference(String instruments, String ticks, String calendar, String positions, int daysAhead) {}

    /** @param timeoutNs how long a stop waits for the ends of open orders */
    public record Stop(long timeoutNs) {}

    /** How much an event of the log matters, the most first; {@code OFF} is no log, and no event has it. */
    public enum LogLevel {
        OFF,
        ERROR,
        WARN,
        INFO
    }

    /**
     * @param folder relative to the working folder
     * @param level  what matters less is not logged
     * @param files  at most so many, of {@code maxFileBytes} each
     */
    public record Log(String folder, LogLevel level, long maxFileBytes, int files) {}
}
