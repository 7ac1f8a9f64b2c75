package io.tiercel.engine.simulation;

import io.tiercel.engine.replay.RecordedJournal;
import io.tiercel.journal.JournalEnd;
import io.tiercel.journal.JournalException;
import io.tiercel.journal.JournalReader;
import io.tiercel.journal.SimulatedDisk;
import io.tiercel.journal.SimulatedSnapshots;
import io.tiercel.journal.Stream;
import java.util.List;
import java.util.stream.IntStream;

/** What the real recovery reads of a simulated disk. */
final class DiskJournal implements RecordedJournal {
    private final SimulatedDisk disk;
    /** Null without any. */
    private final SimulatedSnapshots snapshots;

    DiskJournal(final SimulatedDisk disk, final SimulatedSnapshots snapshots) {
        this.disk = disk;
        this.snapshots = snapshots;
    }

    @Override
    public JournalReader inputsAfter(final long sequence) {
        final JournalReader inputs = disk.read(Stream.INPUT);
        while (sequence > 0 && inputs.next() == JournalReader.Result.RECORD) {
            if (inputs.sequence() == sequence) {
                return inputs;
            }
        }
        if (sequence > 0) {
            throw new JournalException("there is no input " + sequence);
        }
        return inputs;
    }

    /** From the first one: whoever asks passes over those before. */
    @Override
    public JournalReader outputsAfter(final long cause) {
        return disk.read(Stream.OUTPUT);
    }

    @Override
    public List<TakenSnapshot> snapshots() {
        return snapshots == null
                ? List.of()
                : IntStream.range(0, snapshots.count())
                        .mapToObj(i -> new TakenSnapshot(
                                "snapshot-" + snapshots.sequence(i), snapshots.sequence(i), () -> snapshots.read(i)))
                        .toList();
    }

    @Override
    public JournalEnd end() {
        long last = 0;
        try (JournalReader inputs = disk.read(Stream.INPUT)) {
            while (inputs.next() == JournalReader.Result.RECORD) {
                last = inputs.sequence();
            }
        }
        return new JournalEnd(1, true, last, last, null);
    }
}
