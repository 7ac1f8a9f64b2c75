package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that are gone are one fault where they are missing, and whatever else is there is read. */
final class MissingSegmentTest {
    @TempDir
    private Path parent;

    private Path folder;
    private RolledJournal journal;

    private void write(final int rolls) {
        folder = parent.resolve("journal");
        journal = RolledJournal.write(folder, rolls);
    }

    /** A lost file can leave its folder. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTellAGapOnceAndReadOnBehindIt(final boolean folderToo) throws IOException {
        write(4);
        remove(Stream.INPUT, 2, folderToo);
        final long first = first(2);
        final long next = first(3);

        final JournalVerifier.StreamReport report = verify();

        assertEquals(1, report.faults().size(), report::toString);
        assertEquals(
                new JournalFault(
                        file(3).toString(),
                        QueueIndex.FIRST_RECORD,
                        first,
                        JournalFault.Kind.SEGMENT,
                        "inputs: segment 2 is missing, with the records " + first + " to " + (next - 1)
                                + ", before segment 3, which is in this file; restore it from a copy of the journal"),
                report.fault());
        assertEquals(first - 1, report.records());
        assertEquals(journal.inputs().size() - (next - 1), report.recordsBehind());
        assertEquals(4, report.segments());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopReadersAtAGapAndNameIt(final boolean folderToo) throws IOException {
        write(3);
        remove(Stream.INPUT, 2, folderToo);
        final JournalFault gap = verify().fault();

        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertEquals(first(2) - 1, Record.readAll(reader).size());
            assertSame(JournalReader.Result.FAULT, reader.next());
            assertEquals(gap, reader.fault());
        }
        assertEquals(gap.toString(), JournalEnd.find(folder).doubt());
    }

    @Test
    void shouldTellEachGap() throws IOException {
        write(5);
        remove(Stream.INPUT, 2, true);
        remove(Stream.INPUT, 4, true);
        remove(Stream.INPUT, 5, true);

        final JournalVerifier.StreamReport report = verify();

        assertEquals(2, report.faults().size(), report::toString);
        assertEquals(first(2), report.faults().get(0).sequence());
        assertEquals(file(3).toString(), report.faults().get(0).file());
        assertEquals(first(4), report.faults().get(1).sequence());
        assertEquals(file(6).toString(), report.faults().get(1).file());
        assertTrue(
                report.faults()
                        .get(1)
                        .detail()
                        .startsWith("inputs: segments 4 to 5 are missing, with the records " + first(4) + " to "
                                + (first(6) - 1) + ", before segment 6"),
                report::toString);
        assertEquals(first(4) - first(3) + journal.inputs().size() - first(6) + 1, report.recordsBehind());
    }

    @Test
    void shouldTellAGapBehindOtherDamage() throws IOException {
        write(3);
        flip(file(1), Files.size(file(1)) / 2);
        remove(Stream.INPUT, 2, true);

        final JournalVerifier.StreamReport report = verify();

        assertEquals(2, report.faults().size(), report::toString);
        assertSame(JournalFault.Kind.SEGMENT, report.faults().get(1).kind());
        assertEquals(first(2), report.faults().get(1).sequence());
    }

    @Test
    void shouldTellThatTheFirstIsMissing() throws IOException {
        write(3);
        Files.delete(file(1));

        final JournalVerifier.StreamReport report = verify();

        assertEquals(1, report.faults().size(), report::toString);
        assertEquals(0, report.records());
        assertEquals(journal.inputs().size() - first(2) + 1, report.recordsBehind());
        assertEquals(3, report.segments());
        assertEquals(
                "inputs: segment 1 is missing, with all records up to " + (first(2) - 1)
                        + ", before segment 2, which is in this file; restore it from a copy of the journal",
                report.fault().detail());
        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertSame(JournalReader.Result.FAULT, reader.next());
            assertEquals(report.fault(), reader.fault());
        }
    }

    @Test
    void shouldTellAGapInTheOutputs() throws IOException {
        folder = parent.resolve("journal");
        try (RolledJournal rolled = new RolledJournal(folder, new Roll(0, 1_000), 1)) {
            while (Segments.numbers(folder.resolve("outputs")).length < 4) {
                rolled.append();
            }
        }
        remove(Stream.OUTPUT, 2, true);

        final JournalVerifier.Report report = new JournalVerifier(folder).verify();

        assertEquals(List.of(), report.inputs().faults());
        assertEquals(1, report.outputs().faults().size(), report::toString);
        assertTrue(
                report.outputs().fault().detail().startsWith("outputs: segment 2 is missing, with the records "),
                report::toString);
        Files.delete(Segments.file(folder.resolve("outputs"), 1));
        assertTrue(new JournalVerifier(folder)
                .verify()
                .outputs()
                .fault()
                .detail()
                .startsWith("outputs: segments 1 to 2 are missing, with the records 1 to "));
    }

    @Test
    void shouldGoOnBehindAGapAndSayWhatIsInIt() throws IOException {
        write(3);
        remove(Stream.INPUT, 2, true);
        final int behind = (int) first(3) + 5;

        try (JournalReader reader = Journals.readAfter(folder, Stream.INPUT, behind)) {
            assertSame(JournalReader.Result.RECORD, reader.next());
            assertEquals(journal.inputs().get(behind), Record.of(reader));
        }
        final JournalException missing =
                assertThrows(JournalException.class, () -> Journals.readAfter(folder, Stream.INPUT, first(2) + 5));
        assertTrue(missing.getMessage().contains("segment 2 is missing"), missing::getMessage);
        try (JournalReader reader = Journals.readFromTime(
                folder, Stream.INPUT, journal.inputs().get((int) first(2) + 5).timeNs())) {
            assertSame(JournalReader.Result.FAULT, reader.next());
            assertEquals(first(2), reader.fault().sequence());
        }
    }

    @Test
    void shouldGiveUpWhatIsBehindAGapOnlyWhenAsked() throws IOException {
        write(3);
        remove(Stream.INPUT, 2, true);

        final JournalException refused = assertThrows(JournalException.class, new JournalRepair(folder)::repair);
        assertTrue(refused.getMessage().endsWith("give up what is behind it with --lost-tail"), refused::getMessage);
        final JournalRepair.Loss loss = new JournalRepair(folder).cutLostTail();

        assertEquals(first(2) - 1, loss.lost().lastInput());
        assertTrue(new JournalVerifier(folder).verify().clean());
        assertEquals(journal.inputs().subList(0, (int) first(2) - 1), Record.readAll(folder, Stream.INPUT));
    }

    @Test
    void shouldNotRepairWithoutTheFirst() throws IOException {
        write(2);
        Files.delete(file(1));
        final JournalRepair repair = new JournalRepair(folder);

        for (final JournalException refused : List.of(
                assertThrows(JournalException.class, repair::repair),
                assertThrows(JournalException.class, repair::cutLostTail))) {
            assertTrue(refused.getMessage().contains("its first segment is missing"), refused::getMessage);
            assertTrue(refused.getMessage().endsWith("restore the folder from a copy"), refused::getMessage);
        }
    }

    @Test
    void shouldKeepToTheLimitOfFaultsOverSegments() throws IOException {
        write(2);
        for (int number = 1; number <= 3; number++) {
            for (int i = 0; i < 150; i++) {
                flip(file(number), QueueIndex.FIRST_RECORD + 2_000L + 1_500L * i);
            }
        }
        remove(Stream.INPUT, 2, true);

        assertEquals(JournalVerifier.MAX_FAULTS, verify().faults().size());
    }

    private JournalVerifier.StreamReport verify() {
        return new JournalVerifier(folder).verify().inputs();
    }

    private Path file(final int number) {
        return Segments.file(folder.resolve("inputs"), number);
    }

    /** The sequence of the first input of a segment behind the first one. */
    private long first(final int number) {
        return journal.firsts().get(number - 2);
    }

    private void remove(final Stream stream, final int number, final boolean folderToo) throws IOException {
        final Path segment = Segments.folder(folder.resolve(stream.folder()), number);
        Files.delete(Segments.file(folder.resolve(stream.folder()), number));
        if (folderToo) {
            Files.move(segment, parent.resolve("away-" + number));
        }
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            final int before = access.read();
            access.seek(position);
            access.write(before ^ 1);
        }
    }
}
