package io.tiercel.engine.boot;

import io.tiercel.engine.observe.readmodel.Contents;
import io.tiercel.journal.JournalSpan;
import io.tiercel.journal.readmodel.ModelHead;
import java.nio.file.Path;

/**
 * What an engine held, by its journal.
 *
 * @param journal  its folder
 * @param source   where it comes from
 * @param reason   why that is so, or empty
 * @param head     what it is true for
 * @param contents what it says
 * @param span     of the journal when it was looked at last; null when that cannot be read
 * @param problem  why it goes no further: damage, or a core that fails; else empty
 */
record RecordedState(
        Path journal,
        Source source,
        String reason,
        ModelHead head,
        Contents contents,
        JournalSpan span,
        String problem) {
    /** Where a state comes from. */
    enum Source {
        /** The read model, as somebody keeps it, or where the journal ends. */
        KEPT,
        /** The journal, run just now. */
        REBUILT,
        /** The read model, though the journal is ahead: it could not be rebuilt. */
        STALE
    }

    /** Inputs in the journal that the state does not know of; -1 when the journal's end cannot be read. */
    long inputsAhead() {
        return span == null ? -1 : Math.max(0, span.lastSequence() - head.sequence());
    }

    int exitCode() {
        return source == Source.STALE || !problem.isEmpty() ? ExitCode.DIFFERENCE : ExitCode.DONE;
    }
}
