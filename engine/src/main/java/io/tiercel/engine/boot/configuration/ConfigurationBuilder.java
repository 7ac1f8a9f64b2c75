package io.tiercel.engine.boot.configuration;

import com.typesafe.config.ConfigUtil;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Aeron;
import io.tiercel.engine.boot.configuration.EngineConfiguration.AfterCrash;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Deoptimisations;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Driver;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Engine;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Fused;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Idle;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Journal;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Lane;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Layout;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Listing;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Log;
import io.tiercel.engine.boot.configuration.EngineConfiguration.LogLevel;
import io.tiercel.engine.boot.configuration.EngineConfiguration.NetworkThread;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Reference;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Stop;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.EngineConfiguration.VenueType;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Wait;
import io.tiercel.engine.risk.RiskLimits;
import io.tiercel.engine.strategy.LaneResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the records out of a complete set of checked values, and checks what concerns several of them. */
final class ConfigurationBuilder {
    /** 1e-9 basis points in 1e-9 of the whole. */
    private static final long BASIS_POINT_NANOS_PER_NANO = 10_000;

    /** Processors of the engine's threads. */
    private static final String[][] ENGINE_CORES = {
        {"engine", "core"},
        {"engine", "fused", "journalProcessor"},
        {"engine", "fused", "coreProcessor"},
        {"engine", "fused", "gateProcessor"}
    };

    private static final long MIN_ROLL_BYTES = 1L << 20;

    private final SortedMap<String, ResolvedValue> values;
    private final Problems problems;

