package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Snapshots;
import io.tiercel.journal.Stream;
import java.nio.file.Path;

/** A second core that follows a journal, also while it is written, and writes snapshots of its state beside it. */
public final class SnapshotTaker implements AutoCloseable {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};
    private static final int INPUTS_PER_ROUND = 10_000;

    private final Path journal;
    private final StateMachine core;
    private final long everyInputs;
    private final int kept;
    private final JournalReader inputs;
    private final Definitions definitions = new Definitions();
    private final StateBuffer state = new StateBuffer();
    private long count;
    private long atLast;
    private long snapshots;
    private boolean ready;
    private boolean ended;

    /**
     * @param core        built as the journal's head says, and fresh
     * @param everyInputs a snapshot follows
     * @param kept        so many of the newest stay
     */
    public SnapshotTaker(final Path journal, final StateMachine core, final long everyInputs, final int kept) {
        this.journal = journal;
        this.core = core;
        this.everyInputs = everyInputs;
        this.kept = kept;
        inputs = Journals.read(journal, Stream.INPUT);
    }

    /**
     * Runs some of what is there.
     *
     * @return how many inputs that were; 0 at the end so far
     * @throws JournalException when the journal is damaged, or the core fails
     */
    public int doWork() {
        int done = 0;
        while (done < INPUTS_PER_ROUND && !ended && hasNext()) {
            final Failure failure = CoreCall.run(core, inputs, NOWHERE);
            if (failure != null) {
                throw new JournalException("no snapshot beyond input " + (failure.sequence() - 1) + " of " + journal
                        + ": the core fails at the next one, by " + failure.by());
            }
            definitions.onMessage(inputs.kind(), inputs.buffer(), inputs.offset(), inputs.length());
            ready |= inputs.kind() == SessionReadyDecoder.TEMPLATE_ID;
            ended = inputs.kind() == SessionEndDecoder.TEMPLATE_ID;
            done++;
            if (++count - atLast >= everyInputs) {
                take();
            }
        }
        return done;
    }

    private boolean hasNext() {
        final JournalReader.Result result = inputs.next();
        if (result == JournalReader.Result.FAULT) {
            throw new JournalException(journal + " is damaged: " + inputs.fault() + "; run journal verify");
        }
        return result == JournalReader.Result.RECORD;
    }

    /** Of what was run. Before the session was ready there is nothing worth it. */
    public void take() {
        if (!ready || count == atLast) {
            return;
        }
        state.reset();
        core.snapshotTo(state);
        Snapshots.write(
                journal,
                new Snapshot(
                        inputs.journalId(),
                        inputs.sequence(),
                        inputs.timeNs(),
                        core.digest(),
                        state.toByteArray(),
                        definitions.whole()),
                kept);
        atLast = count;
        snapshots++;
    }

    /** The journal's session has come to its end. */
    public boolean ended() {
        return ended;
    }

    /** Inputs that were run. */
    public long inputCount() {
        return count;
    }

    /** That were written. */
    public long snapshotCount() {
        return snapshots;
    }

    @Override
    public void close() {
        inputs.close();
    }
}
