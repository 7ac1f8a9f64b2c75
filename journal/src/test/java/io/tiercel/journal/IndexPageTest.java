package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of the queue's index between two records, as there is one behind every 33,554,432 of them. It is put there by
 * hand, for fewer records, with header and index that name it.
 */
final class IndexPageTest {
    private static final int INPUTS = 5_000;
    private static final byte[] NAME = HexFormat.of().parseHex("b905696e646578");
    private static final int PLACES = 1 << 15;

    @TempDir
    private Path folder;

    private long page;
    private int pageBytes;
    private byte[] whole;

    /** @param before so many inputs; odd or even, it begins at a multiple of 8 bytes, or between two of them */
    private void write(final int before) throws IOException {
        try (RawJournal raw = new RawJournal(folder)) {
            raw.opened().inputs(1, INPUTS).output(1, INPUTS);
        }
        final byte[] without = Files.readAllBytes(inputs());
        final long end;
        try (ChronicleJournalReader reader = Journals.readChecked(folder, Stream.INPUT)) {
            for (int i = 0; i < before; i++) {
                reader.next();
            }
            page = reader.segment().position();
            while (reader.next() == JournalReader.Result.RECORD) {
                continue;
            }
            end = reader.segment().position();
        }
        final byte[] document = page();
        pageBytes = document.length;
        final ByteBuffer with = ByteBuffer.allocate(without.length + 8 * pageBytes);
        with.put(without, 0, (int) page).put(document).put(without, (int) page, (int) (end - page));
        Files.write(inputs(), with.array());
        final RecordPositions positions = new RecordPositions();
        try (SegmentReader reader = new SegmentReader(inputs(), Stream.INPUT, SegmentHead.FIRST, 0, 0);
                RandomAccessFile file = new RandomAccessFile(inputs().toFile(), "rw")) {
            positions.add(reader.documentStart());
            while (reader.next() == JournalReader.Result.RECORD) {
                positions.add(reader.documentStart());
            }
            QueueIndex.rewrite(file, positions, new long[] {page});
        }
        whole = Files.readAllBytes(inputs());
    }

    private byte[] page() {
        final long places = page + QueueFile.DOCUMENT_HEADER + NAME.length + 1 + Long.BYTES - 1 & -Long.BYTES;
        final int length = (int) (places - page) + 2 * Long.BYTES + PLACES * Long.BYTES;
        final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(QueueFile.OWN_DATA | length - QueueFile.DOCUMENT_HEADER).put(NAME);
        while (bytes.position() < places - page - 1) {
            bytes.put((byte) 0x8F);
        }
        bytes.put((byte) 0x8D).putLong(PLACES);
        return bytes.array();
    }

    private Path inputs() {
        return Queues.file(folder.resolve("inputs"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_001, 4_999})
    void shouldBePassedOver(final int before) throws IOException {
        write(before);

        final JournalVerifier.Report report = new JournalVerifier(folder).verify();
        assertTrue(report.clean(), report::toString);
        assertEquals(INPUTS, report.inputs().records());
        assertEquals(new JournalEnd(1, true, INPUTS, INPUTS, null), JournalEnd.find(folder));
        for (long sequence = before - 2; sequence <= Math.min(before + 2, INPUTS - 1); sequence++) {
            try (JournalReader reader = Journals.readAfter(folder, Stream.INPUT, sequence);
                    JournalReader byTime = Journals.readFromTime(folder, Stream.INPUT, 1_000 + sequence + 1)) {
                assertSame(JournalReader.Result.RECORD, reader.next());
                assertEquals(sequence + 1, reader.sequence());
                assertSame(JournalReader.Result.RECORD, byTime.next());
                assertEquals(sequence + 1, byTime.sequence());
            }
        }
        assertEquals(INPUTS, Record.readAll(folder, Stream.INPUT).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_001})
    void shouldBeFoundDamagedInAnyBitAndHideNoRecord(final int before) throws IOException {
        write(before);
        final int begin = (QueueFile.DOCUMENT_HEADER + NAME.length + 5 + 2 * Long.BYTES + 64) * Byte.SIZE;
        for (int bit = 0; bit < pageBytes * Byte.SIZE; bit += bit < Integer.SIZE ? 1 : bit < begin ? 11 : 199_999) {
            flip(bit);

            final JournalVerifier.Report report = new JournalVerifier(folder).verify();

            final int flipped = bit;
            assertFalse(report.clean(), () -> "bit " + flipped);
            assertEquals(INPUTS, report.inputs().records() + report.inputs().recordsBehind(), () -> "bit " + flipped);
            flip(bit);
        }
        assertTrue(new JournalVerifier(folder).verify().clean());
    }

    private void flip(final int bit) throws IOException {
        final int at = (int) page + bit / Byte.SIZE;
        whole[at] ^= (byte) (1 << bit % Byte.SIZE);
        try (RandomAccessFile file = new RandomAccessFile(inputs().toFile(), "rw")) {
            file.seek(at);
            file.write(whole[at]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 2_001})
    void shouldStandBeforeATailThatIsCutOrBeCutWithIt(final int before) throws IOException {
        write(before);
        for (final int torn : new int[] {before + 100, before + 1}) {
            try (JournalReader reader = Journals.readAfter(folder, Stream.INPUT, torn - 1);
                    RandomAccessFile file = new RandomAccessFile(inputs().toFile(), "rw")) {
                reader.next();
                file.setLength(((ChronicleJournalReader) reader).segment().position() - 3);
                file.setLength(whole.length);
            }

            final JournalRepair.Loss loss = new JournalRepair(folder).cutLostTail();

            assertEquals(torn - 1, loss.lost().lastInput());
            assertTrue(new JournalVerifier(folder).verify().clean());
            assertEquals(torn - 1, JournalEnd.find(folder).lastSequence());
            assertNull(JournalEnd.find(folder).doubt());
            assertEquals(List.of(), new JournalRepair(folder).repair());
        }
    }
}
