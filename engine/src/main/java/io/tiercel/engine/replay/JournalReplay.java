package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.engine.replay.ReplayResult.Coverage;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.DirectBuffer;

/** Runs a journal's inputs through a core and compares what comes out with what was recorded. */
public final class JournalReplay {
    private final Path folder;
    private final StateMachine core;
    private final long startedAfter;
    private final boolean ahead;
    private final ReplayRange range;
    private final ReplayPace pace;
    private final JournalReader inputs;
    private final EventTrail trail = new EventTrail();
    /** Null when outputs are only counted. */
    private final OutputComparison comparison;

    private final Outputs passedBy = this::onOutputBeforeRange;
    private final Outputs compared;
    private long countedOutputs;
    private long skipped;
    private long events;
    private long lastSequence;
    private long sessionEnd;
    private boolean over;
    private boolean stopped;
    private Failure failure;
    private DivergenceContext failureContext;

    private JournalReplay(
            final Path folder,
            final ReplayStart<?> start,
            final boolean ahead,
            final ReplayRange range,
            final ReplayPace pace,
            final JournalReader inputs,
            final JournalReader recorded) {
        this.folder = folder;
        core = start.core();
        startedAfter = start.afterSequence();
        this.ahead = ahead;
        this.range = range;
        this.pace = pace;
        this.inputs = inputs;
        comparison = recorded == null ? null : new OutputComparison(recorded, trail);
        compared = recorded == null ? this::onOutput : comparison;
    }

    /**
     * From the journal's beginning.
     *
     * @param core built as the journal's head says, and fresh
     */
    public static ReplayResult verify(
            final Path folder,
            final StateMachine core,
            final boolean ahead,
            final ReplayRange range,
            final ReplayPace pace) {
        return verify(folder, ReplayStart.atBeginning(core), ahead, range, pace);
    }

    /**
     * @param ahead the journal may hold inputs that came after the one at which the core failed: those that were
     *              under way on the ring
     * @param range what is compared; nothing after it is run
     */
    public static ReplayResult verify(
            final Path folder,
            final ReplayStart<?> start,
            final boolean ahead,
            final ReplayRange range,
            final ReplayPace pace) {
        final long startNs = System.nanoTime();
        try (JournalReader inputs = start.inputs(folder);
                JournalReader recorded = start.outputs(folder, range)) {
            return new JournalReplay(folder, start, ahead, range, pace, inputs, recorded).replay(startNs);
        }
    }

