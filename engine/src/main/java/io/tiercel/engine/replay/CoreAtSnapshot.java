package io.tiercel.engine.replay;

import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.Snapshot;
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
     * @param before those of this sequence or a later one, by their names, are not read
     * @param wanted says which of them would do
     * @param told   of those that would, and are not good, and why
     */
    static <C extends StateMachine> Optional<CoreAtSnapshot<C>> latest(
            final RecordedJournal journal,
            final Supplier<C> cores,
            final long before,
            final Predicate<Snapshot> wanted,
            final Consumer<String> told) {
        for (final RecordedJournal.TakenSnapshot taken : journal.snapshots()) {
            if (taken.sequence() >= before) {
                continue;
            }
            try {
                final Snapshot snapshot = taken.content().get();
                if (wanted.test(snapshot)) {
                    final C core = cores.get();
                    new SnapshotRestore(journal, core).restore(snapshot);
                    journal.inputsAfter(snapshot.sequence()).close();
                    return Optional.of(new CoreAtSnapshot<>(core, snapshot));
                }
            } catch (final JournalException | IllegalStateException unusable) {
                told.accept("snapshot " + taken.name() + " is not used: " + unusable.getMessage());
            }
        }
        return Optional.empty();
    }
}
