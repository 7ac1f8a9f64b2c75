package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is really full: where the writer stored into a hole, this process would be gone. */
final class FullDiskTest {
    private static final long ID = 77;
    private static final int BLOCK = 1 << 20;
    private static final int RESERVE = 4 << 20;
    private static final int MARGIN = RoomAhead.MARGIN_BYTES;
    private static final int PAYLOAD = 400;
    private static final long PATIENCE_NS = 20_000_000_000L;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD]);
    private long sequence;

    @TempDir
    private Path parent;

    @Test
    void shouldGoOnInItsReserveAndThenRefuse() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32)) {
            final Path folder = disk.folder().resolve("journal");
            final Set<Room> seen = new TreeSet<>();
            final long refused;
            try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK, RESERVE)) {
                append(writer);
                assertEquals(Room.AMPLE, writer.room());
                disk.fill();

                final JournalException full = assertThrows(JournalException.class, () -> {
                    while (true) {
                        append(writer);
                        seen.add(writer.room());
                    }
                });

                refused = sequence;
                assertEquals(Room.EMERGENCY, writer.room());
                assertTrue(full.getMessage().contains("record " + refused + " of inputs"), full::getMessage);
                assertTrue(full.getMessage().contains("the disk is full"), full::getMessage);
                assertTrue(refused * PAYLOAD > RESERVE - 2 * MARGIN, () -> "it ended at " + refused);
            }

            assertEquals(new TreeSet<>(Set.of(Room.values())), seen);
            assertEquals(refused - 1, JournalEnd.find(folder).lastSequence());
            assertNull(JournalEnd.find(folder).doubt());
            assertTrue(new JournalVerifier(folder).verify().clean());
        }
    }

    @Test
    void shouldHaveRoomAgainWhenTheDiskHas() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32);
                JournalWriter writer = Journals.create(disk.folder().resolve("journal"), 1, ID, 1, BLOCK, RESERVE)) {
            disk.fill();
            while (writer.room() == Room.AMPLE) {
                append(writer);
            }

            disk.free();

            await(writer, Room.AMPLE);
            for (int i = 0; i < RESERVE / PAYLOAD; i++) {
                append(writer);
            }
            assertEquals(Room.AMPLE, writer.room());
        }
    }

    /** There is no room for the next segment: the one there is goes on in its reserve, and rolls when there is. */
    @Test
    void shouldGoOnInItsSegmentWhenTheNextHasNoRoom() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 48)) {
            final Path folder = disk.folder().resolve("journal");
            try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK, RESERVE, new Roll(2 << 20, 0))) {
                append(writer);
                disk.fill();
                while (writer.rolls().failed() == 0 || writer.rolls().late() == 0) {
                    append(writer);
                    LockSupport.parkNanos(100_000);
                }
                assertEquals(0, writer.rolls().done());
                assertTrue(writer.room() != Room.AMPLE, () -> "it has " + writer.room() + " room");

                disk.free();

                await(writer, Room.AMPLE);
                final long startNs = System.nanoTime();
                while (writer.rolls().done() == 0) {
                    append(writer);
                    LockSupport.parkNanos(100_000);
                    assertTrue(System.nanoTime() - startNs < PATIENCE_NS, () -> "no roll: " + writer.rolls());
                }
            }

            assertTrue(new JournalVerifier(folder).verify().clean());
            assertEquals(sequence, JournalEnd.find(folder).lastSequence());
        }
    }

    @Test
    void shouldSayWhatItNeedsWhenTheDiskIsFullAtItsStart() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 8)) {
            final Path folder = disk.folder().resolve("journal");

            final JournalException refused =
                    assertThrows(JournalException.class, () -> Journals.create(folder, 1, ID, 1, BLOCK, RESERVE));

            assertTrue(
                    refused.getMessage().contains("it needs " + 2 * (RESERVE + (2 << 20)) + " bytes at its start"),
                    refused::getMessage);
        }
    }

    @Test
    void shouldGiveBackWhatItDidNotUse() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32)) {
            final long before = free(disk);
            final Path folder = disk.folder().resolve("journal");
            try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK, RESERVE)) {
                append(writer);
                assertTrue(before - free(disk) >= 2 * RESERVE);
            }

            final long taken = before - free(disk);
            assertTrue(taken < 3 << 20, () -> taken + " bytes are still taken");
            assertEquals(1, JournalEnd.find(folder).lastSequence());
        }
    }

    private static long free(final SmallDisk disk) throws IOException {
        return Files.getFileStore(disk.folder()).getUsableSpace();
    }

    private void append(final JournalWriter writer) {
        sequence++;
        writer.appendInput(sequence, sequence, 1, payload, 0, PAYLOAD);
        writer.appendOutput(sequence, 0, sequence, 101, payload, 0, 1);
    }

    private static void await(final JournalWriter writer, final Room room) {
        final long startNs = System.nanoTime();
        while (writer.room() != room) {
            assertTrue(System.nanoTime() - startNs < PATIENCE_NS, () -> "it has " + writer.room() + " room");
            LockSupport.parkNanos(100_000);
        }
    }
}
