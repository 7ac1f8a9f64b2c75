package io.tiercel.engine.boot.session;

import io.tiercel.journal.JournalException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The journals that ledgers name: of runs that came to no end, which the next start of their engine reads. */
public final class UnfinishedJournals {
    private UnfinishedJournals() {}

    /**
     * Of all engines that have their ledger in a folder.
     *
     * @throws JournalException when there is no such folder, or a ledger cannot be read: nobody knows then what is
     *     needed
     */
    public static Set<Path> in(final Path folder) {
        final Set<Path> named = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            throw new JournalException(folder + " is no folder that holds ledgers; name the one of"
                    + " journal.ledgerFolder with --ledgers");
        }
        try (var ledgers = Files.newDirectoryStream(folder, "engine-*.ledger")) {
            for (final Path ledger : ledgers) {
                addNamed(ledger, named);
            }
        } catch (final IOException | IllegalArgumentException unreadable) {
            throw new JournalException(
                    "the ledgers in " + folder + " cannot be read (" + unreadable.getMessage()
                            + "): they say which journals a restart needs; check the folder's rights",
                    unreadable);
        }
        return named;
    }

    private static void addNamed(final Path ledger, final Set<Path> named) throws IOException {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ledger)) {
            properties.load(reader);
        }
        for (final String key : List.of(SequenceLedger.UNFINISHED_JOURNAL, SequenceLedger.RECOVERED_JOURNAL)) {
            final String name = properties.getProperty(key, "");
            if (!name.isEmpty()) {
                named.add(Path.of(name));
            }
        }
    }
}
