package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalRoundTripTest {
    private static final long BLOCK = 1 << 20;
    private static final long ID = 0x1234_5678_9ABC_DEF0L;

    @TempDir
    private Path parent;

    @Test
    void shouldReadBackWhatWasWritten() {
        final long seed = 3;
        final Random random = new Random(seed);
        final List<Record> inputs = new ArrayList<>();
        final List<Record> outputs = new ArrayList<>();
        final Path folder = parent.resolve("a/b/journal");

        // more than a block of each
        try (JournalWriter writer = Journals.create(folder, 7, ID, 1001, BLOCK)) {
            long timeNs = 1_700_000_000_000_000_000L;
            for (long sequence = 1001; sequence < 9001; sequence++) {
                timeNs += random.nextInt(3);
                inputs.add(append(writer, random, sequence, timeNs));
                final int count = random.nextInt(3);
                for (int ordinal = 0; ordinal < count; ordinal++) {
                    outputs.add(append(writer, random, sequence, ordinal, timeNs, outputs.size() + 1));
                }
            }
        }

        assertEquals(inputs, Record.readAll(folder, Stream.INPUT), "seed " + seed);
        assertEquals(outputs, Record.readAll(folder, Stream.OUTPUT), "seed " + seed);
    }

    @Test
    void shouldLetAnotherThreadGoOnWriting() throws InterruptedException {
        final List<Record> inputs = new ArrayList<>();
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            inputs.add(append(writer, new Random(1), 1, 10));
            final Thread next = new Thread(() -> inputs.add(append(writer, new Random(2), 2, 20)));
            next.start();
            next.join();
        }

        assertEquals(2, inputs.size());
        assertEquals(inputs, Record.readAll(folder, Stream.INPUT));
    }

    @Test
    void shouldSayWhoseJournalItIs() {
        final Path folder = parent.resolve("journal");
        Journals.create(folder, 200, ID, 42, BLOCK).close();

        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertEquals(ID, reader.journalId());
            assertEquals(200, reader.engineId());
            assertEquals(42, reader.firstSequence());
            assertSame(JournalReader.Result.END, reader.next());
            assertNull(reader.fault());
        }
    }

    @Test
    void shouldFollowJournalThatIsBeingWritten() {
        final Random random = new Random(1);
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK);
                JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertSame(JournalReader.Result.END, reader.next());
            for (long sequence = 1; sequence <= 10_000; sequence++) {
                final Record written = append(writer, random, sequence, sequence);

                assertSame(JournalReader.Result.RECORD, reader.next());
                assertEquals(written, Record.of(reader));
                assertSame(JournalReader.Result.END, reader.next());
            }
        }
    }

    @Test
    void shouldTakeEveryPayloadLength() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[600]);
        buffer.setMemory(0, 600, (byte) 0xA5);
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            for (int length = 0; length <= FrameFlyweight.MAX_PAYLOAD_LENGTH; length++) {
                writer.appendInput(length + 1, 5, 9, buffer, 3, length);
            }
        }

        final List<Record> records = Record.readAll(folder, Stream.INPUT);

        assertEquals(FrameFlyweight.MAX_PAYLOAD_LENGTH + 1, records.size());
        for (int length = 0; length < records.size(); length++) {
            assertEquals("a5".repeat(length), records.get(length).payload());
        }
    }

    @Test
    void shouldLeaveFolderAsItWasWhenRead() throws IOException {
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            append(writer, new Random(1), 1, 1);
        }
        final Map<String, String> before = contents(folder);

        Record.readAll(folder, Stream.INPUT);
        Record.readAll(folder, Stream.OUTPUT);
        new JournalVerifier(folder).verify();

        assertEquals(before, contents(folder));
    }

    @Test
    void shouldBeReadFromCopyOfItsFolderAlone() throws IOException {
        final Path folder = parent.resolve("journal");
        final Path copy = parent.resolve("elsewhere/copy");
        final Record written;
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            written = append(writer, new Random(1), 1, 1);
        }

        for (final String file : contents(folder).keySet()) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.move(folder.resolve(file), copy.resolve(file));
        }

        assertEquals(List.of(written), Record.readAll(copy, Stream.INPUT));
    }

    @Test
    void shouldKeepFilesOfShortSessionSmall() throws IOException {
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, 256 << 20)) {
            append(writer, new Random(1), 1, 1);
            writer.sync();
        }

        long bytes = 0;
        for (final String file : contents(folder).keySet()) {
            bytes += allocatedBytes(folder.resolve(file));
        }

        assertTrue(bytes < 4 << 20, bytes + " bytes on the disk");
    }

    @Test
    void shouldCountBytesWritten() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        try (JournalWriter writer = Journals.create(parent.resolve("journal"), 1, ID, 1, BLOCK)) {
            final long before = writer.bytesWritten();

            writer.appendInput(1, 1, 1, buffer, 0, 13);
            writer.appendOutput(1, 0, 1, 1, buffer, 0, 16);

            assertEquals(56 + 56, writer.bytesWritten() - before);
        }
    }

    @Test
    void shouldSyncAndTouchAheadWithoutHarm() {
        final Random random = new Random(2);
        final Path folder = parent.resolve("journal");
        final List<Record> written = new ArrayList<>();
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            for (long sequence = 1; sequence <= 20_000; sequence++) {
                written.add(append(writer, random, sequence, sequence));
                writer.idle();
                if (sequence % 5_000 == 0) {
                    writer.sync();
                }
            }
        }

        assertEquals(written, Record.readAll(folder, Stream.INPUT));
    }

    @Test
    void shouldRefuseFolderThatHoldsSomething() throws IOException {
        final Path folder = Files.createDirectories(parent.resolve("journal"));
        Files.writeString(folder.resolve("notes.txt"), "x");

        final JournalException refused =
                assertThrows(JournalException.class, () -> Journals.create(folder, 1, ID, 1, BLOCK));

        assertEquals(
                "cannot make a journal in " + folder + ": it holds 1 entries already; name an empty or a new folder",
                refused.getMessage());
    }

    @Test
    void shouldRefuseFileInPlaceOfFolder() throws IOException {
        final Path file = Files.writeString(parent.resolve("journal"), "x");

        assertThrows(JournalException.class, () -> Journals.create(file, 1, ID, 1, BLOCK));
    }

    @Test
    void shouldSayWhereThereIsNoJournal() throws IOException {
        final Path folder = Files.createDirectories(parent.resolve("nothing"));

        final JournalException refused =
                assertThrows(JournalException.class, () -> Journals.read(folder, Stream.INPUT));

        assertTrue(refused.getMessage().startsWith("there is no journal in " + folder), refused.getMessage());
        assertEquals(Map.of(), contents(folder));
    }

    @Test
    void shouldRefuseRecordsOutOfOrder() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[600]);
        try (JournalWriter writer = Journals.create(parent.resolve("journal"), 1, ID, 10, BLOCK)) {
            writer.appendInput(10, 100, 1, buffer, 0, 8);
            writer.appendInput(11, 100, 1, buffer, 0, 8);
            writer.appendOutput(11, 0, 100, 1, buffer, 0, 8);

            assertThrows(JournalException.class, () -> writer.appendInput(11, 100, 1, buffer, 0, 8));
            assertThrows(JournalException.class, () -> writer.appendInput(13, 100, 1, buffer, 0, 8));
            assertThrows(JournalException.class, () -> writer.appendInput(12, 99, 1, buffer, 0, 8));
            assertThrows(JournalException.class, () -> writer.appendInput(12, 100, 1, buffer, 0, 513));
            assertThrows(JournalException.class, () -> writer.appendInput(12, 100, 65_536, buffer, 0, 8));
            assertThrows(JournalException.class, () -> writer.appendOutput(10, 0, 100, 1, buffer, 0, 8));
            assertThrows(JournalException.class, () -> writer.appendOutput(12, 0, 100, 1, buffer, 0, 8));
            writer.appendInput(12, 100, 1, buffer, 0, 8);
        }
    }

    @Test
    void shouldRefuseWorkOnceClosed() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        final JournalWriter writer = Journals.create(parent.resolve("journal"), 1, ID, 1, BLOCK);
        writer.close();
        writer.close();

        assertThrows(JournalException.class, () -> writer.appendInput(1, 1, 1, buffer, 0, 8));
        assertThrows(JournalException.class, writer::sync);
    }

    @Test
    void shouldTakeNoMoreAfterFailure() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        final Path folder = parent.resolve("journal");
        try (JournalWriter writer = Journals.create(folder, 1, ID, 1, BLOCK)) {
            // a payload that ends outside of its buffer fails in the middle of an append
            final JournalException failed =
                    assertThrows(JournalException.class, () -> writer.appendInput(1, 1, 1, buffer, 4, 8));
            assertTrue(failed.getMessage().startsWith("record 1 of inputs could not be written"), failed.getMessage());

            final JournalException again =
                    assertThrows(JournalException.class, () -> writer.appendInput(1, 1, 1, buffer, 0, 8));
            assertTrue(again.getMessage().contains("has failed before"), again.getMessage());
        }

        assertEquals(List.of(), Record.readAll(folder, Stream.INPUT));
    }

    @Test
    void shouldCheckItsParameters() {
        final Path folder = parent.resolve("journal");

        assertThrows(JournalException.class, () -> Journals.create(folder, -1, ID, 1, BLOCK));
        assertThrows(JournalException.class, () -> Journals.create(folder, 1, ID, 0, BLOCK));
        assertThrows(JournalException.class, () -> Journals.create(folder, 1, ID, 1, BLOCK - 1));
        assertTrue(Files.notExists(folder));
    }

    private static Record append(
            final JournalWriter writer, final Random random, final long sequence, final long timeNs) {
        final byte[] payload = payload(random);
        final int kind = random.nextInt(65_536);
        writer.appendInput(sequence, timeNs, kind, new UnsafeBuffer(payload), 0, payload.length);
        return new Record(sequence, timeNs, kind, 0, 0, HexFormat.of().formatHex(payload));
    }

    private static Record append(
            final JournalWriter writer,
            final Random random,
            final long cause,
            final int ordinal,
            final long timeNs,
            final long sequence) {
        final byte[] payload = payload(random);
        writer.appendOutput(cause, ordinal, timeNs, 101, new UnsafeBuffer(payload), 0, payload.length);
        return new Record(sequence, timeNs, 101, cause, ordinal, HexFormat.of().formatHex(payload));
    }

    private static byte[] payload(final Random random) {
        final byte[] payload = new byte[random.nextInt(FrameFlyweight.MAX_PAYLOAD_LENGTH + 1)];
        random.nextBytes(payload);
        return payload;
    }

    private static Map<String, String> contents(final Path folder) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }

    private static long allocatedBytes(final Path file) throws IOException {
        final Process process = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        final String[] words =
                new String(process.getInputStream().readAllBytes()).trim().split(" ");
        return Long.parseLong(words[0]) * Long.parseLong(words[1]);
    }
}
