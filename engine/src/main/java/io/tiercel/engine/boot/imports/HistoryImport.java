package io.tiercel.engine.boot.imports;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Engine;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Venue;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.session.EnvironmentException;
import io.tiercel.engine.boot.session.HistorySession;
import io.tiercel.engine.boot.session.RunParts;
import io.tiercel.engine.boot.session.SessionRunner;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.FeedReading;
import io.tiercel.engine.feed.history.HistoryException;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.InstrumentSearch;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a journal of historical market data: the same files with the same configuration make the same one. Strategies
 * are part of it but do not run; what they would have done is asked of the journal afterwards.
 */
public final class HistoryImport {
    private static final String NO_FILE = "import";
    private static final String FEED = "FEED";
    /** The id of its venue beside those of a configuration. */
    private static final int BESIDE_OTHERS = 201;

    /** Nothing waits for the time alone, and quiet hours would fill the journal with ticks. */
    private static final String SILENCE = "engine.silenceTick";

    /** They are of strategies that run. */
    private static final String NO_POSITIONS = "reference.positions=";

    private final ImportRequest request;
    private final Supplier<HistoryFiles> files;
    private Faults faults;
    private final PrintStream err;
    private LoadedConfiguration loaded;
    private ReferenceData reference;
    private Listings listings;

    /**
     * @param files  anew at each call: instruments may have to be found first
     * @param faults what is malformed
     */
    public HistoryImport(
            final ImportRequest request,
            final Supplier<HistoryFiles> files,
            final Faults faults,
            final PrintStream err) {
        this.request = request;
        this.files = files;
        this.faults = faults;
        this.err = err;
    }

    /**
     * @param check    looks at the configuration before anything is read
     * @param progress returns false to stop
     * @return null when something malformed ended it before there was a journal
     * @throws HistoryException       when nothing of the files can be imported
     * @throws ConfigurationException with all that is wrong
     */
    public ImportResult run(
            final Function<LoadedConfiguration, StrategyJars> check, final HistoryFiles.Progress progress) {
        files.get().repeatable("an import takes two readings");
        loaded = load(List.of());
        final StrategyJars jars = check.apply(loaded);
        final List<String> disabled = loaded.configuration().strategies().stream()
                .filter(StrategyConfiguration::enabled)
                .map(StrategyConfiguration::name)
                .toList();
        final List<String> quiet = new ArrayList<>(List.of(NO_POSITIONS));
        if (!isSet(SILENCE)) {
            quiet.add(SILENCE + "=10s");
        }
        disabled.forEach(name -> quiet.add("strategies." + name + ".enabled=false"));
        if (request.generated()) {
            if (!generate(quiet, progress)) {
                return null;
            }
        } else {
            loaded = load(quiet);
            reference = ReferenceData.load(loaded);
            listings = new ConfiguredListings(reference, venue().id());
        }
        final HistoryFiles history = files.get();
        final long journalId = JournalIds.of(history.paths(), request, loaded.configuration(), reference);
        return write(history, RunParts.ofJournal(journalId).with(jars), disabled, progress);
    }

    /** What was malformed, as far as it was read. */
    public Faults faults() {
        return faults;
    }

    private LoadedConfiguration load(final List<String> added) {
        final List<String> assignments = new ArrayList<>(request.assignments());
        if (request.generated()) {
            assignments.addAll(feed(FEED, firstVenue()));
        }
        assignments.addAll(added);
        final Map<String, String> environment = System.getenv();
        return request.configuration() == null
                ? ConfigurationLoader.of(defaults(), NO_FILE, environment, assignments)
                : ConfigurationLoader.load(request.configuration(), environment, assignments, OptionalLong.empty());
    }

    /** Where there is no configuration. */
    private static Map<String, String> defaults() {
        final Map<String, String> values = new TreeMap<>();
        // Files of a few instruments have hours without a word.
        values.put("engine.feedStaleAfter", "0s");
        return values;
    }

    /** What says that a venue is one of data alone. */
    private static List<String> feed(final String name, final int venueId) {
        return List.of(
                "venues." + name + ".type=dataOnly",
                "venues." + name + ".id=" + venueId,
                "feeds." + name + ".type=external",
                "feeds." + name + ".venue=" + name);
    }

