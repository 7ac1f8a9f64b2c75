package io.tiercel.engine.pipeline;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import io.tiercel.journal.Stream;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/** A journal that notes what it takes, until it breaks. */
public final class RecordingJournal implements JournalWriter {
    private final List<String> events;
    public boolean broken;
    public Room room = Room.AMPLE;
    private volatile long lastInput;
    /** Told the sequence before an input is recorded. */
    LongConsumer beforeInput = sequence -> {};

    public RecordingJournal(final List<String> events) {
        this.events = events;
    }

    @Override
    public long journalId() {
        return 1;
    }

    @Override
    public void appendInput(
            final long sequence,
            final long timeNs,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        beforeInput.accept(sequence);
        if (broken) {
            throw new JournalException("record " + sequence + " of inputs could not be written: no space is left");
        }
        lastInput = sequence;
        events.add("input " + sequence + " of kind " + kind + " at " + timeNs + " is recorded");
    }

    @Override
    public void appendOutput(
            final long cause,
            final int ordinal,
            final long timeNs,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        events.add("output " + cause + "." + ordinal + " of kind " + kind + " at " + timeNs + " is recorded");
    }

    @Override
    public boolean idle() {
        events.add("journal is idle");
        return false;
    }

    @Override
    public boolean idle(final Stream stream) {
        return false;
    }

    @Override
    public long bytesWritten() {
        return 0;
    }

    @Override
    public Room room() {
        return room;
    }

    @Override
    public long lastInput() {
        return lastInput;
    }

    @Override
    public long syncInputs() {
        sync();
        return lastInput;
    }

    @Override
    public void sync() {
        if (broken) {
            throw new JournalException("the journal has failed before");
        }
        events.add("journal is synced");
    }

    @Override
    public void close() {}
}
