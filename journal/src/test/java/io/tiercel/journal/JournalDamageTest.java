package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong in a journal is found, and found where it is. */
final class JournalDamageTest {
    private static final int DOCUMENT = FrameFlyweight.HEADER_LENGTH + 48;

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWrongWithWholeJournal() {
        write(raw -> raw.opened().inputs(1, 50));

        final JournalVerifier.Report report = new JournalVerifier(folder).verify();

        assertTrue(report.clean(), report::toString);
        assertEquals(RawJournal.ID, report.journalId());
        assertEquals(50, report.inputs().records());
        assertEquals(1, report.inputs().firstSequence());
        assertEquals(50, report.inputs().lastSequence());
        assertEquals(1_001, report.inputs().firstTimeNs());
        assertEquals(1_050, report.inputs().lastTimeNs());
        assertEquals(0, report.outputs().records());
    }

    @Test
    void shouldFindEveryFlippedBit() throws IOException {
        final long seed = 2026;
        final Random random = new Random(seed);
        write(raw -> raw.opened().inputs(1, 40));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        assertEquals(41, records.size());

        for (int run = 0; run < 60; run++) {
            final int record = random.nextInt(records.size());
            final int length = record == 0 ? documentLength(file, records.get(0)) : DOCUMENT;
            final long position = records.get(record) + random.nextInt(length);
            final int mask = 1 << random.nextInt(8);
            final String what = "seed " + seed + ": bit " + mask + " at " + (position - records.get(record))
                    + " of record " + record;

            flip(file, position, mask);
            try (JournalReader reader = new ChronicleJournalReader(file.getParent(), Stream.INPUT)) {
                assertEquals(Math.max(0, record - 1), Record.readAll(reader).size(), what);
                assertNotNull(reader.fault(), what);
                assertEquals(records.get(record) - 4, reader.fault().offset(), what);
                assertEquals(file.toString(), reader.fault().file(), what);
            }
            flip(file, position, mask);
        }
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldFindEveryFlippedBitOfQueuesOwnHeaders() throws IOException {
        write(raw -> raw.opened().inputs(1, 10));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);

        for (int bit = 0; bit < 32; bit++) {
            for (final int record : new int[] {0, 1, 5, 10}) {
                final long position = records.get(record) - 4 + bit / 8;
                final String what = "bit " + bit + " of the header of record " + record;

                flip(file, position, 1 << bit % 8);
                final JournalVerifier.StreamReport report =
                        new JournalVerifier(folder).verify().inputs();
                flip(file, position, 1 << bit % 8);

                assertNotNull(report.fault(), what);
                assertEquals(records.get(record) - 4, report.fault().offset(), what);
                // only what was begun and never completed, at the end, is no record
                final boolean unfinished = bit == 31 && record == 10;
                assertEquals(
                        unfinished ? JournalFault.Kind.TORN : JournalFault.Kind.QUEUE,
                        report.fault().kind(),
                        what);
                assertEquals(unfinished ? 9 : 10, report.records(), what);
            }
        }
    }

    @Test
    void shouldTellSpanOfInputsFromTheirEnds() {
        write(raw -> raw.opened().inputs(1, 50));

        assertEquals(new JournalSpan(1, 50, 1_001, 1_050), JournalSpan.find(folder));
    }

    @Test
    void shouldTellNoSpanWithoutItsFirstRecordAndEndItBeforeADamagedLastOne() throws IOException {
        write(raw -> raw.opened().inputs(1, 50));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);

