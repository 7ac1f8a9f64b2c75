package io.tiercel.engine.replay;

import io.tiercel.codecs.control.SessionEndDecoder;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.replay.ReplayResult.Failure;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Journals;
import io.tiercel.journal.Stream;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Runs a journal's inputs through a core and compares what comes out with what was recorded. */
public final class JournalReplay {
    private static final int PROGRESS_MASK = (1 << 18) - 1;

    private JournalReplay() {}

    /**
     * @param core     built as the journal's head says, and fresh
     * @param ahead    the journal may hold inputs that came after the one at which the core failed: those that were
     *                 under way on the ring
     * @param progress told the number of inputs so far, now and then
     */
    public static ReplayResult verify(
            final Path folder, final StateMachine core, final boolean ahead, final LongConsumer progress) {
        final long startNs = System.nanoTime();
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT);
                JournalReader recorded = Journals.read(folder, Stream.OUTPUT)) {
            final OutputComparison comparison = new OutputComparison(recorded);
            long events = 0;
            long sessionEnd = 0;
            Failure failure = null;
            JournalReader.Result result = inputs.next();
            while (result == JournalReader.Result.RECORD && comparison.divergence() == null && failure == null) {
                comparison.startInput();
                failure = runInput(core, inputs, comparison);
                comparison.endInput(inputs.sequence());
                sessionEnd = inputs.kind() == SessionEndDecoder.TEMPLATE_ID ? inputs.sequence() : 0;
                if ((++events & PROGRESS_MASK) == 0) {
                    progress.accept(events);
                }
                result = inputs.next();
            }
            if (failure != null && ahead && comparison.recordedEnded()) {
                result = skipInputsUnderWay(inputs, result);
            }
            if (result == JournalReader.Result.END) {
                comparison.endOfInputs(sessionEnd);
            }
            final JournalFault fault = result == JournalReader.Result.FAULT ? inputs.fault() : comparison.fault();
            final Divergence divergence = comparison.divergence() == null && result == JournalReader.Result.RECORD
                    ? wentOn(failure)
                    : comparison.divergence();
            return new ReplayResult(
                    events,
                    comparison.outputCount(),
                    comparison.unrecordedInputs(),
                    core.digest(),
                    divergence,
                    failure,
                    fault,
                    System.nanoTime() - startNs);
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
            final OutputComparison comparison = new OutputComparison(recorded);
            final Outputs outputs = (cause, ordinal, buffer, offset, length) -> {
                comparison.onOutput(cause, ordinal, buffer, offset, length);
                watch.onOutput(cause, ordinal, buffer, offset, length);
            };
            long events = 0;
            boolean more = true;
            Failure failure = null;
            JournalReader.Result result = inputs.next();
            while (more && result == JournalReader.Result.RECORD && comparison.divergence() == null) {
                comparison.startInput();
                watch.beforeInput(inputs);
                failure = runInput(core, inputs, outputs);
                comparison.endInput(inputs.sequence());
                events++;
                more = watch.afterInput(inputs.sequence()) && failure == null;
                result = more || failure != null ? inputs.next() : result;
            }
            if (failure != null && ahead && comparison.recordedEnded()) {
                result = skipInputsUnderWay(inputs, result);
            }
            final Divergence divergence = comparison.divergence() == null && result == JournalReader.Result.RECORD
                    ? wentOn(failure)
                    : comparison.divergence();
            return new ReplayResult(
                    events,
                    comparison.outputCount(),
                    comparison.unrecordedInputs(),
                    core.digest(),
                    divergence,
                    failure,
                    result == JournalReader.Result.FAULT ? inputs.fault() : comparison.fault(),
                    System.nanoTime() - startNs);
        }
    }

    /**
     * Only runs the inputs; what was recorded of outputs is not looked at.
     *
     * @param core     built as the journal's head says, and fresh
     * @param ahead    as above
     * @param progress told the number of inputs so far, now and then
     */
    public static ReplayResult run(
            final Path folder, final StateMachine core, final boolean ahead, final LongConsumer progress) {
        final long startNs = System.nanoTime();
        final long[] outputCount = new long[1];
        final Outputs counter = (cause, ordinal, buffer, offset, length) -> outputCount[0]++;
        try (JournalReader inputs = Journals.read(folder, Stream.INPUT)) {
            long events = 0;
            Failure failure = null;
            JournalReader.Result result = inputs.next();
            while (result == JournalReader.Result.RECORD && failure == null) {
                failure = runInput(core, inputs, counter);
                if ((++events & PROGRESS_MASK) == 0) {
                    progress.accept(events);
                }
                result = inputs.next();
            }
            if (failure != null && ahead) {
                result = skipInputsUnderWay(inputs, result);
            }
            return new ReplayResult(
                    events,
                    outputCount[0],
                    0,
                    core.digest(),
                    result == JournalReader.Result.RECORD ? wentOn(failure) : null,
                    failure,
                    inputs.fault(),
                    System.nanoTime() - startNs);
        }
    }

    /** What the core throws is what a replay is to show, not a failure of the replay; null when it did not. */
    private static Failure runInput(final StateMachine core, final JournalReader inputs, final Outputs outputs) {
        try {
            core.onEvent(
                    inputs.sequence(), inputs.timeNs(), inputs.buffer(), inputs.offset(), inputs.length(), outputs);
            return null;
        } catch (final OutOfMemoryError ofThisProcess) {
            throw ofThisProcess;
        } catch (final RuntimeException | Error thrown) {
            final StackTraceElement[] trace = thrown.getStackTrace();
            final String place = trace.length == 0 ? "" : " at " + trace[0];
            return new Failure(inputs.sequence(), (thrown + place).replaceAll("\\R", " "));
        }
    }

    /**
     * Of these inputs nothing was recorded, so the core did not come to them. To the end of a session it did.
     *
     * @return END, or what was met before it
     */
    private static JournalReader.Result skipInputsUnderWay(
            final JournalReader inputs, final JournalReader.Result first) {
        JournalReader.Result result = first;
        while (result == JournalReader.Result.RECORD && inputs.kind() != SessionEndDecoder.TEMPLATE_ID) {
            result = inputs.next();
        }
        return result;
    }

    /** More inputs follow the one at which the core failed now, so it did not fail there then. */
    private static Divergence wentOn(final Failure failure) {
        return failure == null ? null : new Divergence(failure.sequence(), 0, "core", "goes on", "fails");
    }

    /** The text of a divergence, in one line. */
    public static String describe(final Divergence divergence) {
        return "input " + divergence.sequence() + ", output " + divergence.ordinal() + ", " + divergence.field()
                + ": recorded " + divergence.recorded() + ", replayed " + divergence.replayed();
    }
}
