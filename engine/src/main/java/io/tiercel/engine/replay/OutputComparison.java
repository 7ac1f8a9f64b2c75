package io.tiercel.engine.replay;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.state.Outputs;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalReader;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Holds each replayed output against the next recorded one. */
@HotPath
final class OutputComparison implements Outputs {
    private final JournalReader recorded;
    private boolean hasRecorded;
    private boolean atEnd;
    private boolean unrecordedHere;
    private long firstUnrecorded;
    private long outputCount;
    private long unrecordedInputs;
    private Divergence divergence;
    private JournalFault fault;

    OutputComparison(final JournalReader recorded) {
        this.recorded = recorded;
        advance();
    }

    /** Outputs of inputs up to this one are passed over. */
    static OutputComparison after(final long sequence, final JournalReader recorded) {
        final OutputComparison comparison = new OutputComparison(recorded);
        while (comparison.hasRecorded && recorded.cause() <= sequence) {
            comparison.advance();
        }
        return comparison;
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
        } else if (divergence == null && unrecordedInputs > 0 && firstUnrecorded < sessionEnd) {
            divergence = new Divergence(
                    firstUnrecorded, 0, "count", "nothing from here on, though the session ended", "an output");
        }
    }

    @Override
    public void onOutput(
            final long cause, final int ordinal, final DirectBuffer buffer, final int offset, final int length) {
        outputCount++;
        if (divergence != null || fault != null) {
            return;
        }
        if (atEnd) {
            unrecordedHere = true;
            return;
        }
        if (recorded.cause() == cause
                && recorded.ordinal() == ordinal
                && recorded.length() == length
                && sameBytes(buffer, offset, recorded.buffer(), recorded.offset(), length)) {
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
        if (recorded.cause() != cause || recorded.ordinal() != ordinal) {
            divergence = new Divergence(
                    cause,
                    ordinal,
                    "count",
                    "next is output " + recorded.ordinal() + " of input " + recorded.cause(),
                    "kind " + kind);
        } else if (recorded.kind() != kind) {
            divergence = new Divergence(cause, ordinal, "kind", String.valueOf(recorded.kind()), String.valueOf(kind));
        } else {
            divergence = MessageDifference.find(
                    cause, ordinal, recorded.buffer(), recorded.offset(), recorded.length(), buffer, offset, length);
        }
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

    JournalFault fault() {
        return fault;
    }
}