    ConfigurationBuilder(final SortedMap<String, ResolvedValue> values, final Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    EngineConfiguration build() {
        final Engine engine = engine();
        final List<Venue> venues = venues();
        final List<StrategyConfiguration> strategies = strategies(engine.maxStrategies());
        return new EngineConfiguration(
                engine,
                new Journal(
                        text("journal", "folder"),
                        text("journal", "ledgerFolder"),
                        number("journal", "blockBytes"),
                        number("journal", "reserveBytes"),
                        rollBytes(),
                        number("journal", "rollEvery"),
                        durability(),
                        choice(AfterCrash.class, "journal", "recovery"),
                        text("journal", "telemetry").equals("on")),
                new Aeron(
                        choice(Driver.class, "aeron", "driver"),
                        text("aeron", "directory"),
                        choice(NetworkThread.class, "aeron", "networkThread")),
                venues,
                FeedLines.read(names("feeds"), venues, this::text, this::number, this::problem, problems),
                limits("risk"),
                strategies,
                lanes(),
                new Reference(
                        text("reference", "instruments"),
                        text("reference", "ticks"),
                        text("reference", "calendar"),
                        text("reference", "positions"),
                        whole("reference", "daysAhead")),
                new Stop(number("stop", "timeout")),
                new Log(
                        text("log", "folder"),
                        choice(LogLevel.class, "log", "level"),
                        number("log", "maxFileBytes"),
                        whole("log", "files")),
                resolved());
    }

    private Durability durability() {
        return new Durability(
                choice(Durability.Level.class, "journal", "durability"),
                number("journal", "fsyncMaxDelay"),
                whole("journal", "fsyncMaxRecords"),
                number("journal", "fsyncSlowAfter"),
                whole("journal", "fsyncMaxHeld"));
    }

    private Engine engine() {
        return new Engine(
                whole("engine", "id"),
                whole("engine", "firm"),
                whole("engine", "account"),
                choice(Layout.class, "engine", "layout"),
                whole("engine", "core"),
                choice(Idle.class, "engine", "idleStrategy"),
                fused(),
                whole("engine", "maxInstruments"),
                whole("engine", "maxBookOrders"),
                whole("engine", "maxBookLevels"),
                whole("engine", "maxOpenOrders"),
                whole("engine", "maxClosedOrders"),
                whole("engine", "maxParentOrders"),
                whole("engine", "maxStrategies"),
                whole("engine", "maxTimers"),
                whole("engine", "maxOutputsPerInput"),
                number("engine", "orderAnswerTimeout"),
                number("engine", "feedStaleAfter"),
                number("engine", "packetEndTimeout"),
                number("engine", "silenceTick"),
                number("engine", "histogramInterval"),
                number("engine", "hangTimeout"),
                number("engine", "warmUp"),
                number("engine", "readyWithin"),
                choice(Deoptimisations.class, "engine", "deoptimisations"));
    }

    private Fused fused() {
        for (int i = 1; i < ENGINE_CORES.length; i++) {
            for (int j = 0; j < i; j++) {
                if (number(ENGINE_CORES[i]) >= 0 && number(ENGINE_CORES[i]) == number(ENGINE_CORES[j])) {
                    problem(
                            "is also " + ConfigUtil.joinPath(ENGINE_CORES[j])
                                    + "; give each thread a processor of its own, or -1",
                            ENGINE_CORES[i]);
                }
            }
        }
        return new Fused(
                choice(Wait.class, "engine", "fused", "waitStrategy"),
                whole("engine", "fused", "ringSlots"),
                whole(ENGINE_CORES[1]),
                whole(ENGINE_CORES[2]),
                whole(ENGINE_CORES[3]));
    }

    private List<Venue> venues() {
        final List<Venue> venues = new ArrayList<>();
        for (final String name : names("venues")) {
            final Venue venue = new Venue(
                    name,
                    whole("venues", name, "id"),
                    venueType(text("venues", name, "type")),
                    VenueLines.read(this::text, this::number, this::problem, name),
                    number("venues", name, "seed"),
                    number("venues", name, "eventsPerSecond"),
                    number("venues", name, "volatilityTicks"),
                    whole("venues", name, "backgroundOrders"),
                    number("venues", name, "latencyBase"),
                    number("venues", name, "latencyJitter"),
                    fee(name, "makerFeeBasisPoints"),
                    fee(name, "takerFeeBasisPoints"),
                    whole("venues", name, "core"),
                    choice(Idle.class, "venues", name, "idleStrategy"),
                    listings(name));
            for (final Venue other : venues) {
                if (other.id() == venue.id()) {
                    problem("has the id of " + other.name() + "; give each venue its own", "venues", name, "id");
                }
            }
            venues.add(venue);
        }
        if (venues.isEmpty()) {
            problems.add("configuration", "venues is empty; name at least one venue");
        }
        venues.sort(Comparator.comparingInt(Venue::id));
        return List.copyOf(venues);
    }

    private static VenueType venueType(final String word) {
        return switch (word) {
            case "external" -> VenueType.EXTERNAL;
            case "dataOnly" -> VenueType.DATA_ONLY;
            default -> VenueType.BUILT_IN;
        };
    }

    private long fee(final String venue, final String key) {
        final long nanos = number("venues", venue, key);
        if (nanos % BASIS_POINT_NANOS_PER_NANO != 0) {
            problem("has more than 5 decimals; leave out what is beyond them", "venues", venue, key);
        }
        return nanos / BASIS_POINT_NANOS_PER_NANO;
    }

    private long rollBytes() {
        final long bytes = number("journal", "rollBytes");
        if (bytes > 0 && bytes < MIN_ROLL_BYTES) {
            problem("is below 1MiB; take more, or 0 for never", "journal", "rollBytes");
        }
        return bytes;
    }

    private List<Listing> listings(final String venue) {
        final List<Listing> listings = new ArrayList<>();
        for (final String symbol : names("venues", venue, "instruments")) {
            listings.add(new Listing(symbol, number("venues", venue, "instruments", symbol, "startPrice")));
        }
        return List.copyOf(listings);
    }

    private List<StrategyConfiguration> strategies(final int maxStrategies) {
        final List<StrategyConfiguration> strategies = new ArrayList<>();
        for (final String name : names("strategies")) {
            final SortedMap<String, String> parameters = new TreeMap<>();
            for (final String parameter : names("strategies", name, "parameters")) {
                parameters.put(parameter, text("strategies", name, "parameters", parameter));
            }
            strategies.add(new StrategyConfiguration(
                    strategies.size() + 1,
                    name,
                    text("strategies", name, "enabled").equals("true"),
                    text("strategies", name, "class"),
                    text("strategies", name, "jar"),
                    limits("strategies", name, "risk"),
                    Collections.unmodifiableSortedMap(parameters)));
        }
        if (strategies.size() > maxStrategies) {
            problem(
                    "is less than the " + strategies.size() + " strategies there are; raise it",
                    "engine",
                    "maxStrategies");
        }
        return List.copyOf(strategies);
    }

    private List<Lane> lanes() {
        final List<Lane> lanes = new ArrayList<>();
        for (final String name : names("lanes")) {
            final String symbols = text("lanes", name, "instruments");
            lanes.add(new Lane(
                    lanes.size() + 1,
                    name,
                    symbols.isEmpty() ? List.of() : List.of(symbols.split(",", -1)),
                    number("lanes", name, "sampleInterval"),
                    whole("lanes", name, "samples"),
                    whole("lanes", name, "resultEvery"),
                    number("lanes", name, "staleAfter"),
                    number("lanes", name, "virtualDelay"),
                    whole("lanes", name, "processor"),
                    choice(Idle.class, "lanes", name, "idleStrategy")));
            if (new HashSet<>(lanes.get(lanes.size() - 1).instruments()).size()
                    < lanes.get(lanes.size() - 1).instruments().size()) {
                problem("names an instrument twice; name each once", "lanes", name, "instruments");
            }
        }
        if (lanes.size() > LaneResults.MAX_LANES) {
            problems.add(
                    "configuration",
                    "lanes has " + lanes.size() + " lanes; leave at most " + LaneResults.MAX_LANES + " of them");
        }
        return List.copyOf(lanes);
    }

    private RiskLimits limits(final String... section) {
        return new RiskLimits(
                number(section, "maxOrderQuantity"),
                number(section, "maxOrderNotional"),
                number(section, "priceCollarBasisPoints"),
                number(section, "maxPosition"),
                number(section, "maxOpenOrders"),
                number(section, "maxMessagesPerSecond"));
    }

    private SortedMap<String, String> resolved() {
        final SortedMap<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(key, value.shown()));
        return Collections.unmodifiableSortedMap(texts);
    }

