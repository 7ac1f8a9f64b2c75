package io.tiercel.engine.boot.session;

import io.tiercel.journal.DiskFailure;
import io.tiercel.journal.JournalEnd;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.Stream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Remembers where an engine id's sequence ended, so that the next run goes on from there: sequence numbers, and with
 * them order ids and venue tokens, never come twice within an engine id. After a crash the last journal itself says
 * how far it came. From {@link #open} to {@link #close} no other engine of this id can open it.
 */
final class SequenceLedger implements AutoCloseable {
    static final String UNFINISHED_JOURNAL = "unfinishedJournal";
    private static final String LAST_SEQUENCE = "lastSequence";
    /** While a run begins that goes on from another one: that one's journal. */
    static final String RECOVERED_JOURNAL = "recoveredJournal";

    private final int engineId;
    private final Path folder;
    private final Path file;
    private FileChannel lock;
    private boolean keptLocked;

    SequenceLedger(final Path folder, final int engineId) {
        this.engineId = engineId;
        this.folder = folder;
        file = folder.resolve("engine-" + engineId + ".ledger");
    }

    Path file() {
        return file;
    }

    /**
     * The first sequence of a new run whose journal will be {@code journal}; that is written down at once.
     *
     * @param recovery called before anything is written, with the journals of runs that did not end, the latest first
     *     (a run that began to go on from another one and did not come to trade has two): says from which one this run
     *     goes on
     * @throws JournalException when another engine of this id runs, or it cannot be known where the last one ended
     */
    long open(final Path journal, final Function<List<Path>, Optional<Path>> recovery) {
        lock();
        try {
            return openLocked(journal, recovery);
        } catch (final RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /** A file of its own: the ledger is replaced with each change. The system ends the lock with the process. */
    private void lock() {
        final Path lockFile = folder.resolve("engine-" + engineId + ".lock");
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked()) {
                return;
            }
        } catch (final IOException failure) {
            close();
            throw new JournalException(
                    lockFile + " cannot be locked (" + DiskFailure.text(failure)
                            + "): it keeps two engines of one id apart; check the folder's rights and its disk",
                    failure);
        }
        close();
        throw new JournalException("an engine of id " + engineId + " runs already with its ledger in " + folder + " ("
                + lockFile.getFileName()
                + " is locked): stop it, or give this one another engine.id (a folder of its own does not help: two"
                + " engines of one id make the same order ids)");
    }

    private boolean locked() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (final OverlappingFileLockException sameProcess) {
            // One in this process is as good as one in another.
            return false;
        }
    }

    /** For a run that cannot be ended: nobody else may have the ledger while this process lives. */
    void keepLocked() {
        keptLocked = true;
    }

    /** Lets the next run have it. What {@link #ended} did not say, that run reads from the journal. */
    @Override
    public void close() {
        if (lock != null && !keptLocked) {
            try {
                lock.close();
            } catch (final IOException failure) {
                throw new JournalException(
                        "the lock beside " + file + " could not be released: " + DiskFailure.text(failure), failure);
            }
        }
    }

    private long openLocked(final Path journal, final Function<List<Path>, Optional<Path>> recovery) {
        final Properties properties = new Properties();
        final List<Path> unfinished = new ArrayList<>();
        long last = 0;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                last = Long.parseLong(properties.getProperty(LAST_SEQUENCE, "0"));
            } catch (final IOException | IllegalArgumentException unreadable) {
                throw new JournalException(
                        file + " cannot be read (" + DiskFailure.text(unreadable)
                                + "): it holds the last sequence of this engine id; mend it, or remove it and give the engine"
                                + " another engine.id",
                        unreadable);
            }
            for (final String key : List.of(UNFINISHED_JOURNAL, RECOVERED_JOURNAL)) {
                final String name = properties.getProperty(key, "");
                if (!name.isEmpty()) {
                    unfinished.add(Path.of(name));
                    last = Math.max(last, lastInput(Path.of(name)));
                }
            }
        }
        final Optional<Path> recovered = unfinished.isEmpty() ? Optional.empty() : recovery.apply(unfinished);
        // Before it is named: a run that is stopped right here leaves a journal without records, not one that is gone.
        makeFolder(journal);
        store(
                last,
                journal.toAbsolutePath().toString(),
                recovered.map(Path::toString).orElse(""));
        return last + 1;
    }

    private static void makeFolder(final Path journal) {
        try {
            Files.createDirectories(journal);
        } catch (final IOException failure) {
            throw new JournalException(
                    "journal folder " + journal + " cannot be made (" + DiskFailure.text(failure)
                            + "): name another one, or check its rights and the disk's free space",
                    failure);
        }
    }

    /** The run has taken over what it goes on from: its own journal says all. */
    void recovered(final Path journal, final long firstSequence) {
        store(firstSequence - 1, journal.toAbsolutePath().toString(), "");
    }

    /** The run ended with this sequence. */
    void ended(final long lastSequence) {
        store(lastSequence, "", "");
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
        final JournalEnd end = JournalEnd.find(journal);
        if (end.opened() && end.engineId() != engineId) {
            // The run was refused this folder, since it already held the journal of another engine.
            return 0;
        }
        if (end.doubt() != null) {
            throw new JournalException("the journal of the last run, " + journal
                    + ", is damaged, so its last sequence is not known: " + end.doubt()
                    + "; cut a torn tail off with tiercel journal repair " + journal
                    + ", or restore the journal from a copy; another engine.id would leave open orders alone");
        }
        return end.lastUsed();
    }

    private void store(final long lastSequence, final String unfinishedJournal, final String recoveredJournal) {
        final Properties properties = new Properties();
        properties.setProperty(UNFINISHED_JOURNAL, unfinishedJournal);
        if (!recoveredJournal.isEmpty()) {
            properties.setProperty(RECOVERED_JOURNAL, recoveredJournal);
        }
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
                    file + " cannot be written (" + DiskFailure.text(failure)
                            + "): it keeps sequences from coming twice; check journal.ledgerFolder or journal.folder, its rights and the disk",
                    failure);
        }
    }
}
