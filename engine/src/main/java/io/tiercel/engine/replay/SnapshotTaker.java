package io.tiercel.engine.replay;

import io.tiercel.engine.state.StateBuffer;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Snapshots;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes snapshots of the state of a core that follows a journal beside it. */
public final class SnapshotTaker implements AutoCloseable {
    private static final int INPUTS_PER_ROUND = 10_000;

    private final String journal;
    private final JournalFollower<? extends StateMachine> follower;
    private final long everyInputs;
    private final Consumer<Snapshot> target;
    private final StateBuffer state = new StateBuffer();
    private long atLast;
    private long snapshots;
    private boolean caughtUp;

    /**
     * @param core        built as the journal's head says, and fresh
     * @param everyInputs a snapshot follows
     * @param kept        so many of the newest stay
     */
    public SnapshotTaker(final Path journal, final StateMachine core, final long everyInputs, final int kept) {
        this(journal, new JournalFollower<>(journal, core), everyInputs, kept);
    }

    /** @param follower from the journal's beginning */
    public SnapshotTaker(
            final Path journal,
            final JournalFollower<? extends StateMachine> follower,
            final long everyInputs,
            final int kept) {
        this(journal.toString(), follower, everyInputs, snapshot -> Snapshots.write(journal, snapshot, kept));
    }

    /**
     * The same, wherever the inputs come from and the snapshots go.
     *
     * @param journal its name
     * @param inputs  from the first one on
     */
    public SnapshotTaker(
            final String journal,
            final JournalReader inputs,
            final StateMachine core,
            final long everyInputs,
            final Consumer<Snapshot> target) {
        this(journal, new JournalFollower<>(core, inputs), everyInputs, target);
    }

    private SnapshotTaker(
            final String journal,
            final JournalFollower<? extends StateMachine> follower,
            final long everyInputs,
            final Consumer<Snapshot> target) {
        this.journal = journal;
        this.follower = follower;
        this.everyInputs = everyInputs;
        this.target = target;
    }

    /**
     * Runs some of what is there.
     *
     * @return how many inputs that were; 0 at the end so far
     * @throws JournalException when the journal is damaged, or the core fails
     */
    public int doWork() {
        int done = 0;
        while (done < INPUTS_PER_ROUND && follower.step()) {
            done++;
            if (follower.inputCount() - atLast >= everyInputs) {
                take();
            }
        }
        caughtUp = done < INPUTS_PER_ROUND;
        follower.requireWhole(journal);
        return done;
    }

    /** Of what was run. Before the session was ready there is nothing worth it. */
    public void take() {
        if (!follower.ready() || follower.inputCount() == atLast) {
            return;
        }
        state.reset();
        follower.core().snapshotTo(state);
        target.accept(new Snapshot(
                follower.journalId(),
                follower.sequence(),
                follower.timeNs(),
                follower.core().digest(),
                state.toByteArray(),
                follower.definitions()));
        atLast = follower.inputCount();
        snapshots++;
    }

    /** The last round came to the journal's end so far. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** The journal's session has come to its end. */
    public boolean ended() {
        return follower.ended();
    }

    /** Inputs that were run. */
    public long inputCount() {
        return follower.inputCount();
    }

    /** That were written. */
    public long snapshotCount() {
        return snapshots;
    }

    @Override
    public void close() {
        follower.close();
    }
}
