package io.tiercel.engine.pipeline;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers each message of a book or a command with the outputs that it was given, and others with none. */
final class ScriptedCore implements StateMachine {
    private final List<String> events;
    private final List<byte[]> answers;

    ScriptedCore(final List<String> events, final byte[]... answers) {
        this.events = events;
        this.answers = List.of(answers);
    }

    @Override
    public void onEvent(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Outputs outputs) {
        final int kind = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
        events.add("core sees " + sequence + " of kind " + kind + " at " + timeNs);
        if (kind == 1) {
            int ordinal = 0;
            for (final byte[] answer : answers) {
                outputs.onOutput(sequence, ordinal++, new UnsafeBuffer(answer), 0, answer.length);
            }
        }
    }

    @Override
    public long nextDeadlineNs() {
        return NO_DEADLINE;
    }

    @Override
    public boolean hasContinuation() {
        return false;
    }

    @Override
    public void snapshotTo(final StateWriter writer) {}

    @Override
    public void restoreFrom(final StateReader reader) {}

    @Override
    public long digest() {
        return 0;
    }
}
