package io.tiercel.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.HotPath;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Stream;

/**
 * Writes the records of inputs, and says of each that it is written. The only thread on the stream of inputs. When
 * another stage broke it goes on until it is halted: the input at which that happened is to be in the journal.
 */
@HotPath
final class JournalHandler implements EventHandler<InputSlot> {
    private final JournalWriter journal;
    private final StagePulse pulse;
    private StageStamps stamps = StageStamps.NONE;
    private Sequence written;

    JournalHandler(final JournalWriter journal, final StagePulse pulse) {
        this.journal = journal;
        this.pulse = pulse;
    }

    /** Before the start. */
    void stampsTo(final StageStamps newStamps) {
        stamps = newStamps;
    }

    @Override
    @ColdPath
    public void onStart() {
        pulse.start();
    }

    @Override
    @ColdPath
    public void onShutdown() {
        pulse.end();
    }

    @Override
    public void onEvent(final InputSlot input, final long ringSequence, final boolean endOfBatch) {
        pulse.begin(input.sequence);
        journal.appendInput(input.sequence, input.timeNs, input.templateId, input.message, 0, input.length);
        stamps.onJournaled(input.sequence);
        // Not at the end of the batch only: the gate waits for it.
        written.set(ringSequence);
    }

    @Override
    public void onTimeout(final long ringSequence) {
        pulse.heartbeat().beat();
        journal.idle(Stream.INPUT);
    }

    @Override
    public void setSequenceCallback(final Sequence sequence) {
        written = sequence;
    }

    /** Of the ring: up to here all is written. Any thread. */
    long written() {
        return written.get();
    }
}
