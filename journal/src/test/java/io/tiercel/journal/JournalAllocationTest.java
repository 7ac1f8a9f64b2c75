package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalAllocationTest {
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 1_000_000;
    private static final int PAYLOAD = 24;
    private static final int DOCUMENT = 64 + 4;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WINDOWS = 5;

    @TempDir
    private Path parent;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD]);
    private long sequence;
    private Object kept;

    @Test
    void shouldAppendWithoutAllocation() {
        try (JournalWriter writer = Journals.create(parent.resolve("journal"), 1, 5, 1, 256 << 20)) {
            append(writer, WARM_UP, false);

            final long bytes = least(() -> append(writer, MEASURED, false), 0);

            assertEquals(0, bytes, "in one block, appends allocate nothing");
        }
    }

    @Test
    void shouldAllocateForNewBlocksOnly() {
        final long block = 4 << 20;
        try (JournalWriter writer = Journals.create(parent.resolve("journal"), 1, 5, 1, block)) {
            append(writer, WARM_UP, false);
            final long blocks = 2 * ((long) MEASURED / 2 * DOCUMENT / block + 1);

            final long bytes = least(() -> append(writer, MEASURED, false), blocks * 1_024);

            assertTrue(bytes > 0 && bytes <= blocks * 1_024, bytes + " bytes for " + blocks + " blocks");
        }
    }

    /** The next segment is made by another thread; Chronicle keeps views of a queue's index for each that writes it. */
    @Test
    void shouldAllocateForViewsOfTheIndexOnlyWhenItRolls() {
        try (JournalWriter writer =
                Journals.create(parent.resolve("journal"), 1, 5, 1, 256 << 20, 4 << 20, new Roll(4 << 20, 0))) {
            while (writer.rolls().done() < 4) {
                append(writer, 1_000, false);
            }

            final long bytes = least(() -> appendUntilRolled(writer, 4), 4 * 1_024);

            assertTrue(bytes <= 4 * 1_024, () -> bytes + " bytes for 4 rolls");
        }
    }

    /** The measurement sees what is there: with an allocation in each append it must not say 0. */
    @Test
    void shouldNoticeAllocation() {
        try (JournalWriter writer = Journals.create(parent.resolve("journal"), 1, 5, 1, 256 << 20)) {
            append(writer, WARM_UP, true);

            final long bytes = append(writer, 10_000, true);

            assertTrue(bytes >= 10_000 * 16, bytes + " bytes");
        }
    }

    @Test
    void shouldReadWithoutAllocation() {
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, 5, 1, 256 << 20)) {
            append(writer, WARM_UP + MEASURED, false);
        }
        try (JournalReader reader = Journals.read(folder, Stream.INPUT);
                JournalReader again = Journals.read(folder, Stream.OUTPUT)) {
            read(reader, (WARM_UP + MEASURED) / 2);

            final long bytes = read(again, (WARM_UP + MEASURED) / 2);

            assertEquals(0, bytes, "a warm reader allocates nothing");
        }
    }

    private long appendUntilRolled(final JournalWriter writer, final int rolls) {
        final long end = writer.rolls().done() + rolls;
        long bytes = 0;
        while (writer.rolls().done() < end) {
            bytes += append(writer, 1_000, false);
        }
        return bytes;
    }

    /** Of some windows: on a busy machine code is compiled late, and what is not compiled yet allocates. */
    private static long least(final LongSupplier window, final long enough) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS && least > enough; i++) {
            least = Math.min(least, window.getAsLong());
        }
        return least;
    }

    /** Inputs and outputs in turn; returns what the thread allocated meanwhile. */
    private long append(final JournalWriter writer, final int count, final boolean allocating) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i += 2) {
            sequence++;
            if (allocating) {
                kept = new int[2];
                kept = new int[2];
            }
            writer.appendInput(sequence, sequence, 1, payload, 0, PAYLOAD);
            writer.appendOutput(sequence, 0, sequence, 101, payload, 0, PAYLOAD);
            writer.idle();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long read(final JournalReader reader, final int count) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i++) {
            if (reader.next() != JournalReader.Result.RECORD) {
                throw new IllegalStateException(String.valueOf(reader.fault()));
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
