package io.tiercel.journal.readmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.SmallDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ReadModelsTest {
    private static final int CAPACITY = 300;

    @TempDir
    Path journal;

    private Path folder() {
        return journal.resolve(ReadModels.FOLDER);
    }

    private static ModelHead head(final long sequence) {
        return new ModelHead(77, sequence, sequence * 1000, sequence * 31, 0);
    }

    /** All of them say the sequence: a mixture of two states shows. */
    static List<ModelEntry> entries(final long sequence, final int count) {
        final List<ModelEntry> entries = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            final byte[] value = new byte[8 + (int) ((sequence + id) % (ModelEntry.MAX_BYTES - 7))];
            ByteBuffer.wrap(value).putLong(sequence);
            entries.add(new ModelEntry(1 + id % 3, (sequence % 7 << 20) + id, value));
        }
        return entries;
    }

    private static void requireSame(final List<ModelEntry> expected, final List<ModelEntry> found) {
        final TreeMap<String, byte[]> wanted = new TreeMap<>();
        expected.forEach(entry -> wanted.put(entry.kind() + "/" + entry.id(), entry.value()));
        assertEquals(wanted.size(), found.size());
        for (final ModelEntry entry : found) {
            assertArrayEquals(wanted.get(entry.kind() + "/" + entry.id()), entry.value());
        }
    }

    private static long requireWhole(final ModelReading reading) {
        assertTrue(reading.usable(), reading.problem());
        final long sequence = reading.head().sequence();
        for (final ModelEntry entry : reading.entries()) {
            assertEquals(sequence, ByteBuffer.wrap(entry.value()).getLong());
        }
        return sequence;
    }

    private void publishOnce(final long sequence) {
        try (ModelWriter writer = ReadModels.open(journal, CAPACITY)) {
            writer.publish(head(sequence), entries(sequence, 20));
        }
    }

    @Test
    void shouldReadWhatWasPublishedLast() {
        final Random random = new Random(4);
        try (ModelWriter writer = ReadModels.open(journal, CAPACITY)) {
            for (int round = 1; round <= 20; round++) {
                final List<ModelEntry> entries = entries(round, 1 + random.nextInt(CAPACITY));
                writer.publish(head(round), entries);

                final ModelReading reading = ReadModels.read(journal);

                assertEquals(head(round), reading.head());
                assertEquals(round, reading.generation());
                assertEquals(ProcessHandle.current().pid(), reading.processId());
                requireSame(entries, reading.entries());
            }
        }
    }

    @Test
    void shouldHoldAsManyOfTheLongestEntriesAsItsCapacityInAKnownNumberOfBytes() throws IOException {
        final List<ModelEntry> entries = new ArrayList<>();
        for (int id = 0; id < 20_000; id++) {
            entries.add(new ModelEntry(255, -id, new byte[ModelEntry.MAX_BYTES]));
        }
        try (ModelWriter writer = ReadModels.open(journal, entries.size())) {
            for (int round = 1; round <= 4; round++) {
                writer.publish(head(round), entries);
            }

            requireSame(entries, ReadModels.read(journal).entries());
        }
        assertTrue(Files.size(folder().resolve("map-0")) <= ModelMap.bytes(entries.size()));
        assertTrue(Files.size(folder().resolve("map-1")) <= ModelMap.bytes(entries.size()));
    }

    @Test
    void shouldRefuseMoreEntriesThanItHasRoomForAndKeepWhatIsThere() {
        try (ModelWriter writer = ReadModels.open(journal, 10)) {
            writer.publish(head(1), entries(1, 10));

            final JournalException refused =
                    assertThrows(JournalException.class, () -> writer.publish(head(2), entries(2, 11)));

            assertTrue(refused.getMessage().contains("11 entries do not fit"), refused.getMessage());
            assertTrue(refused.getMessage().contains("room for 10"), refused.getMessage());
            assertEquals(1, requireWhole(ReadModels.read(journal)));
        }
    }

    @Test
    void shouldRefuseASecondWriter() {
        try (ModelWriter writer = ReadModels.open(journal, CAPACITY)) {
            final JournalException refused =
                    assertThrows(JournalException.class, () -> ReadModels.open(journal, CAPACITY));

            assertTrue(refused.getMessage().startsWith("another process keeps the read model"), refused.getMessage());
            writer.publish(head(3), entries(3, 5));
        }
        assertEquals(3, requireWhole(ReadModels.read(journal)));
    }

    @Test
    void shouldGoOnBehindTheGenerationOfTheWriterBefore() {
        publishOnce(1);
        publishOnce(2);
        publishOnce(3);

        assertEquals(3, ReadModels.read(journal).generation());
        assertEquals(3, requireWhole(ReadModels.read(journal)));
    }

    @Test
    void shouldSayThatThereIsNone() {
        final ModelReading reading = ReadModels.read(journal);

        assertFalse(reading.usable());
        assertEquals("there is none", reading.problem());
    }

    @Test
    void shouldUseNothingOfAMapWithADamagedByteAnywhere() throws IOException {
        publishOnce(1);
        final Path map = folder().resolve("map-1");
        final byte[] whole = Files.readAllBytes(map);

        for (int region = 0; region < 256; region++) {
            final byte[] damaged = whole.clone();
            damaged[(int) ((long) region * damaged.length / 256)] ^= (byte) (1 << region % 8);
            Files.write(map, damaged);

            final ModelReading reading = ReadModels.read(journal);

            assertFalse(reading.usable(), "region " + region);
            assertTrue(reading.problem().contains("map-1 is damaged"), reading.problem());
        }
        Files.write(map, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(ReadModels.read(journal).problem().contains("map-1 is damaged"));
        Files.write(map, Arrays.copyOf(whole, whole.length + 1));
        assertTrue(ReadModels.read(journal).problem().contains("map-1 is damaged"));
        Files.delete(map);
        assertTrue(ReadModels.read(journal).problem().contains("map-1 is damaged"));
        Files.write(map, whole);
        assertEquals(1, requireWhole(ReadModels.read(journal)));
    }

    @Test
    void shouldUseNothingWhenAByteOfTheCommitIsDamaged() throws IOException {
        publishOnce(1);
        final Path commit = folder().resolve("commit");
        final byte[] whole = Files.readAllBytes(commit);

        for (int i = 0; i < whole.length; i++) {
            final byte[] damaged = whole.clone();
            damaged[i] ^= 16;
            Files.write(commit, damaged);

            assertEquals("its file commit is damaged", ReadModels.read(journal).problem());
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(commit, Arrays.copyOf(whole, length));

            assertEquals("its file commit is damaged", ReadModels.read(journal).problem());
        }
    }

    @Test
    void shouldNotReadAnotherVersion() throws IOException {
        publishOnce(1);
        final Path commit = folder().resolve("commit");
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(commit)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(12, 2);
        final CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 12, bytes.capacity() - 12);
        bytes.putInt(8, (int) sum.getValue());
        Files.write(commit, bytes.array());

        assertEquals(
                "it is of version 2, this is version 1",
                ReadModels.read(journal).problem());

        publishOnce(5);
        assertEquals(5, requireWhole(ReadModels.read(journal)));
    }

    @Test
    void shouldNotTakeTheMapOfAnotherState() throws IOException {
        publishOnce(1);
        final Path kept = Files.createDirectory(journal.resolve("kept"));
        Files.copy(folder().resolve("map-1"), kept.resolve("map-1"));
        publishOnce(2);
        publishOnce(3);
        Files.copy(kept.resolve("map-1"), folder().resolve("map-1"), StandardCopyOption.REPLACE_EXISTING);

        assertTrue(ReadModels.read(journal).problem().contains("map-1 is damaged"));
    }

    @Test
    @Timeout(120)
    void shouldBeWholeWheneverItsWriterIsKilled() throws IOException, InterruptedException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        long last = 0;
        for (int round = 0; round < 6; round++) {
            final Process writer = new ProcessBuilder(command(last + 1))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = writer.inputReader()) {
                for (int line = 0; line < 3 + random.nextInt(4); line++) {
                    assertTrue(lines.readLine() != null, "seed " + seed);
                }
                // Wherever it is by then
                for (int i = random.nextInt(100_000); i > 0; i--) {
                    Thread.onSpinWait();
                }
                writer.destroyForcibly().waitFor();
            }

            final long found = requireWhole(ReadModels.read(journal));

            assertTrue(found > last, "seed " + seed + ": " + found + " after " + last);
            last = found;
        }
        publishOnce(last + 1);
        assertEquals(last + 1, requireWhole(ReadModels.read(journal)));
    }

    private List<String> command(final long from) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        final Path config = Path.of("..", "config").toAbsolutePath();
        command.add("@" + config.resolve("jvm.options"));
        command.add("@" + config.resolve("read-model.options"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(EndlessWriter.class.getName());
        command.add(journal.toString());
        command.add(String.valueOf(from));
        return command;
    }

    @Test
    @Timeout(120)
    void shouldReadWholeStatesWhileTheyAreWritten() throws InterruptedException {
        try (ModelWriter writer = ReadModels.open(journal, CAPACITY)) {
            writer.publish(head(1), entries(1, CAPACITY));
            final Thread thread = new Thread(() -> {
                for (int sequence = 2; !Thread.currentThread().isInterrupted(); sequence++) {
                    writer.publish(head(sequence), entries(sequence, CAPACITY - sequence % 200));
                    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                }
            });
            thread.start();
            long last = 0;
            for (int i = 0; i < 30; i++) {
                final ModelReading reading = ReadModels.read(journal);
                if (reading.usable()) {
                    final long sequence = requireWhole(reading);
                    assertTrue(sequence >= last);
                    last = sequence;
                } else {
                    assertTrue(reading.problem().contains("it changed 10 times"), reading.problem());
                }
            }
            thread.interrupt();
            thread.join();
            assertTrue(last > 1);
        }
    }

    @Test
    void shouldSayThatTheDiskIsFullAndGoOnWhenItIsNot() throws IOException {
        try (SmallDisk disk = new SmallDisk(journal.resolve("disk"), 4)) {
            final JournalException refused =
                    assertThrows(JournalException.class, () -> ReadModels.open(disk.folder(), 100_000));
            assertTrue(refused.getMessage().contains("and the disk has"), refused.getMessage());

            try (ModelWriter writer = ReadModels.open(disk.folder(), 2000)) {
                writer.publish(head(1), entries(1, 10));
                writer.publish(head(2), entries(2, 10));
                disk.fill();
                final List<ModelEntry> much = entries(3, 2000);

                final JournalException full = assertThrows(JournalException.class, () -> writer.publish(head(3), much));

                assertTrue(full.getMessage().contains("check the disk's room"), full.getMessage());
                assertEquals(2, requireWhole(ReadModels.read(disk.folder())));
                disk.free();
                writer.publish(head(4), much);
                requireSame(much, ReadModels.read(disk.folder()).entries());
            }
        }
    }

    @Test
    void shouldSayWhyItsFolderCannotBeMade() throws IOException {
        Files.write(folder(), new byte[1]);

        final JournalException refused = assertThrows(JournalException.class, () -> ReadModels.open(journal, 10));

        assertTrue(refused.getMessage().startsWith("cannot write the read model " + folder()), refused.getMessage());
        assertFalse(ReadModels.read(journal).usable());
    }
}
