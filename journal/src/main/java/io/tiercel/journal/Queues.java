package io.tiercel.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.table.SingleTableStore;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** How the queues of a journal are set up. */
final class Queues {
    /** Least block: Chronicle's own limit with this roll cycle's index pages. */
    static final long MIN_BLOCK_BYTES = 1L << 20;

    /** The one with the fewest index pages among those that readers know by the file's name. */
    private static final RollCycle ROLL_CYCLE = LargeRollCycles.HUGE_DAILY;

    /** Enough calls for the JIT's first stage. */
    private static final int RARE_CALLS = 2_000;

    private static final String SUFFIX = ".cq4";

    /** The queue's own small file. */
    static final String METADATA = "metadata" + SingleTableStore.SUFFIX;

    private Queues() {}

    /**
     * The queue's own clock stands still at the journal's birth: a roll would cost milliseconds on the appending
     * thread, and no append has to ask for the time.
     */
    static ChronicleQueue create(final Path folder, final long blockBytes, final long createdMillis) {
        callRareMethods();
        return SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(ROLL_CYCLE)
                .blockSize(blockBytes)
                .timeProvider(() -> createdMillis)
                .build();
    }

    /**
     * At every page of its index, so after millions of records, Chronicle calls a default method of its stores. When
     * the JIT first takes one of those, the JVM makes the texts of all errors of that interface on the calling thread:
     * 6 KB.
     */
    private static void callRareMethods() {
        final BytesStore<?, Void> store = BytesStore.nativeStore(Long.BYTES);
        for (int i = 0; i < RARE_CALLS; i++) {
            store.writeMaxLong(0, i);
        }
        store.releaseLast();
    }

    /** Allocates the queue's own small file whole: it is mapped and sparse, too. The thread that made the queue. */
    static void touchMetadata(final Path folder) throws IOException {
        final Path path = folder.resolve(METADATA);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            RoomAhead.touch(file, file.length());
        }
    }

    static boolean isDataFile(final String name) {
        return name.endsWith(SUFFIX);
    }

    /** Of the data file that a queue of this time of birth makes. */
    static String fileName(final long createdMillis) {
        final long cycleMillis = ROLL_CYCLE.lengthInMillis();
        return DateTimeFormatter.ofPattern(ROLL_CYCLE.format())
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.ofEpochMilli(createdMillis / cycleMillis * cycleMillis))
                + SUFFIX;
    }

    /** The first data file in a queue's folder, or null. */
    static Path file(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        final String[] names = folder.toFile().list((parent, name) -> isDataFile(name));
        if (names == null) {
            throw new JournalException("cannot list " + folder + "; check its permissions");
        }
        return Stream.of(names).sorted().findFirst().map(folder::resolve).orElse(null);
    }
}
