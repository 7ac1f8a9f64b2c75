package io.tiercel.engine.replay;

import io.tiercel.journal.JournalEnd;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Where a recovery reads a journal and its snapshots from. */
public interface RecordedJournal {
    /**
     * The inputs behind this one, all of them behind 0.
     *
     * @throws io.tiercel.journal.JournalException when there is no such input
     */
    JournalReader inputsAfter(long sequence);

    /** The outputs near those of inputs behind this one, and before them; all behind 0. */
    JournalReader outputsAfter(long cause);

    /** The latest first. */
    List<TakenSnapshot> snapshots();

    /** Found without what was read. */
    JournalEnd end();

    /**
     * A snapshot that can be read, or not.
     *
     * @param sequence of its last input, as its name says
     * @param content  throws a {@link io.tiercel.journal.JournalException} when it is not what was written
     */
    record TakenSnapshot(String name, long sequence, Supplier<Snapshot> content) {}

    /** A file's content, when it is what the file's name says: by that it was chosen. */
    private static Snapshot named(final Path file) {
        final Snapshot snapshot = Snapshots.read(file);
        if (snapshot.sequence() != Snapshots.sequence(file)) {
            throw new JournalException(
                    file + " is of input " + snapshot.sequence() + ", which is not what its name says: it is left out");
        }
        return snapshot;
    }

    /** In files. */
    static RecordedJournal in(final Path folder) {
        return new RecordedJournal() {
            @Override
            public JournalReader inputsAfter(final long sequence) {
                return sequence == 0
                        ? Journals.read(folder, Stream.INPUT)
                        : Journals.readAfter(folder, Stream.INPUT, sequence);
            }

            @Override
            public JournalReader outputsAfter(final long cause) {
                return cause == 0
                        ? Journals.read(folder, Stream.OUTPUT)
                        : Journals.readAfterCause(folder, Stream.OUTPUT, cause);
            }

            @Override
            public List<TakenSnapshot> snapshots() {
                return Snapshots.newestFirst(folder).stream()
                        .map(file -> new TakenSnapshot(
                                file.getFileName().toString(), Snapshots.sequence(file), () -> named(file)))
                        .toList();
            }

            @Override
            public JournalEnd end() {
                return JournalEnd.find(folder);
            }
        };
    }
}
