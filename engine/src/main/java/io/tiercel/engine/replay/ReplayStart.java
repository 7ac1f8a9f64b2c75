package io.tiercel.engine.replay;

import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where a replay begins.
 *
 * @param core          as it is there
 * @param afterSequence of the last input in the core's state, for a core that is at a snapshot; 0: the core is fresh
 * @param <C>           the core
 */
public record ReplayStart<C extends StateMachine>(C core, long afterSequence) {
    /** @param core built as the journal's head says, and fresh */
    public static <C extends StateMachine> ReplayStart<C> atBeginning(final C core) {
        return new ReplayStart<>(core, 0);
    }

    /**
     * At the latest good snapshot before the range, so that as little as possible is run before it; else at the
     * journal's beginning. Snapshots are of the journal's own code: another one has to begin at the beginning.
     *
     * @param cores each built as the journal's head says, and fresh
     * @param told  of snapshots that are before the range and are not used, and why
     */
    public static <C extends StateMachine> ReplayStart<C> before(
            final Path journal, final ReplayRange range, final Supplier<C> cores, final Consumer<String> told) {
        final Optional<CoreAtSnapshot<C>> latest = CoreAtSnapshot.latest(
                RecordedJournal.in(journal),
                cores,
                range.fromSequence() == 0 ? Long.MAX_VALUE : range.fromSequence(),
                snapshot -> !range.begun(snapshot.sequence(), snapshot.timeNs()),
                told);
        return latest.map(found ->
                        new ReplayStart<>(found.core(), found.snapshot().sequence()))
                .orElseGet(() -> atBeginning(cores.get()));
    }

    JournalReader inputs(final Path journal) {
        return afterSequence == 0
                ? Journals.read(journal, Stream.INPUT)
                : Journals.readAfter(journal, Stream.INPUT, afterSequence);
    }

    /** Begins before the outputs of the range's first input, or with them: those before it are not compared. */
    JournalReader outputs(final Path journal, final ReplayRange range) {
        final long before = Math.max(afterSequence, range.fromSequence() - 1);
        return before == 0
                ? Journals.read(journal, Stream.OUTPUT)
                : Journals.readAfterCause(journal, Stream.OUTPUT, before);
    }
}
