package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {
    @TempDir
    Path journal;

    private static Snapshot snapshot(final long sequence) {
        return new Snapshot(7, sequence, 9, 13, new byte[] {1, 2, 3}, List.of(new byte[] {4}, new byte[] {5, 6}));
    }

    @Test
    void shouldReadWhatWasWritten() {
        final Snapshot read = Snapshots.read(Snapshots.write(journal, snapshot(8), Snapshots.KEPT));

        assertEquals(
                List.of(7L, 8L, 9L, 13L), List.of(read.journalId(), read.sequence(), read.timeNs(), read.digest()));
        assertArrayEquals(new byte[] {1, 2, 3}, read.state());
        assertEquals(2, read.definitions().size());
        assertArrayEquals(new byte[] {5, 6}, read.definitions().get(1));
    }

    @Test
    void shouldFindEveryFlippedBit() throws IOException {
        final Path file = Snapshots.write(journal, snapshot(8), Snapshots.KEPT);
        final byte[] bytes = Files.readAllBytes(file);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            final byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, damaged);
            assertThrows(JournalException.class, () -> Snapshots.read(file), "bit " + bit);
        }
    }

    @Test
    void shouldFindEveryCut() throws IOException {
        final Path file = Snapshots.write(journal, snapshot(8), Snapshots.KEPT);
        final byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(JournalException.class, () -> Snapshots.read(file), "length " + length);
        }
    }

    @Test
    void shouldKeepAsManyAsAreWanted() {
        for (int sequence = 1; sequence <= 9; sequence++) {
            Snapshots.write(journal, snapshot(sequence), 6);
        }

        assertEquals(
                List.of(9L, 8L, 7L, 6L, 5L, 4L),
                Snapshots.newestFirst(journal).stream()
                        .map(file -> Snapshots.read(file).sequence())
                        .toList());
    }

    @Test
    void shouldKeepTheNewestAndGiveThemFirst() {
        for (final long sequence : new long[] {5, 1_000, 70, 999_999_999_999L}) {
            Snapshots.write(journal, snapshot(sequence), Snapshots.KEPT);
        }

        final List<Path> files = Snapshots.newestFirst(journal);

        assertEquals(Snapshots.KEPT, files.size());
        assertEquals(999_999_999_999L, Snapshots.read(files.get(0)).sequence());
        assertEquals(1_000, Snapshots.read(files.get(1)).sequence());
    }

    @Test
    void shouldNotTakeAnUnfinishedFileForASnapshot() throws IOException {
        Snapshots.write(journal, snapshot(5), Snapshots.KEPT);
        Files.write(journal.resolve("snapshots").resolve("0000000000000000009.snapshot.new"), new byte[3]);

        assertEquals(1, Snapshots.newestFirst(journal).size());

        for (int sequence = 10; sequence < 10 + Snapshots.KEPT; sequence++) {
            Snapshots.write(journal, snapshot(sequence), Snapshots.KEPT);
        }
        try (java.util.stream.Stream<Path> files = Files.list(journal.resolve("snapshots"))) {
            assertEquals(Snapshots.KEPT, files.count());
        }
    }

    @Test
    void shouldSayWhereItCannotWrite() throws IOException {
        Files.createFile(journal.resolve("snapshots"));

        final JournalException refused =
                assertThrows(JournalException.class, () -> Snapshots.write(journal, snapshot(5), Snapshots.KEPT));

        assertTrue(refused.getMessage().contains("cannot write snapshot"), refused.getMessage());
    }
}
