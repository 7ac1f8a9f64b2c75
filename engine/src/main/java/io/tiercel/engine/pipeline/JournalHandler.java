package io.tiercel.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Stream;

/** Writes the records of inputs, and says of each that it is written. The only thread on the stream of inputs. */
@HotPath
final class JournalHandler implements EventHandler<InputSlot> {
    private final JournalWriter journal;
    private final StageFailure failure;
    private Sequence written;

    JournalHandler(final JournalWriter journal, final StageFailure failure) {
        this.journal = journal;
        this.failure = failure;
    }

    @Override
    @ColdPath
    public void onStart() {
        Thread.currentThread().setName("tiercel-journal");
    }

    @Override
    public void onEvent(final InputSlot input, final long ringSequence, final boolean endOfBatch) {
        failure.stopIfFailed();
        journal.appendInput(input.sequence, input.timeNs, input.templateId, input.message, 0, input.length);
        // Not at the end of the batch only: the gate waits for it.
        written.set(ringSequence);
    }

    @Override
    public void onTimeout(final long ringSequence) {
        failure.stopIfFailed();
        journal.idle(Stream.INPUT);
    }

    @Override
    public void setSequenceCallback(final Sequence sequence) {
        written = sequence;
    }
}
