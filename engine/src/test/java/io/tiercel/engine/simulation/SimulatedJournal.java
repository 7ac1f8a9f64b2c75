package io.tiercel.engine.simulation;

import io.tiercel.codecs.Digest;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalWriter;
import io.tiercel.journal.Room;
import io.tiercel.journal.SimulatedDisk;
import io.tiercel.journal.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's journal on the simulated disk, which can be slow or full. Every append and sync is a step before and
 * after. What the engine gave it is kept here whatever the disk does, for the twin.
 */
final class SimulatedJournal implements JournalWriter {
    private static final int SLOW_NS = 2_000_000;
    private static final long RESERVE_BYTES = 64 << 10;
    private static final int DROP = 400;

    private final Faults faults;
    private final LongConsumer pause;
    private final Flaw flaw;
    private final BiConsumer<Input, Input> listener;
    private final SimulatedDisk disk;
    private final long journalId;
    private final long firstSequence;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<Long, Long> causes = new HashMap<>();
    private Input late;
    private long outputCount;
    private long capacity = Long.MAX_VALUE;
    private long trace = Digest.SEED;
    private boolean failed;

    /**
     * @param pause    the machine waits so long
     * @param listener hears of each input, and of the one before, when it was appended
     */
    SimulatedJournal(
            final Faults faults,
            final LongConsumer pause,
            final Flaw flaw,
            final BiConsumer<Input, Input> listener,
            final long journalId,
            final long firstSequence) {
        this.faults = faults;
        this.pause = pause;
        this.flaw = flaw;
        this.listener = listener;
        this.journalId = journalId;
        this.firstSequence = firstSequence;
        disk = new SimulatedDisk(journalId, 1, firstSequence);
        if (flaw == Flaw.DAMAGE_SKIPPED) {
            disk.careless();
        } else if (flaw == Flaw.SYNC_IGNORED) {
            disk.deaf();
        }
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** All that were to be appended, and were not refused. */
    List<Input> inputs() {
        return inputs;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** A hash of all inputs. */
    long trace() {
        return trace;
    }

    /** The input that led to the order or replace with this token; the last one, when it is not recorded yet. */
    long causeOf(final long token) {
        return causes.getOrDefault(token, lastInput());
    }

    /** It could not take a record. */
    boolean failed() {
        return failed;
    }

    /** From now on the disk has so little room. */
    void fill(final long bytesLeft) {
        capacity = disk.bytes() + bytesLeft;
    }

    void free() {
        capacity = Long.MAX_VALUE;
    }

    @Override
    public long journalId() {
        return journalId;
    }

    @Override
    public void appendInput(
            final long sequence,
            final long timeNs,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        begin(length);
        final Input input = new Input(sequence, timeNs, kind, Line.copy(buffer, offset, length));
        inputs.add(input);
        trace = Digest.mix(Digest.mix(Digest.mix(trace, sequence), timeNs), buffer, offset, length);
        if (flaw == Flaw.APPEND_LATE) {
            if (late != null) {
                write(late);
            }
            late = input;
        } else if (flaw != Flaw.APPEND_DROPPED || faults.random().nextInt(DROP) > 0) {
            write(input);
        }
        listener.accept(inputs.size() < 2 ? null : inputs.get(inputs.size() - 2), input);
        faults.step();
    }

    private void write(final Input input) {
        disk.append(
                Stream.INPUT,
                input.kind(),
                0,
                input.sequence(),
                input.timeNs(),
                0,
                new UnsafeBuffer(input.message()),
                0,
                input.message().length);
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
        begin(length);
        Invariants.token(buffer, offset).ifPresent((final long token) -> causes.put(token, cause));
        disk.append(Stream.OUTPUT, kind, ordinal, ++outputCount, timeNs, cause, buffer, offset, length);
        faults.step();
    }

    private void begin(final int length) {
        faults.step();
        if (faults.comes("slow disk", faults.rates().slow())) {
            pause.accept(faults.random().nextInt(SLOW_NS));
        }
        if (failed || disk.bytes() + length > capacity) {
            failed = true;
            throw new JournalException("the simulated disk has no room");
        }
    }

    @Override
    public boolean idle() {
        return false;
    }

    @Override
    public boolean idle(final Stream stream) {
        return false;
    }

    @Override
    public long bytesWritten() {
        return disk.bytes();
    }

    @Override
    public Room room() {
        final long left = capacity - disk.bytes();
        return left > RESERVE_BYTES ? Room.AMPLE : left > RESERVE_BYTES / 2 ? Room.SHORT : Room.EMERGENCY;
    }

    @Override
    public long lastInput() {
        return inputs.isEmpty()
                ? firstSequence - 1
                : inputs.get(inputs.size() - 1).sequence();
    }

    @Override
    public long syncInputs() {
        final long last = lastInput();
        sync();
        return last;
    }

    @Override
    public void sync() {
        faults.step();
        if (faults.comes("slow disk", faults.rates().slow())) {
            pause.accept(faults.random().nextInt(SLOW_NS));
        }
        disk.sync();
        faults.step();
    }

    @Override
    public void close() {
        // The disk stays.
    }
}
