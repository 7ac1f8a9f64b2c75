package io.tiercel.engine.replay;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.replay.ReplayEvent.Message;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.MessageFields;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Holds each replayed output against the next recorded one. */
@HotPath
final class OutputComparison implements Outputs {
    private final JournalReader recorded;
    private final EventTrail trail;
    private boolean hasRecorded;
    private boolean atEnd;
    private boolean unrecordedHere;
    private long firstUnrecorded;
    private long outputCount;
    private long unrecordedInputs;
    private Divergence divergence;
    private DivergenceContext context;
    private DivergenceContext firstUnrecordedContext;
    private JournalFault fault;

    /** @param trail gets every output, and knows what came before */
    OutputComparison(final JournalReader recorded, final EventTrail trail) {
        this.recorded = recorded;
        this.trail = trail;
        advance();
    }

    /** What is recorded of inputs before this one is not compared with anything. */
    void skipTo(final long sequence) {
        while (hasRecorded && recorded.cause() < sequence) {
            advance();
        }
    }

    void startInput() {
        unrecordedHere = false;
    }

    /** Recorded outputs of this input that did not come out again are a difference. */
    void endInput(final long sequence) {
        if (unrecordedHere && unrecordedInputs++ == 0) {
            firstUnrecorded = sequence;
        }
        if (divergence == null && hasRecorded && recorded.cause() <= sequence) {
            divergence = new Divergence(
                    recorded.cause(), recorded.ordinal(), "count", "kind " + recorded.kind(), "no such output");
            context = contextOfRecorded(null);
        }
    }

    /**
     * Whatever is recorded beyond the last input has no cause. And no crash can have cut off outputs of a session
     * that came to its end, except those of the end itself.
     *
     * @param sessionEnd sequence of the input that ended the session, or 0
     */
    void endOfInputs(final long sessionEnd) {
        if (divergence == null && hasRecorded) {
            divergence = new Divergence(
                    recorded.cause(), recorded.ordinal(), "cause", "kind " + recorded.kind(), "no such input");
            context = contextOfRecorded(null);
        } else {
            endOfRange(sessionEnd);
        }
    }

    /**
     * As {@link #endOfInputs}, with inputs left that are not run: what is recorded of them is not looked at.
     */
    void endOfRange(final long sessionEnd) {
        if (divergence == null && unrecordedInputs > 0 && firstUnrecorded < sessionEnd) {
            divergence = new Divergence(
                    firstUnrecorded, 0, "count", "nothing from here on, though the session ended", "an output");
            context = firstUnrecordedContext;
        }
    }

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        outputCount++;
        if (divergence != null) {
            return;
        }
        if (fault != null) {
            trail.output(cause, ordinal, false, buffer, offset, length);
            return;
        }
        if (atEnd) {
            if (firstUnrecordedContext == null) {
                firstUnrecordedContext = context(cause, ordinal, null, message(buffer, offset, length));
            }
            unrecordedHere = true;
            trail.output(cause, ordinal, false, buffer, offset, length);
            return;
        }
        if (recorded.cause() == cause
                && recorded.ordinal() == ordinal
                && recorded.length() == length
                && sameBytes(buffer, offset, recorded.buffer(), recorded.offset(), length)) {
            trail.output(cause, ordinal, true, buffer, offset, length);
            advance();
            return;
        }
        describe(cause, ordinal, buffer, offset, length);
    }

    private void describe(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        final int kind =
                buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                        & 0xFFFF;
        final Message replayed = message(buffer, offset, length);
        if (recorded.cause() != cause || recorded.ordinal() != ordinal) {
            context = context(cause, ordinal, null, replayed);
            divergence = new Divergence(
                    cause,
                    ordinal,
                    "count",
                    "next is output " + recorded.ordinal() + " of input " + recorded.cause(),
                    "kind " + kind);
            return;
        }
        context = contextOfRecorded(replayed);
        if (recorded.kind() != kind) {
            divergence = new Divergence(cause, ordinal, "kind", String.valueOf(recorded.kind()), String.valueOf(kind));
        } else {
            divergence = MessageDifference.find(
                    cause, ordinal, recorded.buffer(), recorded.offset(), recorded.length(), buffer, offset, length);
        }
    }

    private DivergenceContext contextOfRecorded(final Message replayed) {
        return context(
                recorded.cause(),
                recorded.ordinal(),
                message(recorded.buffer(), recorded.offset(), recorded.length()),
                replayed);
    }

    private DivergenceContext context(final long cause, final int ordinal, final Message before, final Message after) {
        return new DivergenceContext(
                trail.events(), new ReplayEvent(Stream.OUTPUT, cause, ordinal, trail.timeNs(), before, after));
    }

    private static Message message(final DirectBuffer buffer, final int offset, final int length) {
        return EventTrail.message(new MessageFields(), buffer, offset, length);
    }

    private static boolean sameBytes(
            final DirectBuffer left,
            final int leftOffset,
            final DirectBuffer right,
            final int rightOffset,
            final int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (left.getLong(leftOffset + i) != right.getLong(rightOffset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (left.getByte(leftOffset + i) != right.getByte(rightOffset + i)) {
                return false;
            }
        }
        return true;
    }

    private void advance() {
        final JournalReader.Result result = recorded.next();
        hasRecorded = result == JournalReader.Result.RECORD;
        atEnd = result == JournalReader.Result.END;
        if (result == JournalReader.Result.FAULT) {
            fault = recorded.fault();
        }
    }

    /** There are no recorded outputs any more. */
    boolean recordedEnded() {
        return atEnd;
    }

    long outputCount() {
        return outputCount;
    }

    long unrecordedInputs() {
        return unrecordedInputs;
    }

    Divergence divergence() {
        return divergence;
    }

    /** What stands around it; null as long as there is no divergence. */
    DivergenceContext context() {
        return context;
    }

    JournalFault fault() {
        return fault;
    }
}
