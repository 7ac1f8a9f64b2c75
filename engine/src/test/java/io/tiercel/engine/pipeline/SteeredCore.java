package io.tiercel.engine.pipeline;

import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.engine.state.Outputs;
import io.tiercel.engine.state.StateMachine;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A core on a thread of its own that a test can hold, break, and let need timers and Continues. */
final class SteeredCore implements StateMachine {
    private static final int MARKET_DATA = 1;

    final CountDownLatch holding = new CountDownLatch(1);
    /** One permit is taken for each input. */
    final Semaphore permits = new Semaphore(0);

    private final List<String> events;
    private final List<byte[]> answers;
    private int continuesLeft;
    private long deadlineNs = NO_DEADLINE;
    RuntimeException failure;
    long deadlineAfterNs;
    int continues;

    SteeredCore(final List<String> events, final byte[]... answers) {
        this.events = events;
        this.answers = List.of(answers);
    }

    SteeredCore running() {
        permits.release(Integer.MAX_VALUE);
        return this;
    }

    @Override
    public void onEvent(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Outputs outputs) {
        holding.countDown();
        permits.acquireUninterruptibly();
        if (failure != null) {
            throw failure;
        }
        final int kind = new MessageHeaderDecoder().wrap(buffer, offset).templateId();
        events.add("core sees " + sequence + " of kind " + kind + " at " + timeNs);
        deadlineNs = deadlineNs <= timeNs ? NO_DEADLINE : deadlineNs;
        if (kind == MARKET_DATA) {
            continuesLeft = continues;
            deadlineNs = deadlineAfterNs == 0 ? NO_DEADLINE : timeNs + deadlineAfterNs;
            int ordinal = 0;
            for (final byte[] answer : answers) {
                outputs.onOutput(sequence, ordinal++, new UnsafeBuffer(answer), 0, answer.length);
            }
        } else {
            continuesLeft = Math.max(0, continuesLeft - 1);
        }
    }

    @Override
    public long nextDeadlineNs() {
        return deadlineNs;
    }

    @Override
    public boolean hasContinuation() {
        return continuesLeft > 0;
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
