package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.journal.JournalEnd;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Snapshot;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the journal of a session that came to no end, so that another session can go on from there: from its newest good
 * snapshot, or from its beginning.
 */
public final class Recovery {
    private final Path folder;
    private final TradingCore core;
    private final RecordedJournal journal;
    private final Definitions definitions = new Definitions();
    private long sequence;
    private long timeNs;
    private long count;
    private boolean ended;

    private Recovery(final Path folder, final RecordedJournal journal, final TradingCore core) {
        this.folder = folder;
        this.journal = journal;
        this.core = core;
    }

    /**
     * @param cores each built as the journal's head says, and fresh
     * @param told  of snapshots that are not used, and why
     * @return nothing when the session had come to its end
     * @throws JournalException when the core fails, or its outputs are not those that were recorded
     */
    public static Optional<Recovered> read(
            final Path folder, final Supplier<TradingCore> cores, final Consumer<String> told) {
        return read(folder, RecordedJournal.in(folder), cores, told);
    }

    /**
     * The same, wherever the records come from.
     *
     * @param folder names the journal
     */
    public static Optional<Recovered> read(
            final Path folder,
            final RecordedJournal journal,
            final Supplier<TradingCore> cores,
            final Consumer<String> told) {
        final Optional<CoreAtSnapshot<TradingCore>> latest =
                CoreAtSnapshot.latest(journal, cores, Long.MAX_VALUE, any -> true, told);
        if (latest.isPresent()) {
            return new Recovery(folder, journal, latest.get().core())
                    .goOn(latest.get().snapshot());
        }
        try (JournalReader inputs = journal.inputsAfter(0);
                JournalReader recorded = journal.outputsAfter(0)) {
            return new Recovery(folder, journal, cores.get())
                    .run(inputs, new OutputComparison(recorded, new EventTrail()));
        }
    }

    private Optional<Recovered> goOn(final Snapshot snapshot) {
        definitions.startWith(snapshot.definitions());
        sequence = snapshot.sequence();
        timeNs = snapshot.timeNs();
        try (JournalReader inputs = journal.inputsAfter(snapshot.sequence());
                JournalReader recorded = journal.outputsAfter(snapshot.sequence())) {
            final OutputComparison comparison = new OutputComparison(recorded, new EventTrail());
            comparison.skipTo(snapshot.sequence() + 1);
            return run(inputs, comparison);
        }
    }

    private Optional<Recovered> run(final JournalReader inputs, final OutputComparison comparison) {
        while (inputs.next() == JournalReader.Result.RECORD) {
            comparison.startInput();
            final Failure failure = CoreCall.run(core, inputs, comparison);
            comparison.endInput(inputs.sequence());
            requireSame(failure, comparison);
            definitions.onMessage(inputs.kind(), inputs.buffer(), inputs.offset(), inputs.length());
            ended = inputs.kind() == SessionEndDecoder.TEMPLATE_ID;
            sequence = inputs.sequence();
            timeNs = inputs.timeNs();
            count++;
        }
        requireWhole(inputs.fault());
        return ended ? Optional.empty() : Optional.of(recovered(comparison));
    }

    /** A record that the crash cut short never was an input; before the journal's end there is none. */
    private void requireWhole(final JournalFault fault) {
        if (fault != null && fault.kind() != JournalFault.Kind.TORN) {
            throw new JournalException(folder + " is damaged: " + fault);
        }
        final JournalEnd end = journal.end();
        if (end.doubt() != null || end.lastSequence() != sequence) {
            throw new JournalException(folder + " is damaged: behind input " + sequence + " it cannot be read, yet "
                    + (end.doubt() == null ? "its last input is " + end.lastSequence() : end.doubt())
                    + (fault == null ? "" : "; " + fault));
        }
    }

    private Recovered recovered(final OutputComparison comparison) {
        final StateBuffer state = new StateBuffer();
        core.snapshotTo(state);
        return new Recovered(
                folder,
                sequence,
                timeNs,
                core.digest(),
                state.toByteArray(),
                definitions.whole(),
                core.openOrderCount(),
                core.risk().stopping(),
                count,
                comparison.unrecordedInputs());
    }

    private void requireSame(final Failure failure, final OutputComparison comparison) {
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