    /**
     * Compares as {@link #verify} does, while {@code watch} looks on; ends when it has seen enough.
     *
     * @param core  built as the journal's head says, and fresh
     * @param ahead as above
     */
    public static ReplayResult watch(
            final Path folder, final StateMachine core, final boolean ahead, final InputWatch watch) {
        final long startNs = System.nanoTime();
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT);
                JournalReader recorded = Journals.read(folder, Stream.OUTPUT)) {
            return new JournalReplay(
                            folder,
                            ReplayStart.atBeginning(core),
                            ahead,
                            ReplayRange.ALL,
                            ReplayPace.FREE,
                            inputs,
                            recorded)
                    .watch(watch, startNs);
        }
    }

    private ReplayResult watch(final InputWatch watch, final long startNs) {
        final Outputs outputs = (cause, ordinal, buffer, offset, length) -> {
            comparison.onOutput(cause, ordinal, buffer, offset, length);
            watch.onOutput(cause, ordinal, buffer, offset, length);
        };
        boolean more = true;
        JournalReader.Result result = inputs.next();
        while (more && result == JournalReader.Result.RECORD && divergence() == null) {
            if (events++ == 0) {
                comparison.skipTo(inputs.sequence());
            }
            comparison.startInput();
            watch.beforeInput(inputs);
            callCore(outputs);
            lastSequence = inputs.sequence();
            comparison.endInput(lastSequence);
            more = watch.afterInput(lastSequence) && failure == null;
            result = more || failure != null ? inputs.next() : result;
        }
        if (failure != null && ahead && comparison.recordedEnded()) {
            result = skipInputsUnderWay(result);
        }
        return result(result, startNs);
    }

    /**
     * From the journal's beginning.
     *
     * @param core built as the journal's head says, and fresh
     */
    public static ReplayResult run(
            final Path folder,
            final StateMachine core,
            final boolean ahead,
            final ReplayRange range,
            final ReplayPace pace) {
        return run(folder, ReplayStart.atBeginning(core), ahead, range, pace);
    }

    /**
     * Only runs the inputs; what was recorded of outputs is not looked at.
     *
     * @param ahead as above
     * @param range what is counted; nothing after it is run
     */
    public static ReplayResult run(
            final Path folder,
            final ReplayStart<?> start,
            final boolean ahead,
            final ReplayRange range,
            final ReplayPace pace) {
        final long startNs = System.nanoTime();
        try (JournalReader inputs = start.inputs(folder)) {
            return new JournalReplay(folder, start, ahead, range, pace, inputs, null).replay(startNs);
        }
    }

    private ReplayResult replay(final long startNs) {
        JournalReader.Result result = inputs.next();
        while (result == JournalReader.Result.RECORD && failure == null && divergence() == null && isDue()) {
            runInput();
            result = inputs.next();
        }
        if (failure != null && ahead && (comparison == null || comparison.recordedEnded())) {
            result = skipInputsUnderWay(result);
        }
        end(result);
        return result(result, startNs);
    }

    private ReplayResult result(final JournalReader.Result last, final long startNs) {
        final boolean wentOn = failure != null && divergence() == null && last == JournalReader.Result.RECORD;
        return new ReplayResult(
                events,
                comparison == null ? countedOutputs : comparison.outputCount(),
                comparison == null ? 0 : comparison.unrecordedInputs(),
                core.digest(),
                wentOn ? wentOn(failure) : divergence(),
                wentOn ? failureContext : comparison == null ? null : comparison.context(),
                failure,
                java.util.stream.Stream.of(inputs.fault(), comparison == null ? null : comparison.fault())
                        .filter(Objects::nonNull)
                        .toList(),
                new Coverage(startedAfter, skipped, lastSequence, stopped),
                System.nanoTime() - startNs);
    }

    /** Waits until the next input is to be run; false when it is not to be. */
    private boolean isDue() {
        final long sequence = inputs.sequence();
        final long timeNs = inputs.timeNs();
        over = range.over(sequence, timeNs);
        if (over) {
            return false;
        }
        stopped = !pace.await(sequence, timeNs, events > 0 || range.begun(sequence, timeNs));
        return !stopped;
    }

    private void runInput() {
        final long sequence = inputs.sequence();
        if (events == 0 && !range.begun(sequence, inputs.timeNs())) {
            skipped++;
            callCore(passedBy);
            if (failure != null && comparison != null) {
                comparison.skipTo(sequence + 1);
            }
        } else if (comparison == null) {
            events++;
            callCore(compared);
        } else {
            if (events++ == 0) {
                comparison.skipTo(sequence);
            }
            comparison.startInput();
            callCore(compared);
            comparison.endInput(sequence);
        }
        lastSequence = sequence;
        sessionEnd = inputs.kind() == SessionEndDecoder.TEMPLATE_ID ? sequence : 0;
    }

    private void callCore(final Outputs outputs) {
        trail.input(inputs.sequence(), inputs.timeNs(), inputs.buffer(), inputs.offset(), inputs.length());
        failure = CoreCall.run(core, inputs, outputs);
        if (failure != null) {
            failureContext = new DivergenceContext(trail.events(), null);
        }
    }

    private void onOutputBeforeRange(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        trail.output(cause, ordinal, false, buffer, offset, length);
    }

    private void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        countedOutputs++;
        trail.output(cause, ordinal, false, buffer, offset, length);
    }

    /**
     * Of these inputs nothing was recorded, so the core did not come to them. To the end of a session it did.
     *
     * @return END, or what was met before it
     */
    private JournalReader.Result skipInputsUnderWay(final JournalReader.Result first) {
        JournalReader.Result result = first;
        while (result == JournalReader.Result.RECORD && inputs.kind() != SessionEndDecoder.TEMPLATE_ID) {
            result = inputs.next();
        }
        return result;
    }

    private void end(final JournalReader.Result result) {
        if (comparison == null || events == 0 && (skipped > 0 || startedAfter > 0)) {
            return;
        }
        if (result == JournalReader.Result.END) {
            comparison.endOfInputs(sessionEnd);
        } else if ((over || stopped) && comparison.unrecordedInputs() > 0) {
            // Whether a crash cut them off is known at the journal's end only.
            comparison.endOfRange(findSessionEnd());
        }
    }

    /** Sequence of the input that ended the session, or 0. What is behind the range is not read for it. */
    private long findSessionEnd() {
        try (JournalReader last = Journals.readLast(folder, Stream.INPUT)) {
            return last.kind() == SessionEndDecoder.TEMPLATE_ID ? last.sequence() : 0;
        }
    }

    private Divergence divergence() {
        return comparison == null ? null : comparison.divergence();
    }

    /** More inputs follow the one at which the core failed now, so it did not fail there then. */
    private static Divergence wentOn(final Failure failure) {
        return new Divergence(failure.sequence(), 0, "core", "goes on", "fails");
    }

    /** The text of a divergence, in one line. */
    public static String describe(final Divergence divergence) {
        return "input " + divergence.sequence() + ", output " + divergence.ordinal() + ", " + divergence.field()
                + ": recorded " + divergence.recorded() + ", replayed " + divergence.replayed();
    }
}
