package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the journal of a session that came to no end, so that another session can go on from there. */
public final class Recovery {
    private Recovery() {}

    /**
     * @param core built as the journal's head says, and fresh
     * @return nothing when the session had come to its end
     * @throws JournalException when the core fails, or its outputs are not those that were recorded
     */
    public static Optional<Recovered> read(final Path folder, final TradingCore core) {
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT);
                JournalReader recorded = Journals.read(folder, Stream.OUTPUT)) {
            final OutputComparison comparison = new OutputComparison(recorded);
            final Definitions definitions = new Definitions();
            long count = 0;
            long sequence = 0;
            long timeNs = 0;
            boolean ended = false;
            while (inputs.next() == JournalReader.Result.RECORD) {
                comparison.startInput();
                final Failure failure = JournalReplay.runInput(core, inputs, comparison);
                comparison.endInput(inputs.sequence());
                requireSame(folder, failure, comparison);
                definitions.onMessage(inputs.kind(), inputs.buffer(), inputs.offset(), inputs.length());
                ended = inputs.kind() == SessionEndDecoder.TEMPLATE_ID;
                sequence = inputs.sequence();
                timeNs = inputs.timeNs();
                count++;
            }
            // A record that the crash cut short never was an input: whether more is wrong was looked at before.
            if (inputs.fault() != null && inputs.fault().kind() != JournalFault.Kind.TORN) {
                throw new JournalException(folder + " is damaged: " + inputs.fault());
            }
            if (ended) {
                return Optional.empty();
            }
            final StateBuffer state = new StateBuffer();
            core.snapshotTo(state);
            return Optional.of(new Recovered(
                    folder,
                    sequence,
                    timeNs,
                    core.digest(),
                    state.toByteArray(),
                    definitions.whole(),
                    core.openOrderCount(),
                    core.risk().stopping(),
                    count,
                    comparison.unrecordedInputs()));
        }
    }

    private static void requireSame(final Path folder, final Failure failure, final OutputComparison comparison) {
        if (failure != null) {
            throw new JournalException("the session of " + folder + " cannot go on: the core failed at its input "
                    + failure.sequence() + ", by " + failure.by() + ", and fails there again");
        }
        if (comparison.divergence() != null) {
            throw new JournalException("the session of " + folder + " cannot go on: what it did is not what this code"
                    + " does: " + JournalReplay.describe(comparison.divergence()));
        }
    }
}
