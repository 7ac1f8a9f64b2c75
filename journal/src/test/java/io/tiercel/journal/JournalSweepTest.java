package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the inputs of a journal at one place after another. By default every {@value #DEFAULT_STEP}th place;
 * {@code scripts/check-journal-damage} takes them all, which takes many minutes.
 */
final class JournalSweepTest {
    private static final int DEFAULT_STEP = 1_009;
    private static final int STEP = Integer.getInteger("tiercel.damage.step", DEFAULT_STEP);
    private static final int REGION = 64 << 10;
    private static final int STALE = 8_000;
    private static final int RECORDS = 1_100;
    private static final int FIRST = QueueIndex.FIRST_RECORD;

    @TempDir
    private Path folder;

    private Path file;
    private byte[] whole;
    /** Where each document begins, and where the last one ends. */
    private int[] starts;

    @BeforeEach
    void setUp() throws IOException {
        try (RawJournal raw = new RawJournal(folder)) {
            raw.opened().inputs(1, RECORDS);
        }
        file = Queues.file(folder.resolve("inputs"));
        starts = new int[RECORDS + 2];
        try (ChronicleJournalReader reader = Journals.readChecked(folder, Stream.INPUT)) {
            starts[0] = (int) reader.segment().documentStart();
            for (int i = 1; i <= RECORDS; i++) {
                assertSame(JournalReader.Result.RECORD, reader.next());
                starts[i] = (int) reader.segment().documentStart();
            }
            starts[RECORDS + 1] = (int) reader.segment().position();
        }
        whole = Files.readAllBytes(file);
        assertTrue(starts[RECORDS + 1] - FIRST > REGION, "the region is full of records");
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    @Test
    void shouldFindTailThatIsTornAnywhere() throws IOException {
        final long seed = 20_261_121;
        final Random random = new Random(seed);
        final int end = starts[RECORDS + 1];
        final byte[] noise = new byte[REGION];
        random.nextBytes(noise);

        for (int cut = end - REGION; cut < end; cut += STEP) {
            checkTail(cut, new byte[end - cut], "zeros from " + cut);
            checkTail(cut, Arrays.copyOf(noise, end - cut), "random bytes of seed " + seed + " from " + cut);
            checkTail(cut, stale(end - cut), "the file's first records from " + cut);
        }
        for (int record = RECORDS; starts[record] > end - 4_096; record--) {
            checkTail(starts[record], new byte[end - starts[record]], "zeros from record " + record);
        }
    }

    /** The file's first records, again and again. */
    private byte[] stale(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = whole[FIRST + i % STALE];
        }
        return bytes;
    }

    private void checkTail(final int cut, final byte[] tail, final String what) throws IOException {
        final int record = firstChanged(cut, tail);
        write(cut, tail);

        final JournalVerifier.StreamReport report =
                new JournalVerifier(folder).verify().inputs();
        final boolean clean = record > RECORDS;
        if (clean) {
            assertNull(report.fault(), what);
        } else {
            assertNotNull(report.fault(), what);
            assertEquals(starts[record], report.fault().offset(), what);
            assertEquals(record, report.fault().sequence(), what);
        }
        assertEquals(record - 1, report.records(), what);
        assertEquals(0, report.recordsBehind(), what);

        write(cut, Arrays.copyOfRange(whole, cut, cut + tail.length));
    }

    /** The first record that is no longer what it was. */
    private int firstChanged(final int cut, final byte[] tail) {
        for (int i = 0; i < tail.length; i++) {
            if (tail[i] != whole[cut + i]) {
                return recordAt(cut + i);
            }
        }
        return RECORDS + 1;
    }

    private int recordAt(final int position) {
        final int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    @Test
    void shouldFindEveryBitOfTheRecords() throws IOException {
        for (int bit = 0; bit < REGION * 8; bit += STEP) {
            final int position = FIRST + bit / 8;
            final int record = recordAt(position);
            final String what = "bit " + bit % 8 + " at " + position + ", record " + record;

            write(position, new byte[] {(byte) (whole[position] ^ 1 << bit % 8)});
            final JournalVerifier.StreamReport report =
                    new JournalVerifier(folder).verify().inputs();
            write(position, new byte[] {whole[position]});

            assertNotNull(report.fault(), what);
            assertEquals(starts[record], report.fault().offset(), what);
            assertEquals(1, report.faults().size(), what);
            if (position < starts[record] + QueueFile.DOCUMENT_HEADER) {
                assertSame(JournalFault.Kind.QUEUE, report.fault().kind(), what);
                assertEquals(RECORDS, report.records(), what);
            } else if (record > 0) {
                assertEquals(record - 1, report.records(), what);
                assertEquals(RECORDS - record, report.recordsBehind(), what);
            }
        }
    }

    @Test
    void shouldFindEveryBitOfTheQueuesHeaderAndIndexAndReadOn() throws IOException {
        for (int position = 0; position < FIRST; position++) {
            final boolean used =
                    whole[position] != 0 || position < 256 || position % 8 == 7 && whole[position - 1] != 0;
            if (!used && position % STEP != 0) {
                continue;
            }
            final boolean all = used && STEP == 1;
            for (int bit = all ? 0 : position % 8; bit <= (all ? 7 : position % 8); bit++) {
                final String what = "bit " + bit + " at " + position;

                write(position, new byte[] {(byte) (whole[position] ^ 1 << bit)});
                final JournalVerifier.StreamReport report =
                        new JournalVerifier(folder).verify().inputs();
                write(position, new byte[] {whole[position]});

                assertNotNull(report.fault(), what);
                assertSame(JournalFault.Kind.QUEUE, report.fault().kind(), what);
                assertEquals(position, report.fault().offset(), 8, what);
                assertEquals(RECORDS, report.records(), what);
            }
        }
    }

    private void write(final int position, final byte[] bytes) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            access.write(bytes);
        }
    }
}
