package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.AfterCrash;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.replay.Document;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.Recovered;
import io.tiercel.engine.replay.Recovery;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.Stream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * After a run that came to no end: reads what the next one goes on from. Only the same code with the same configuration
 * can, since another one would not have come to the same state.
 */
final class CrashRecovery {
    private static final String REMEDY =
            "; to begin empty instead, cancel what is open at the venues, and start once with --set journal.recovery=fresh";

    /** What the core's state depends on. Where a jar lies is not part of it, its bytes are. */
    private static final Pattern OF_THE_STATE = Pattern.compile("risk\\..*|lanes\\..*|strategies\\..*(?<!\\.jar)"
            + "|venues\\.[^.]+\\.id|engine\\.(id|account|firm|max.*|orderAnswerTimeout|feedStaleAfter)");

    private final EngineConfiguration configuration;
    private final RunParts parts;
    private final PrintStream err;
    private Recovered recovered;

    CrashRecovery(final EngineConfiguration configuration, final RunParts parts, final PrintStream err) {
        this.configuration = configuration;
        this.parts = parts;
        this.err = err;
    }

    /** After {@link #choose}: what the run goes on from. */
    Optional<Recovered> recovered() {
        return Optional.ofNullable(recovered);
    }

    /**
     * Reads the latest journal whose session had become ready; one that had not did not trade.
     *
     * @param unfinished journals of runs that did not end, the latest first
     * @return the journal that the run goes on from
     * @throws JournalException       when that one cannot be gone on from
     * @throws ConfigurationException when it was another configuration's
     */
    Optional<Path> choose(final List<Path> unfinished) {
        if (configuration.journal().recovery() == AfterCrash.FRESH) {
            err.println("nothing is taken over from " + unfinished.get(0)
                    + " (journal.recovery = fresh): orders that are still open from it are not known");
            return Optional.empty();
        }
        for (final Path journal : unfinished) {
            if (!Files.isDirectory(journal.resolve(Stream.INPUT.folder()))) {
                continue;
            }
            final Optional<JournalHead> head = JournalHead.find(journal);
            if (head.isPresent()) {
                recovered = read(journal, head.get()).orElse(null);
                return recovered().map(Recovered::journal);
            }
        }
        return Optional.empty();
    }

    private Optional<Recovered> read(final Path journal, final JournalHead head) {
        final long startNs = System.nanoTime();
        requireSameCode(journal, head);
        requireSameConfiguration(journal, head);
        if (Files.exists(Hang.file(journal))) {
            throw new JournalException(
                    "the run of " + journal + " hung, and would again: see " + Hang.file(journal) + REMEDY);
        }
        final Optional<Recovered> found;
        try {
            final EngineConfiguration before = EngineConfiguration.fromResolved(head.configuration());
            found = Recovery.read(journal, () -> CoreFactory.create(before, parts.strategies()), err::println);
        } catch (final JournalException impossible) {
            throw new JournalException(impossible.getMessage() + REMEDY, impossible);
        }
        found.ifPresent(state -> err.printf(
                Locale.ROOT,
                "recovered %s: %,d inputs in %.1f s, the last is %d, digest %016x; %d orders were open%s%n",
                journal,
                state.inputs(),
                (System.nanoTime() - startNs) / 1e9,
                state.sequence(),
                state.digest(),
                state.openOrders(),
                state.stopping() ? "; it was stopping, which is brought to its end" : ""));
        return found;
    }

    private void requireSameCode(final Path journal, final JournalHead head) {
        final String running = HexFormat.of().formatHex(EngineCode.running().sha256());
        if (!head.coreHash().equals(running)) {
            throw new JournalException("the run of " + journal + " came to no end and was of other code, "
                    + head.coreVersion() + " " + head.coreHash() + ", this is " + EngineCode.runningVersion() + " "
                    + running + ": start that version to go on" + REMEDY);
        }
        final Set<ByteBuffer> before = head.documents().stream()
                .filter(document -> document.name().startsWith(StrategyJar.DOCUMENTS))
                .map(Document::bytes)
                .map(ByteBuffer::wrap)
                .collect(Collectors.toSet());
        final Set<ByteBuffer> now = parts.jars().all().stream()
                .map(StrategyJar::bytes)
                .map(ByteBuffer::wrap)
                .collect(Collectors.toSet());
        if (!before.equals(now)) {
            throw new JournalException("the run of " + journal
                    + " came to no end and had other strategy jars: start with those to go on" + REMEDY);
        }
    }

    private void requireSameConfiguration(final Path journal, final JournalHead head) {
        final Map<String, String> before = ofTheState(head.configuration());
        final Map<String, String> now = ofTheState(configuration.resolved());
        final Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        final List<String> differences = new ArrayList<>();
        for (final String key : keys) {
            final String was = before.getOrDefault(key, "not set");
            final String is = now.getOrDefault(key, "not set");
            if (!was.equals(is)) {
                differences.add("the run of " + journal + " came to no end and had " + key + " = " + was + ", not " + is
                        + ": go on with what it had, and change limits and parameters while it runs" + REMEDY);
            }
        }
        if (!differences.isEmpty()) {
            throw new ConfigurationException(differences);
        }
    }

    private static Map<String, String> ofTheState(final Map<String, String> resolved) {
        final Map<String, String> chosen = new TreeMap<>();
        resolved.forEach((key, value) -> {
            if (OF_THE_STATE.matcher(key).matches()) {
                chosen.put(key, value);
            }
        });
        return chosen;
    }
}
