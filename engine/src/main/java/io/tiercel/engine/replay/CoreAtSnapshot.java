package io.tiercel.engine.replay;

import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A core that is where a journal's snapshot was taken.
 *
 * @param core     to be given the inputs behind the snapshot
 * @param snapshot its state is the core's
 * @param <C>      the core
 */
record CoreAtSnapshot<C extends StateMachine>(C core, Snapshot snapshot) {
    /**
     * At the latest snapshot that is good: whole, of this journal, coming to its digest, and with its last input in the
     * journal.
     *
     * @param cores  each built as the journal's head says, and fresh
     * @param wanted says which of them would do
     * @param told   of those that would, and are not good, and why
     */
    static <C extends StateMachine> Optional<CoreAtSnapshot<C>> latest(
            final Path journal,
            final Supplier<C> cores,
            final Predicate<Snapshot> wanted,
            final Consumer<String> told) {
        for (final Path file : Snapshots.newestFirst(journal)) {
            try {
                final Snapshot snapshot = Snapshots.read(file);
                if (wanted.test(snapshot)) {
                    final C core = cores.get();
                    new SnapshotRestore(journal, core).restore(snapshot);
                    Journals.readAfter(journal, Stream.INPUT, snapshot.sequence())
                            .close();
                    return Optional.of(new CoreAtSnapshot<>(core, snapshot));
                }
            } catch (final JournalException | IllegalStateException unusable) {
                told.accept("snapshot " + file.getFileName() + " is not used: " + unusable.getMessage());
            }
        }
        return Optional.empty();
    }
}
