package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.codecs.control.SessionReadyDecoder;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Snapshot;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A second core that follows a journal, also while it is written. It reads only.
 *
 * @param <C> the core
 */
public final class JournalFollower<C extends StateMachine> implements AutoCloseable {
    private static final Outputs NOWHERE = (cause, ordinal, buffer, offset, length) -> {};

    private final C core;
    private final JournalReader inputs;
    private final Definitions definitions = new Definitions();
    private long journalId;
    private long sequence;
    private long timeNs;
    private long count;
    private boolean ready;
    private boolean ended;
    private Failure failure;

    /**
     * From the journal's beginning.
     *
     * @param core built as the journal's head says, and fresh
     */
    public JournalFollower(final Path journal, final C core) {
        this(core, Journals.read(journal, Stream.INPUT));
    }

    JournalFollower(final C core, final JournalReader inputs) {
        this.core = core;
        this.inputs = inputs;
    }

    /**
     * From the latest good snapshot before an input, else from the journal's beginning.
     *
     * @param cores  each built as the journal's head says, and fresh
     * @param before this input and those behind it are left to be followed
     * @param told   of snapshots that are not used, and why
     */
    public static <C extends StateMachine> JournalFollower<C> atSnapshot(
            final Path journal, final Supplier<C> cores, final long before, final Consumer<String> told) {
        return CoreAtSnapshot.latest(RecordedJournal.in(journal), cores, before, snapshot -> true, told)
                .map(found -> behind(journal, found.core(), found.snapshot()))
                .orElseGet(() -> new JournalFollower<>(journal, cores.get()));
    }

    private static <C extends StateMachine> JournalFollower<C> behind(
            final Path journal, final C core, final Snapshot snapshot) {
        final JournalFollower<C> follower =
                new JournalFollower<>(core, Journals.readAfter(journal, Stream.INPUT, snapshot.sequence()));
        follower.definitions.startWith(snapshot.definitions());
        follower.journalId = snapshot.journalId();
        follower.sequence = snapshot.sequence();
        follower.timeNs = snapshot.timeNs();
        follower.ready = true;
        return follower;
    }

    /**
     * Gives the core the next input.
     *
     * @return false when there is none so far, the session has ended, or what comes is damaged or makes the core fail
     */
    public boolean step() {
        if (ended || failure != null || inputs.next() != JournalReader.Result.RECORD) {
            return false;
        }
        failure = CoreCall.run(core, inputs, NOWHERE);
        if (failure != null) {
            return false;
        }
        definitions.onMessage(inputs.kind(), inputs.buffer(), inputs.offset(), inputs.length());
        journalId = inputs.journalId();
        sequence = inputs.sequence();
        timeNs = inputs.timeNs();
        ready |= inputs.kind() == SessionReadyDecoder.TEMPLATE_ID;
        ended = inputs.kind() == SessionEndDecoder.TEMPLATE_ID;
        count++;
        return true;
    }

    /** @throws JournalException when it can go no further, since the journal is damaged or the core failed */
    void requireWhole(final String journal) {
        if (failure != null) {
            throw new JournalException("no snapshot beyond input " + (failure.sequence() - 1) + " of " + journal
                    + ": the core fails at the next one, by " + failure.by());
        }
        if (inputs.fault() != null) {
            throw new JournalException(
                    journal + " is damaged: " + inputs.fault() + "; run journal verify", inputs.fault());
        }
    }

    /** As it is behind {@link #sequence()}; after a {@link #failure()} nobody knows how. */
    public C core() {
        return core;
    }

    public long journalId() {
        return journalId;
    }

    /** Of the last input that the core was given; 0: of none. */
    public long sequence() {
        return sequence;
    }

    /** Of that input. */
    public long timeNs() {
        return timeNs;
    }

    /** Inputs that were followed; those in a snapshot are not counted. */
    public long inputCount() {
        return count;
    }

    /** The session has begun: configuration and reference data are whole. */
    public boolean ready() {
        return ready;
    }

    /** The session has come to its end. */
    public boolean ended() {
        return ended;
    }

    /** What the core threw at the input behind {@link #sequence()}, or null. */
    public Failure failure() {
        return failure;
    }

    /** What is wrong with the journal behind {@link #sequence()}, or null. */
    public JournalFault fault() {
        return inputs.fault();
    }

    List<byte[]> definitions() {
        return definitions.whole();
    }

    @Override
    public void close() {
        inputs.close();
    }
}
