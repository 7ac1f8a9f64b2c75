package io.tiercel.engine.boot;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The journal of a run that has begun on another thread. */
final class StartedJournal {
    private StartedJournal() {}

    /** Returns when it can be read, or the run has ended. */
    static void await(final Path journal, final CompletableFuture<?> run, final long timeoutNs) {
        final long startNs = System.nanoTime();
        while (!readable(journal) && !run.isDone()) {
            if (System.nanoTime() - startNs > timeoutNs) {
                throw new AssertionError("no journal in " + journal);
            }
            Thread.yield();
        }
    }

    private static boolean readable(final Path journal) {
        try (JournalReader inputs = Journals.read(journal, Stream.INPUT);
                JournalReader outputs = Journals.read(journal, Stream.OUTPUT)) {
            return inputs.fault() == null && outputs.fault() == null;
        } catch (final JournalException notYet) {
            return false;
        }
    }
}
