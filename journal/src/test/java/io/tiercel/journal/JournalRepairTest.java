package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
