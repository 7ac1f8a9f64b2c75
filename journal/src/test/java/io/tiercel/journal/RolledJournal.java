package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes a journal with small segments, and remembers what is in it. */
public final class RolledJournal implements AutoCloseable {
    public static final long ID = 0x7E57;
    static final int BLOCK = 1 << 20;
    static final int RESERVE = 4 << 20;
    static final int PAYLOAD = 400;
    private static final int KIND = 77;
    private static final long PATIENCE_NS = 60_000_000_000L;

    private final JournalWriter writer;
    private final long stepNs;
    private final boolean withOutputs;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD]);
    private final List<Record> inputs = new ArrayList<>();
    private final List<Record> outputs = new ArrayList<>();
    private final List<Long> firsts = new ArrayList<>();
    private final long startNs = System.nanoTime();

    public RolledJournal(final Path folder) {
        this(folder, ID, new Roll(1 << 20, 0), 7, true);
    }

    /** @param stepNs from one input to the next */
    RolledJournal(final Path folder, final Roll roll, final long stepNs) {
        this(folder, ID, roll, stepNs, true);
    }

    private RolledJournal(
            final Path folder, final long id, final Roll roll, final long stepNs, final boolean withOutputs) {
        writer = Journals.create(folder, 1, id, 1, BLOCK, RESERVE, roll);
        this.stepNs = stepNs;
        payload.setMemory(0, PAYLOAD, (byte) 0x5A);
        this.withOutputs = withOutputs;
    }

    /** A whole one, with so many rolls of its inputs, and one output for each 100 inputs. */
    public static RolledJournal write(final Path folder, final int rolls) {
        return write(folder, rolls, ID, true);
    }

    public static RolledJournal write(final Path folder, final int rolls, final boolean withOutputs) {
        return write(folder, rolls, ID, withOutputs);
    }

    public static RolledJournal write(final Path folder, final int rolls, final long id, final boolean withOutputs) {
        try (RolledJournal journal =
                new RolledJournal(folder, id, new Roll(1 << 20, 0), withOutputs ? 7 : 8, withOutputs)) {
            while (journal.rolls().done() < rolls) {
                journal.append();
            }
            for (int i = 0; i < 250; i++) {
                journal.append();
            }
            return journal;
        }
    }

    /** One input; gives the keeper time, too. */
    public void append() {
        final int sequence = inputs.size() + 1;
        final long before = writer.rolls().done();
        payload.putLong(sequence % 7, sequence);
        writer.appendInput(sequence, sequence * stepNs, KIND, payload, 0, PAYLOAD);
        inputs.add(record(sequence, 0));
        if (writer.rolls().done() > before) {
            firsts.add((long) sequence);
        }
        if (withOutputs && sequence % 100 == 0) {
            writer.appendOutput(sequence, 0, sequence * stepNs, KIND, payload, 0, PAYLOAD);
            outputs.add(record(outputs.size() + 1, sequence));
        }
        if (sequence % 64 == 0) {
            LockSupport.parkNanos(50_000);
            assertTrue(System.nanoTime() - startNs < PATIENCE_NS, () -> "after " + writer.rolls());
        }
    }

    private Record record(final long sequence, final long cause) {
        final byte[] bytes = new byte[PAYLOAD];
        payload.getBytes(0, bytes);
        return new Record(
                sequence,
                inputs.size() * stepNs + (cause == 0 ? stepNs : 0),
                KIND,
                cause,
                0,
                java.util.HexFormat.of().formatHex(bytes));
    }

    public Roll.Count rolls() {
        return writer.rolls();
    }

    JournalWriter writer() {
        return writer;
    }

    List<Record> inputs() {
        return inputs;
    }

    List<Record> outputs() {
        return outputs;
    }

    Record last() {
        return inputs.get(inputs.size() - 1);
    }

    /** The sequences of the inputs that segments begin with, but for the first one. */
    List<Long> firsts() {
        return firsts;
    }

    @Override
    public void close() {
        writer.close();
    }
}