    /** Returns false when something malformed, or a wish, ended it. */
    private boolean generate(final List<String> quiet, final HistoryFiles.Progress progress) {
        final Faults found = faults.another();
        final InstrumentSearch search = new InstrumentSearch(files.get(), found, request.maxBookOrders());
        if (!search.run(request.dayNs(), progress)) {
            faults = found;
            return false;
        }
        if (search.found().isEmpty()) {
            throw new HistoryException("these files name no instrument of which books or trades are known"
                    + (found.count() == 0
                            ? ""
                            : ", and " + found.count() + " of their records are malformed, the first in "
                                    + found.first().get(0))
                    + "; tiercel feed inspect says what is in them");
        }
        final int firstVenue = firstVenue();
        final List<String> added = new ArrayList<>(quiet);
        for (int i = 1; i < search.feedCount(); i++) {
            added.addAll(feed(FEED + (i + 1), firstVenue + i));
        }
        final Engine engine = loaded.configuration().engine();
        atLeast(added, "maxInstruments", search.found().size(), engine.maxInstruments());
        atLeast(added, "maxBookOrders", search.mostOrders(), engine.maxBookOrders());
        atLeast(added, "maxBookLevels", search.mostLevels(), engine.maxBookLevels());
        loaded = load(added);
        reference = GeneratedReference.of(search.found(), firstVenue, request.currency());
        listings = new FoundListings(firstVenue, search.found().size());
        return true;
    }

    /** Of the files' first feed, where the files say what there is. */
    private int firstVenue() {
        return request.configuration() == null ? 1 : BESIDE_OTHERS;
    }

    /** Without a configuration as much as is needed, else what it says where that is enough. */
    private void atLeast(final List<String> added, final String key, final int needed, final int configured) {
        if (needed > configured || request.configuration() == null && !isSet("engine." + key)) {
            added.add("engine." + key + "=" + Math.max(2, needed));
        }
    }

    private boolean isSet(final String key) {
        return request.assignments().stream().anyMatch(each -> each.startsWith(key + "="));
    }

    private Venue venue() {
        final List<Venue> venues = loaded.configuration().venues();
        if (request.venue().isEmpty() && venues.size() == 1) {
            return venues.get(0);
        }
        final String names = String.join(", ", venues.stream().map(Venue::name).toList());
        return venues.stream()
                .filter(each -> each.name().equals(request.venue()))
                .findFirst()
                .orElseThrow(() -> new HistoryException(
                        request.venue().isEmpty()
                                ? "the configuration has the venues " + names
                                        + "; say with --venue whose instruments the files are about"
                                : "--venue " + request.venue() + " is not in the configuration; it has " + names));
    }

    private ImportResult write(
            final HistoryFiles history,
            final RunParts parts,
            final List<String> disabled,
            final HistoryFiles.Progress progress) {
        final Path[] journal = new Path[1];
        final HistorySession[] opened = new HistorySession[1];
        try (ImportTarget target =
                new ImportTarget(listings, request.dayNs(), request.maxBookOrders(), faults::malformed, startNs -> {
                    journal[0] = request.journal() != null
                            ? request.journal().toAbsolutePath()
                            : SessionRunner.newJournalFolder(
                                    loaded.configuration(), Path.of("").toAbsolutePath());
                    opened[0] = new HistorySession(loaded, reference, journal[0], parts, startNs, err);
                    return opened[0];
                })) {
            final FeedReading reading = new FeedReading(history, faults, target);
            final boolean whole = reading.run(progress);
            final HistorySession session = opened[0];
            if (session == null) {
                if (faults.stopped()) {
                    return null;
                }
                throw new HistoryException(nothingText());
            }
            if (session.outOfRoom()) {
                throw new EnvironmentException("the disk of the journal is full; " + journal[0] + " ends at "
                        + session.inputCount() + " inputs; free room, remove it and import again");
            }
            session.end();
            reading.notes().forEach(err::println);
            return result(journal[0], target, session, reading.unknownCount(), disabled, whole);
        }
    }

    private String nothingText() {
        return listings instanceof ConfiguredListings configured
                ? "nothing in these files is about an instrument of the configuration" + configured.leftOutText()
                        + "; correct venueSymbol or depth in instruments.csv, or write --instruments auto"
                : "nothing in these files can be imported: they have changes of books, but neither their begin nor a"
                        + " snapshot; give the files that have it, too (tiercel feed book shows the state of each book)";
    }

    private ImportResult result(
            final Path journal,
            final ImportTarget target,
            final HistorySession session,
            final long unknownCount,
            final List<String> disabled,
            final boolean whole) {
        final ConfiguredListings configured = listings instanceof ConfiguredListings some ? some : null;
        return new ImportResult(
                journal,
                session.inputCount(),
                target.messageCount(),
                target.firstNs(),
                session.lastTimeNs(),
                session.digest(),
                reference.instruments(),
                reference.tickTables(),
                session.faults(),
                session.refusedCount(),
                target.strayCount(),
                unknownCount,
                configured == null ? new TreeMap<>() : configured.leftOut(),
                configured == null ? 0 : configured.leftOutCount(),
                configured == null ? 0 : configured.feedsLeftOut(),
                target.ordersLeftOut(),
                disabled,
                whole);
    }
}
