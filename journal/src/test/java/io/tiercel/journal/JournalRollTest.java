package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of many segments is read like one, and a segment that is not the right one is found. */
final class JournalRollTest {
    @TempDir
    private Path parent;

    @Test
    void shouldReadBackOverManySegments() {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 3);

        assertEquals(journal.inputs(), Record.readAll(folder, Stream.INPUT));
        assertEquals(journal.outputs(), Record.readAll(folder, Stream.OUTPUT));
        final JournalVerifier.Report report = new JournalVerifier(folder).verify();
        assertTrue(report.clean(), report::toString);
        assertEquals(journal.inputs().size(), report.inputs().records());
        assertEquals(4, report.inputs().segments());
        assertEquals(1, report.outputs().segments());
        final JournalEnd end = JournalEnd.find(folder);
        assertEquals(journal.inputs().size(), end.lastSequence());
        assertNull(end.doubt());
    }

    @Test
    void shouldFollowOverRoll() {
        final Path folder = parent.resolve("journal");
        try (RolledJournal journal = new RolledJournal(folder);
                JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertSame(JournalReader.Result.END, reader.next());
            while (journal.rolls().done() < 2) {
                journal.append();

                assertSame(JournalReader.Result.RECORD, reader.next(), () -> "" + reader.fault());
                assertEquals(journal.last(), Record.of(reader));
                assertSame(JournalReader.Result.END, reader.next(), () -> "" + reader.fault());
            }
        }
    }

    @Test
    void shouldGoOnBehindAnyRecord() {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 3);
        final int count = journal.inputs().size();

        for (int sequence = 1; sequence < count; sequence += 97) {
            assertNextAfter(journal, folder, sequence);
        }
        for (final long first : journal.firsts()) {
            assertNextAfter(journal, folder, (int) first - 1);
            assertNextAfter(journal, folder, (int) first);
        }
        final JournalSpan span = JournalSpan.find(folder);
        assertEquals(count, span.lastSequence());
        assertEquals(journal.last().timeNs(), span.lastTimeNs());
    }

    private static void assertNextAfter(final RolledJournal journal, final Path folder, final int sequence) {
        try (JournalReader reader = Journals.readAfter(folder, Stream.INPUT, sequence)) {
            assertSame(JournalReader.Result.RECORD, reader.next());
            assertEquals(journal.inputs().get(sequence), Record.of(reader));
        }
    }

    @Test
    void shouldGoOnFromAnyTime() {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 3);

        for (int index = 0; index < journal.inputs().size(); index += 131) {
            final Record expected = journal.inputs().get(index);
            assertNextFrom(expected, folder, expected.timeNs());
            assertNextFrom(expected, folder, expected.timeNs() - 1);
        }
        for (final long first : journal.firsts()) {
            final Record expected = journal.inputs().get((int) first - 1);
            assertNextFrom(expected, folder, expected.timeNs());
            assertNextFrom(expected, folder, expected.timeNs() - 1);
        }
        assertNextFrom(journal.inputs().get(0), folder, Long.MIN_VALUE);
        try (JournalReader reader =
                Journals.readFromTime(folder, Stream.INPUT, journal.last().timeNs() + 1)) {
            assertSame(JournalReader.Result.END, reader.next());
        }
    }

    private static void assertNextFrom(final Record expected, final Path folder, final long timeNs) {
        try (JournalReader reader = Journals.readFromTime(folder, Stream.INPUT, timeNs)) {
            assertSame(JournalReader.Result.RECORD, reader.next());
            assertEquals(expected, Record.of(reader));
        }
    }

    /** The segments' names and files, and what was written to those that were left, are on the disk. */
    @Test
    void shouldSyncOverRoll() {
        final Path folder = parent.resolve("journal");
        try (RolledJournal journal = new RolledJournal(folder)) {
            journal.writer().sync();
            while (journal.rolls().done() < 3) {
                journal.append();
            }
            journal.writer().sync();
            journal.append();
            journal.writer().sync();
        }

        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldRefuseSegmentsThatAreTooSmall() {
        final JournalException refused = assertThrows(JournalException.class, () -> new Roll(1_000, 0));

        assertEquals(
                "journal.rollBytes of 1000 bytes is below 1048576; take more, or 0 for never", refused.getMessage());
    }

    @Test
    void shouldTellWhatBecameOfRolls() {
        try (RolledJournal journal = new RolledJournal(parent.resolve("journal"))) {
            assertEquals(0, journal.writer().rolls(Roll.Figure.LONGEST_NS));
            long longest = 0;
            for (int i = 1; i <= 3; i++) {
                while (journal.rolls().done() < i) {
                    journal.append();
                }
                final long last = journal.writer().rolls(Roll.Figure.LAST_NS);
                assertTrue(last > 0);
                longest = Math.max(longest, last);
                assertEquals(longest, journal.writer().rolls(Roll.Figure.LONGEST_NS));
            }
            assertEquals(
                    journal.rolls(),
                    new Roll.Count(
                            journal.writer().rolls(Roll.Figure.DONE),
                            journal.writer().rolls(Roll.Figure.LATE),
                            journal.writer().rolls(Roll.Figure.FAILED)));
        }
    }

    @Test
    void shouldRollByTime() {
        final Path folder = parent.resolve("journal");
        final List<Long> firsts;
        try (RolledJournal journal = new RolledJournal(folder, new Roll(0, 10_000_000), 1_000_000)) {
            while (journal.firsts().size() < 2) {
                journal.append();
            }
            firsts = journal.firsts();
            assertEquals(0, journal.rolls().failed());
        }

        final List<Record> all = Record.readAll(folder, Stream.INPUT);
        final long first = all.get(firsts.get(0).intValue() - 1).timeNs();
        final long second = all.get(firsts.get(1).intValue() - 1).timeNs();
        assertTrue(first - all.get(0).timeNs() >= 10_000_000 && second - first >= 10_000_000, firsts::toString);
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldGoOnInOldSegmentWhenNextIsNotReady() throws IOException {
        final Path folder = parent.resolve("journal");
        try (RolledJournal journal = new RolledJournal(folder)) {
            // where the folder of the next one has to be is a file
            Files.createFile(folder.resolve("inputs/segment-00000002"));
            while (journal.rolls().late() == 0 || journal.rolls().failed() == 0) {
                journal.append();
            }
            assertEquals(0, journal.rolls().done());
            journal.append();

            Files.delete(folder.resolve("inputs/segment-00000002"));
            while (journal.rolls().done() == 0) {
                journal.append();
            }
            assertEquals(1, journal.rolls().late());
        }

        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldLeaveNoUnusedSegment() {
        final Path folder = parent.resolve("journal");
        try (RolledJournal journal = new RolledJournal(folder)) {
            while (Segments.after(folder.resolve("inputs"), 1) == 0) {
                journal.append();
            }
        }

        assertEquals(0, Segments.after(folder.resolve("inputs"), 1));
        assertFalse(Files.exists(folder.resolve("inputs/segment-00000002")));
    }

    /** As a kill leaves it. */
    @Test
    void shouldTakeSegmentWithoutRecordsForTheEnd() throws IOException {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 1);
        final Path copied = Files.createDirectory(Segments.folder(folder.resolve("inputs"), 3));
        final Path file = Segments.file(folder.resolve("inputs"), 2);
        Files.copy(file, copied.resolve(file.getFileName()));
        clear(Segments.file(folder.resolve("inputs"), 3));

        assertEquals(journal.inputs(), Record.readAll(folder, Stream.INPUT));
        assertTrue(new JournalVerifier(folder).verify().clean());
        assertNull(JournalEnd.find(folder).doubt());
    }

    @Test
    void shouldCutTornHeadOfLastSegment() throws IOException {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 2, false);
        final Path last = Segments.file(folder.resolve("inputs"), 3);
        try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
            final byte[] head = new byte[20];
            file.seek(QueueIndex.FIRST_RECORD);
            file.readFully(head);
            head[3] = (byte) 0x80;
            file.setLength(QueueIndex.FIRST_RECORD);
            file.setLength(2 << 20);
            file.seek(QueueIndex.FIRST_RECORD);
            file.write(head);
        }
        final int before = (int) (journal.firsts().get(1) - 1);

        assertEquals(before, Record.readAll(folder, Stream.INPUT).size());
        final JournalFault fault = fault(folder);
        assertSame(JournalFault.Kind.TORN, fault.kind());
        assertEquals(last.toString(), fault.file());
        assertEquals(before + 1, fault.sequence());
        assertEquals(before, JournalSpan.find(folder).lastSequence());
        assertEquals(before, JournalEnd.find(folder).lastSequence());
        assertNull(JournalEnd.find(folder).doubt());
        final List<JournalRepair.Cut> cuts = new JournalRepair(folder).repair();

        assertEquals(1, cuts.size());
        assertTrue(Files.size(cuts.get(0).kept()) > 0);
        assertEquals(before, cuts.get(0).lastSequence());
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldCutTornTailOfLastSegmentOnly() throws IOException {
        final Path folder = parent.resolve("journal");
        RolledJournal.write(folder, 2, false);
        final Path last = Segments.file(folder.resolve("inputs"), 3);
        final Path middle = Segments.file(folder.resolve("inputs"), 2);
        zero(last, end(last, 3) - 20, 40);

        final List<JournalRepair.Cut> cuts = new JournalRepair(folder).repair();

        assertEquals(last, cuts.get(0).file());
        assertTrue(new JournalVerifier(folder).verify().clean());

        zero(middle, end(middle, 2) - 20, 40);
        final JournalException refused = assertThrows(JournalException.class, new JournalRepair(folder)::repair);
        assertTrue(refused.getMessage().contains("whole records stand behind the damage"), refused::getMessage);
        assertNotNull(JournalEnd.find(folder).doubt());
    }

    @Test
    void shouldFindSwappedSegments() throws IOException {
        final Path folder = parent.resolve("journal");
        final RolledJournal journal = RolledJournal.write(folder, 3);
        final Path two = Segments.folder(folder.resolve("inputs"), 2);
        final Path three = Segments.folder(folder.resolve("inputs"), 3);
        move(two, parent.resolve("two"));
        move(three, two);
        move(parent.resolve("two"), three);

        assertStopsAt(journal.firsts().get(0) - 1, folder);
        assertTrue(fault(folder).detail().contains("segment 2 has to stand here, this is segment 3"));
    }

    @Test
    void shouldFindForeignSegment() throws IOException {
        final Path folder = parent.resolve("journal");
        final Path other = parent.resolve("other");
        final RolledJournal journal = RolledJournal.write(folder, 2);
        RolledJournal.write(other, 2, 0x99, true);
        final Path two = Segments.folder(folder.resolve("inputs"), 2);
        move(two, parent.resolve("away"));
        move(Segments.folder(other.resolve("inputs"), 2), two);

        assertStopsAt(journal.firsts().get(0) - 1, folder);
        assertSame(JournalFault.Kind.FOREIGN, fault(folder).kind());
        assertTrue(fault(folder).detail().contains("is of journal 99"), fault(folder)::detail);
    }

    /** One that is whole in itself, of the same journal and the right number, yet not what was written there. */
    @Test
    void shouldFindSegmentThatDoesNotFollow() throws IOException {
        final Path folder = parent.resolve("journal");
        final Path twin = parent.resolve("twin");
        final RolledJournal journal = RolledJournal.write(folder, 2);
        RolledJournal.write(twin, 2, RolledJournal.ID, false);
        final Path two = Segments.folder(folder.resolve("inputs"), 2);
        move(two, parent.resolve("away"));
        move(Segments.folder(twin.resolve("inputs"), 2), two);

        assertStopsAt(journal.firsts().get(0) - 1, folder);
        final JournalFault fault = fault(folder);
        assertSame(JournalFault.Kind.SEGMENT, fault.kind());
        assertTrue(fault.detail().contains("segment 2 says that the one before it ends with record"), fault::detail);
    }

    private static void assertStopsAt(final long last, final Path folder) {
        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertEquals(last, Record.readAll(reader).size());
            assertSame(JournalReader.Result.FAULT, reader.next());
        }
    }

    private static JournalFault fault(final Path folder) {
        return new JournalVerifier(folder).verify().inputs().fault();
    }

    private static void move(final Path from, final Path to) throws IOException {
        Files.move(from, to);
    }

    private static void clear(final Path file) throws IOException {
        final long length = Files.size(file);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(QueueIndex.FIRST_RECORD);
            open.setLength(length);
        }
    }

    private static void zero(final Path file, final long from, final int count) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(from);
            open.write(new byte[count]);
        }
    }

    private static long end(final Path file, final long number) throws IOException {
        try (SegmentReader reader = new SegmentReader(file, Stream.INPUT, number, 0, 0)) {
            while (reader.next() == JournalReader.Result.RECORD) {
                assertNull(reader.fault());
            }
            return reader.position();
        }
    }
}