        flip(file, records.get(1) + 50, 4);
        assertNull(JournalSpan.find(folder));
        flip(file, records.get(1) + 50, 4);
        flip(file, records.get(50) + 50, 4);
        assertEquals(new JournalSpan(1, 49, 1_001, 1_049), JournalSpan.find(folder));
    }

    @Test
    void shouldTellNoSpanOfJournalWithoutInputs() {
        write(RawJournal::opened);

        assertNull(JournalSpan.find(folder));
    }

    @Test
    void shouldFindRemovedRecord() {
        write(raw -> raw.opened().inputs(1, 4).inputs(6, 9));

        assertFault(JournalFault.Kind.SEQUENCE, 4, 5, "inputs: expected sequence 5, found 6");
    }

    @Test
    void shouldFindRemovedFirstRecord() {
        write(raw -> raw.opened().inputs(2, 4));

        assertFault(JournalFault.Kind.SEQUENCE, 0, 1, "inputs: expected sequence 1, found 2");
    }

    @Test
    void shouldFindRepeatedRecord() {
        write(raw -> raw.opened().inputs(1, 4).inputs(4, 9));

        assertFault(JournalFault.Kind.SEQUENCE, 4, 5, "inputs: expected sequence 5, found 4");
    }

    @Test
    void shouldFindSwappedRecords() {
        write(raw -> raw.opened().inputs(1, 4).input(6).input(5).input(7));

        assertFault(JournalFault.Kind.SEQUENCE, 4, 5, "inputs: expected sequence 5, found 6");
    }

    @Test
    void shouldFindRecordOfAnotherJournal() {
        write(raw ->
                raw.opened().inputs(1, 4).input(RawJournal.ID + 1, 5, 1_005).inputs(6, 9));

        final JournalFault fault = assertFault(JournalFault.Kind.CHECKSUM, 4, 5, null);
        assertTrue(fault.detail().endsWith("is wrong for this journal; the record calls itself 5"), fault.detail());
    }

    @Test
    void shouldFindBeginOfAnotherJournal() {
        write(raw -> raw.opened().inputs(1, 4).opened(Stream.INPUT, 99, 0).inputs(5, 6));

        assertFault(JournalFault.Kind.FOREIGN, 4, 5, "inputs: the first record of journal 63 stands here");
    }

    @Test
    void shouldFindStreamOfAnotherJournal() {
        write(raw -> raw.opened(Stream.INPUT, 1, 0).opened(Stream.OUTPUT, 2, 0).input(1, 1, 1));

        assertFault(JournalFault.Kind.FOREIGN, 0, 1, "inputs: this stream is of journal 1, the other one of 2");
    }

    @Test
    void shouldFindSecondBegin() {
        write(raw -> raw.opened().inputs(1, 4).opened(Stream.INPUT, RawJournal.ID, 0));

        assertFault(JournalFault.Kind.SEQUENCE, 4, 5, "inputs: expected sequence 5, found 0");
    }

    @Test
    void shouldFindMissingBegin() {
        write(raw -> raw.opened(Stream.OUTPUT, RawJournal.ID, 0).inputs(1, 4));

        assertFault(
                JournalFault.Kind.SEQUENCE,
                0,
                0,
                "inputs: the stream does not begin with a JournalOpened record, but with kind 77");
    }

    @Test
    void shouldFindRecordOfTheOtherStream() {
        write(raw -> raw.opened().inputs(1, 4).strayed(Stream.OUTPUT, Stream.INPUT, 5));

        assertFault(JournalFault.Kind.STREAM, 4, 5, "inputs: expected a record of stream 1 (inputs), found stream 2");
    }

    @Test
    void shouldFindTimeGoingBack() {
        write(raw -> raw.opened().inputs(1, 4).input(RawJournal.ID, 5, 1_003));

        assertFault(JournalFault.Kind.TIME, 4, 5, "inputs: time 1003 ns is before 1004");
    }

    @Test
    void shouldFindUnknownFrameVersion() {
        write(raw -> raw.opened().inputs(1, 4).ofVersion(2, 5));

        assertFault(JournalFault.Kind.VERSION, 4, 5, "inputs: frame version 2; this program reads 1");
    }

    @Test
    void shouldFindRecordCutShort() {
        write(raw -> raw.opened().inputs(1, 4).cut(5, DOCUMENT - 16).inputs(6, 7));

        assertFault(JournalFault.Kind.TORN, 4, 5, null);
    }

    @Test
    void shouldFindRecordShorterThanItsHeader() {
        write(raw -> raw.opened().inputs(1, 4).cut(5, 12));

        assertFault(JournalFault.Kind.TORN, 4, 5, null);
    }

    @Test
    void shouldTakeUnfinishedRecordForTheEndWhenFollowing() {
        write(raw -> raw.opened().inputs(1, 4).unfinished(5));

        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertEquals(4, Record.readAll(reader).size());
            assertSame(JournalReader.Result.END, reader.next());
            assertNull(reader.fault());
        }
    }

    @Test
    void shouldFindUnfinishedRecordWhenVerifying() {
        write(raw -> raw.opened().inputs(1, 4).unfinished(5));

        assertFault(JournalFault.Kind.TORN, 4, 5, null);
    }

    @Test
    void shouldFindTailThatWasZeroed() throws IOException {
        write(raw -> raw.opened().inputs(1, 9));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(records.get(5) + 50);
            access.write(new byte[(int) (records.get(9) + DOCUMENT - records.get(5) - 50)]);
        }

        assertFault(JournalFault.Kind.CHECKSUM, 4, 5, null);
    }

    @Test
    void shouldFindFileThatWasCut() throws IOException {
        write(raw -> raw.opened().inputs(1, 5_000));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        final long cut = (records.get(2_500) + 4_095) & -4_096L;
        final int whole =
                (int) records.stream().filter(start -> start + DOCUMENT <= cut).count() - 1;
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(cut);
        }

        assertFault(JournalFault.Kind.TORN, whole, whole + 1, null);
    }

    @Test
    void shouldFindFileThatWasCutWithinRecord() throws IOException {
        write(raw -> raw.opened().inputs(1, 5_000));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(records.get(100) + 20);
        }

        assertFault(JournalFault.Kind.TORN, 99, 100, null);
    }

    @Test
    void shouldRefuseFileWithoutItsBegin() throws IOException {
        write(raw -> raw.opened().inputs(1, 10));
        final Path file = Queues.file(folder.resolve("inputs"));
        final long[] lengths = {documents(file).get(0) - 4, 300_000, 4_096, 100, 0};

        for (final long length : lengths) {
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength(length);
            }

            boolean found;
            try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
                found = reader.next() == JournalReader.Result.FAULT;
            } catch (final JournalException refused) {
                found = true;
            }
            assertTrue(found, "file of " + length + " bytes");
        }
    }

    @Test
    void shouldReadNothingAfterFault() {
        write(raw -> raw.opened().inputs(1, 4).inputs(6, 9));

        try (JournalReader reader = Journals.read(folder, Stream.INPUT)) {
            assertEquals(4, Record.readAll(reader).size());
            assertSame(JournalReader.Result.FAULT, reader.next());
            assertSame(JournalReader.Result.FAULT, reader.next());
            assertSame(JournalFault.Kind.SEQUENCE, reader.fault().kind());
        }
    }

    @Test
    void shouldKnowWhereInputsEndAfterCrash() {
        write(raw -> raw.opened().inputs(1, 4).unfinished(5));

        final JournalEnd end = JournalEnd.find(folder);

        assertTrue(end.opened());
        assertEquals(4, end.lastSequence());
        assertNull(end.doubt());
    }

    @Test
    void shouldKnowWhereInputsEndAfterCrashBeforeTheLastWasEnded() {
        write(raw -> raw.opened().inputs(1, 4).unended(5));

        final JournalEnd end = JournalEnd.find(folder);

        assertEquals(4, end.lastSequence());
        assertNull(end.doubt());
    }

    @Test
    void shouldDoubtEndWhereHeaderOfLastRecordIsDamaged() throws IOException {
        write(raw -> raw.opened().inputs(1, 5));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        // says that the record was not ended, yet has its length
        flip(file, records.get(records.size() - 1) - 1, 0x80);

        final JournalEnd end = JournalEnd.find(folder);

        assertEquals(4, end.lastSequence());
        assertTrue(end.doubt().startsWith("its inputs end at sequence 4, yet a whole record"), end::doubt);
    }

    @Test
    void shouldNotTakeRecordTornInTheMiddleForTheEnd() throws IOException {
        write(raw -> raw.opened().inputs(1, 2_000));
        final Path file = Queues.file(folder.resolve("inputs"));
        final List<Long> records = documents(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(records.get(5) - 4);
            access.write(new byte[(int) (records.get(1_900) - records.get(5))]);
        }

        final JournalEnd end = JournalEnd.find(folder);

        assertEquals(4, end.lastSequence());
        assertEquals(
                "its inputs end at sequence 4, yet a whole record of a later one stands at " + records.get(1_900)
                        + " of " + file,
                end.doubt());
    }

    @Test
    void shouldKnowTheEndWhateverIsWrongFarBeforeIt() throws IOException {
        write(raw -> raw.opened().inputs(1, 70_000).output(1, 69_999));
        final Path file = Queues.file(folder.resolve("inputs"));
        flip(file, documents(file).get(5) + 20, 1);

        final JournalEnd end = JournalEnd.find(folder);

        assertEquals(70_000, end.lastSequence());
        assertNull(end.doubt());
        assertEquals(4, new JournalVerifier(folder).verify().inputs().records());
    }

    @Test
    void shouldDoubtAnEndThatAnOutputIsBehindOf() {
        write(raw -> raw.opened().inputs(1, 4).output(1, 2).output(2, 6));

        assertEquals(
                "its inputs end at sequence 4, yet an output says that 6 is its cause",
                JournalEnd.find(folder).doubt());
    }

    @Test
    void shouldNotTakeRecordCutShortInTheMiddleForTheEnd() {
        write(raw -> raw.opened().inputs(1, 4).cut(5, 12).inputs(6, 9));

        final JournalEnd end = JournalEnd.find(folder);

        assertEquals(4, end.lastSequence());
        assertNotNull(end.doubt());
    }

    @Test
    void shouldNotTakeOtherDamageForTheEnd() {
        write(raw -> raw.opened().inputs(1, 4).inputs(6, 9));

        assertTrue(JournalEnd.find(folder).doubt().contains("SEQUENCE"));
    }

    private void write(final Consumer<RawJournal> records) {
        try (RawJournal raw = new RawJournal(folder)) {
            records.accept(raw);
        }
    }

    private JournalFault assertFault(
            final JournalFault.Kind kind, final long records, final long sequence, final String detail) {
        final JournalVerifier.StreamReport report =
                new JournalVerifier(folder).verify().inputs();
        final JournalFault fault = report.fault();
        assertNotNull(fault, report::toString);
        assertSame(kind, fault.kind(), report::toString);
        assertEquals(records, report.records(), report::toString);
        assertEquals(sequence, fault.sequence(), report::toString);
        if (detail != null) {
            assertEquals(detail, fault.detail());
        }
        return fault;
    }

    private static void flip(final Path file, final long position, final int mask) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            final int before = access.read();
            access.seek(position);
            access.write(before ^ mask);
        }
    }

    /** Where the records of a queue's file stand, found by walking over its documents. */
    private static List<Long> documents(final Path file) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        final List<Long> positions = new ArrayList<>();
        int position = 0;
        while (bytes.getInt(position) != 0) {
            final int header = bytes.getInt(position);
            if ((header & 0x4000_0000) == 0) {
                positions.add(position + 4L);
            }
            position = (position + 4 + (header & 0x3FFF_FFFF) + 3) & -4;
        }
        return positions;
    }

    private static int documentLength(final Path file, final long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(position - 4);
            return Integer.reverseBytes(access.readInt());
        }
    }
}
