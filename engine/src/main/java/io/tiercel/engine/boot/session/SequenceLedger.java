package io.tiercel.engine.boot.session;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Remembers where an engine id's sequence ended, so that the next run goes on from there: sequence numbers, and with
 * them order ids and venue tokens, never come twice within an engine id. After a crash the last journal itself says
 * how far it came.
 */
final class SequenceLedger {
    private static final String UNFINISHED_JOURNAL = "unfinishedJournal";
    private static final String LAST_SEQUENCE = "lastSequence";

    private final int engineId;
    private final Path file;

    SequenceLedger(final Path folder, final int engineId) {
        this.engineId = engineId;
        file = folder.resolve("engine-" + engineId + ".ledger");
    }

    /** The first sequence of a new run whose journal will be {@code journal}; that is written down at once. */
    long open(final Path journal) {
        final Properties properties = new Properties();
        long last = 0;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                last = Long.parseLong(properties.getProperty(LAST_SEQUENCE, "0"));
            } catch (final IOException | IllegalArgumentException unreadable) {
                throw new JournalException(
                        file + " cannot be read (" + unreadable.getMessage()
                                + "): it holds the last sequence of this engine id; mend it, or remove it and give the engine"
                                + " another engine.id",
                        unreadable);
            }
            final String unfinished = properties.getProperty(UNFINISHED_JOURNAL, "");
            if (!unfinished.isEmpty()) {
                last = Math.max(last, lastInput(Path.of(unfinished)));
            }
        }
        store(last, journal.toAbsolutePath().toString());
        return last + 1;
    }

    /** The run ended with this sequence. */
    void close(final long lastSequence) {
        store(lastSequence, "");
    }

    private long lastInput(final Path journal) {
        if (!Files.isDirectory(journal)) {
            throw new JournalException(file + " names " + journal
                    + " as the journal of a run that did not end, and it is"
                    + " gone: put it back, or write the last sequence that may have been used as " + LAST_SEQUENCE
                    + " and nothing as " + UNFINISHED_JOURNAL
                    + " into that file, or give the engine another engine.id");
        }
        if (!Files.isDirectory(journal.resolve(Stream.INPUT.folder()))
                || !Files.isDirectory(journal.resolve(Stream.OUTPUT.folder()))) {
            // The run ended before it had a journal.
            return 0;
        }
        long last = 0;
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT)) {
            JournalReader.Result result = inputs.next();
            if (inputs.journalId() != 0 && inputs.engineId() != engineId) {
                // The run was refused this folder, since it already held the journal of another engine.
                return 0;
            }
            while (result == JournalReader.Result.RECORD) {
                last = inputs.sequence();
                result = inputs.next();
            }
            // A record that was not completed never was an input. Behind other damage there may be more.
            if (result == JournalReader.Result.FAULT && inputs.fault().kind() != JournalFault.Kind.TORN) {
                throw new JournalException("the journal of the last run, " + journal
                        + ", is damaged, so its last sequence is not known: " + inputs.fault()
                        + "; restore it from a copy, or give the engine another engine.id");
            }
        }
        return last;
    }

    private void store(final long lastSequence, final String unfinishedJournal) {
        final Properties properties = new Properties();
        properties.setProperty(UNFINISHED_JOURNAL, unfinishedJournal);
        properties.setProperty(LAST_SEQUENCE, Long.toString(lastSequence));
        try {
            Files.createDirectories(file.getParent());
            final Path next = file.resolveSibling(file.getFileName() + ".new");
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException failure) {
            throw new JournalException(
                    file + " cannot be written (" + failure
                            + "): it keeps sequences from coming twice; check journal.folder, its rights and the disk",
                    failure);
        }
    }
}
