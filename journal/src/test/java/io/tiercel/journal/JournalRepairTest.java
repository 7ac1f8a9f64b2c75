package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A torn tail goes, everything else stays. */
final class JournalRepairTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLeaveWholeJournalAsItIs() throws IOException {
        write(raw -> raw.opened().inputs(1, 9));
        final byte[] before = Files.readAllBytes(inputs());

        assertEquals(List.of(), new JournalRepair(folder).repair());

        assertArrayEquals(before, Files.readAllBytes(inputs()));
    }

    @Test
    void shouldCutUnfinishedRecordAndKeepIt() throws IOException {
        write(raw -> raw.opened().inputs(1, 4).unfinished(5));
        final long end = end(4);
        final byte[] before = Files.readAllBytes(inputs());

        final List<JournalRepair.Cut> cuts = new JournalRepair(folder).repair();

        assertEquals(1, cuts.size());
        final JournalRepair.Cut cut = cuts.get(0);
        assertEquals(Stream.INPUT, cut.stream());
        assertEquals(end, cut.offset());
        assertEquals(4, cut.lastSequence());
        assertEquals(folder.resolve("inputs-cut-at-" + end), cut.kept());
        assertArrayEquals(
                Arrays.copyOfRange(before, (int) end, (int) (end + cut.bytes())), Files.readAllBytes(cut.kept()));
        assertTrue(new JournalVerifier(folder).verify().clean());
        assertEquals(4, Record.readAll(folder, Stream.INPUT).size());
    }

    @Test
    void shouldCutTailThatIsTornAnywhere() throws IOException {
        write(raw -> raw.opened().inputs(1, 2_100));
        final byte[] whole = Files.readAllBytes(inputs());
        final int last = (int) end(2_100);
        final int[] cuts = {(int) end(2_046) + 10, (int) end(2_047) + 3, (int) end(2_047), last - 1, (int) end(1_000)};
        for (final int cut : cuts) {
            for (final int filling : new int[] {0, 0x5A}) {
                final byte[] torn = whole.clone();
                Arrays.fill(torn, cut, last, (byte) filling);
                Files.write(inputs(), torn);
                final long records =
                        new JournalVerifier(folder).verify().inputs().records();

                assertEquals(1, new JournalRepair(folder).repair().size());

                final JournalVerifier.Report after = new JournalVerifier(folder).verify();
                assertTrue(after.clean(), after::toString);
                assertEquals(records, after.inputs().records());
                assertEquals(List.of(), new JournalRepair(folder).repair());
            }
        }
    }

    @Test
    void shouldRepairFileThatWasCut() throws IOException {
        write(raw -> raw.opened().inputs(1, 50));
        try (RandomAccessFile access = new RandomAccessFile(inputs().toFile(), "rw")) {
            access.setLength(end(40) + 17);
        }

        final JournalRepair.Cut cut = new JournalRepair(folder).repair().get(0);

        assertEquals(40, cut.lastSequence());
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldEndARepairThatWasInterrupted() throws IOException {
        write(raw -> raw.opened().inputs(1, 2_000));
        // the index as it is in the middle of being rewritten
        try (RandomAccessFile access = new RandomAccessFile(inputs().toFile(), "rw")) {
            access.seek(QueueIndex.LAST_POSITION);
            access.writeLong(0);
        }
        assertFalse(new JournalVerifier(folder).verify().clean());
        Files.createFile(folder.resolve("repairing"));
        assertNotNull(JournalEnd.find(folder).doubt());
        final JournalRepair repair = new JournalRepair(folder);

        assertEquals(List.of(), repair.repair());

        assertEquals(List.of(inputs()), repair.mended());
        assertTrue(new JournalVerifier(folder).verify().clean());
        assertNull(JournalEnd.find(folder).doubt());
        assertFalse(Files.exists(folder.resolve("repairing")));
    }

    /** All that is not a record follows from the records, and hides none of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMendWhatTheQueueWroteAndCutNothing(final boolean lostTail) throws IOException {
        write(raw -> raw.opened().inputs(1, 2_000).output(1, 4));
        final byte[] whole = Files.readAllBytes(inputs());
        final int header = (int) end(1_500);
        final int[][] damages = {
            {header, 4}, {header + 3, 1}, {header, 1}, {0, 3}, {70, 20}, {210, 9}, {262_384, 30}, {262_420, 8}
        };
        for (final int[] damage : damages) {
            final byte[] damaged = whole.clone();
            Arrays.fill(damaged, damage[0], damage[0] + damage[1], (byte) (damage[1] == 1 ? 0xC1 : 0));
            Files.write(inputs(), damaged);
            assertFalse(new JournalVerifier(folder).verify().clean(), () -> "not found: " + damage[0]);
            final JournalRepair repair = new JournalRepair(folder);

            if (lostTail) {
                assertEquals(new JournalRepair.Loss(List.of(), null), repair.cutLostTail());
            } else {
                assertEquals(List.of(), repair.repair());
            }

            assertEquals(List.of(inputs()), repair.mended());
            assertTrue(new JournalVerifier(folder).verify().clean(), () -> "not mended: " + damage[0]);
            assertArrayEquals(whole, Files.readAllBytes(inputs()), () -> "other bytes than before: " + damage[0]);
            assertFalse(Files.exists(folder.resolve("repairing")) || Files.exists(folder.resolve("lost")));
        }
    }

    /** Nobody writes any more, so it is no record in the making. */
    @Test
    void shouldReadOnBehindARecordsDamagedHeader() throws IOException {
        write(raw -> raw.opened().inputs(1, 60).output(1, 4).output(2, 7));
        final List<Record> inputs = Record.readAll(folder, Stream.INPUT);
        final byte[] whole = Files.readAllBytes(inputs());
        for (final byte last : new byte[] {0, (byte) 0x80}) {
            final byte[] damaged = whole.clone();
            Arrays.fill(damaged, (int) end(30), (int) end(30) + 3, (byte) 0);
            damaged[(int) end(30) + 3] = last;
            Files.write(inputs(), damaged);

            assertEquals(inputs, Record.readAll(folder, Stream.INPUT));
            assertEquals(60, JournalEnd.find(folder).lastSequence());
            assertNull(JournalEnd.find(folder).doubt());
        }
    }

    @Test
    void shouldNotTakeAHoleForTheEnd() throws IOException {
        write(raw -> raw.opened().inputs(1, 60));
        final byte[] damaged = Files.readAllBytes(inputs());
        Arrays.fill(damaged, (int) end(30), (int) end(32), (byte) 0);
        Files.write(inputs(), damaged);

        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            while (reader.next() == JournalReader.Result.RECORD) {
                assertTrue(reader.sequence() <= 30);
            }
            assertEquals(30, reader.sequence());
            assertEquals(JournalReader.Result.FAULT, reader.next());
            assertEquals(JournalFault.Kind.TORN, reader.fault().kind());
            assertEquals(31, reader.fault().sequence());
            assertTrue(reader.fault().detail().endsWith("; the next whole record is 33"), reader.fault()::toString);
        }
        assertNotNull(JournalEnd.find(folder).doubt());
    }

    /** It may be the writer's next one. */
    @Test
    void shouldStopAtADamagedHeaderWhileSomebodyWrites() throws IOException {
        write(raw -> raw.opened().inputs(1, 60));
        final byte[] damaged = Files.readAllBytes(inputs());
        Arrays.fill(damaged, (int) end(30), (int) end(30) + 4, (byte) 0);
        Files.write(inputs(), damaged);
        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            try (JournalLock lock = JournalLock.take(folder)) {
                assertNotNull(lock);
                assertNull(JournalLock.take(folder));
                while (reader.next() == JournalReader.Result.RECORD) {
                    assertTrue(reader.sequence() <= 30);
                }
                assertEquals(JournalReader.Result.END, reader.next());
            }

            assertEquals(JournalReader.Result.RECORD, reader.next());
            assertEquals(31, reader.sequence());
        }
    }

    @Test
    void shouldRefuseDamageBeforeOtherRecords() throws IOException {
        write(raw -> raw.opened().inputs(1, 4).inputs(6, 9));
        final byte[] before = Files.readAllBytes(inputs());

        final JournalException refused = assertThrows(JournalException.class, () -> new JournalRepair(folder).repair());

        assertTrue(
                refused.getMessage()
                        .startsWith("journal " + folder + " is left as it is: 4 whole records stand behind the damage"),
                refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(inputs()));
    }

    @Test
    void shouldRefuseWhenOutputsNameInputsThatAreGone() {
        write(raw -> raw.opened().inputs(1, 4).output(1, 4).output(2, 7));

        final JournalVerifier.Report report = new JournalVerifier(folder).verify();
        assertEquals(JournalFault.Kind.MISSING, report.inputs().fault().kind());
        assertEquals(5, report.inputs().fault().sequence());
        assertNull(report.outputs().fault());
        assertThrows(JournalException.class, () -> new JournalRepair(folder).repair());
    }

    /** As the disk leaves it when it took later pages and lost earlier ones. */
    @Test
    void shouldCutLostTailWithHolesAndSayWhatIsLost() throws IOException {
        write(raw -> raw.opened().inputs(1, 60).output(1, 7).output(2, 31).output(3, 50));
        final byte[] whole = Files.readAllBytes(inputs());
        for (final int[] hole : new int[][] {{30, 31}, {45, 50}}) {
            Arrays.fill(whole, (int) end(hole[0]), (int) end(hole[1]), (byte) 0);
        }
        Files.write(inputs(), whole);
        final JournalException refused = assertThrows(JournalException.class, () -> new JournalRepair(folder).repair());
        assertTrue(refused.getMessage().endsWith("or give up what is behind it with --lost-tail"), refused::getMessage);

        final JournalRepair.Loss loss = new JournalRepair(folder).cutLostTail();

        assertEquals(30, loss.lost().lastInput());
        assertEquals(60, loss.lost().lastKnown());
        assertEquals(24, loss.lost().inputs());
        assertEquals(2, loss.lost().outputs());
        assertEquals(60 + LostTail.UNSEEN_INPUTS, loss.lost().lastUsed());
        final JournalVerifier.Report after = new JournalVerifier(folder).verify();
        assertTrue(after.clean(), after::toString);
        assertEquals(30, after.inputs().lastSequence());
        assertEquals(1, after.outputs().lastSequence());
        final JournalEnd end = JournalEnd.find(folder);
        assertEquals(new JournalEnd(1, true, 30, 60 + LostTail.UNSEEN_INPUTS, null), end);
        for (final JournalRepair.Cut cut : loss.cuts()) {
            final byte[] kept = Files.readAllBytes(cut.kept());
            assertEquals(cut.bytes(), kept.length);
            if (cut.stream() == Stream.INPUT) {
                assertArrayEquals(
                        Arrays.copyOfRange(whole, (int) cut.offset(), (int) cut.offset() + kept.length), kept);
            }
        }
        assertEquals(new JournalRepair.Loss(List.of(), null), new JournalRepair(folder).cutLostTail());
    }

    @Test
    void shouldCutOutputsOfInputsThatLeftNoTrace() {
        write(raw -> raw.opened().inputs(1, 4).output(1, 4).output(2, 7));

        final JournalRepair.Loss loss = new JournalRepair(folder).cutLostTail();

        assertEquals(7, loss.lost().lastKnown());
        assertEquals(
                List.of(Stream.OUTPUT, Stream.INPUT),
                loss.cuts().stream().map(JournalRepair.Cut::stream).toList());
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldPutSegmentsBehindALostOneAside() throws IOException {
        final RolledJournal journal = RolledJournal.write(folder, 4);
        final long last = journal.firsts().get(1) - 1;
        Files.delete(Segments.file(folder.resolve("inputs"), 3));

        final JournalRepair.Loss loss = new JournalRepair(folder).cutLostTail();

        assertEquals(last, loss.lost().lastInput());
        assertEquals(journal.inputs().size(), loss.lost().lastKnown());
        assertEquals(journal.inputs().subList(0, (int) last), Record.readAll(folder, Stream.INPUT));
        assertTrue(new JournalVerifier(folder).verify().clean());
        assertTrue(Files.isDirectory(folder.resolve("inputs-cut-at-segment-00000004")));
        assertTrue(Files.isDirectory(folder.resolve("inputs-cut-at-segment-00000005")));
    }

    @Test
    void shouldRefuseALostTailThatIsTheWholeJournal() throws IOException {
        write(raw -> raw.opened().inputs(1, 9));
        final byte[] bytes = Files.readAllBytes(inputs());
        bytes[(int) end(1) - 1] ^= 1;
        Files.write(inputs(), bytes);

        final JournalException refused =
                assertThrows(JournalException.class, () -> new JournalRepair(folder).cutLostTail());

        assertTrue(refused.getMessage().contains("none of its inputs can be read"), refused::getMessage);
        assertArrayEquals(bytes, Files.readAllBytes(inputs()));
        assertFalse(Files.exists(folder.resolve("lost")));
    }

    @Test
    void shouldRefuseJournalThatIsBeingWritten() {
        try (JournalWriter writer = Journals.create(folder, 1, 7, 1, Queues.MIN_BLOCK_BYTES, 4 << 20)) {
            writer.appendInput(1, 1, 77, new UnsafeBuffer(new byte[8]), 0, 8);

            final JournalException refused =
                    assertThrows(JournalException.class, () -> new JournalRepair(folder).repair());

            assertEquals(
                    "journal " + folder + " is left as it is: a process is writing it; stop that one first",
                    refused.getMessage());
        }
        assertEquals(List.of(), new JournalRepair(folder).repair());
    }

    private Path inputs() {
        return Queues.file(folder.resolve("inputs"));
    }

    /** Where the document of an input ends. */
    private long end(final long sequence) {
        try (ChronicleJournalReader reader = Journals.readChecked(folder, Stream.INPUT)) {
            for (long i = 1; i <= sequence; i++) {
                reader.next();
            }
            return reader.segment().position();
        }
    }

    private void write(final Consumer<RawJournal> records) {
        try (RawJournal raw = new RawJournal(folder)) {
            records.accept(raw);
        }
    }
}