    private TreeSet<String> names(final String... section) {
        final List<String> path = List.of(section);
        final TreeSet<String> names = new TreeSet<>();
        for (final ResolvedValue value : values.values()) {
            final List<String> segments = value.segments();
            if (segments.size() > path.size()
                    && segments.subList(0, path.size()).equals(path)) {
                names.add(segments.get(path.size()));
            }
        }
        return names;
    }

    private void problem(final String problem, final String... path) {
        final ResolvedValue value = values.get(ConfigUtil.joinPath(path));
        problems.add(value.origin(), value.key() + " = " + Problems.quote(value.shown()) + " " + problem);
    }

    private String text(final String... path) {
        return values.get(ConfigUtil.joinPath(path)).text();
    }

    private long number(final String[] section, final String name) {
        final String[] path = Arrays.copyOf(section, section.length + 1);
        path[section.length] = name;
        return number(path);
    }

    private long number(final String... path) {
        final ResolvedValue value = values.get(ConfigUtil.joinPath(path));
        try {
            return Keys.find(value.segments()).type().parse(value.text());
        } catch (final BadValueException e) {
            throw new IllegalStateException(value.key(), e);
        }
    }

    private int whole(final String... path) {
        return Math.toIntExact(number(path));
    }

    private <E extends Enum<E>> E choice(final Class<E> type, final String... path) {
        return Enum.valueOf(type, text(path).toUpperCase(Locale.ROOT));
    }
}
