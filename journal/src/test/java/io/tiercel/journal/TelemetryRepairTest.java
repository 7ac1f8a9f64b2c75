package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.journal.OrderLeftEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing follows from telemetry: no damage to it keeps a journal from being repaired, nor is it a loss. */
final class TelemetryRepairTest {
    private static final long ID = 0x1122_3344_5566_7788L;
    private static final int BLOCK = 1 << 20;
    private static final int RESERVE = 4 << 20;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final OrderLeftEncoder left = new OrderLeftEncoder();

    @TempDir
    private Path parent;

    @Test
    void shouldGoWithTheInputsOfALostTail() throws IOException {
        write(ID, Roll.NEVER, 10);
        zero(Stream.INPUT, 6);

        final JournalRepair.Loss loss = new JournalRepair(folder()).cutLostTail();

        assertEquals(5, loss.lost().lastInput());
        assertEquals(List.of(Stream.TELEMETRY, Stream.OUTPUT, Stream.INPUT), streams(loss.cuts()));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), causes());
        assertClean();
        assertEquals(new JournalRepair.Loss(List.of(), null), new JournalRepair(folder()).cutLostTail());
    }

    @Test
    void shouldGoWithATornInput() throws IOException {
        write(ID, Roll.NEVER, 10, 9);
        zero(Stream.INPUT, 10);

        final List<JournalRepair.Cut> cuts = new JournalRepair(folder()).repair();

        assertEquals(Stream.TELEMETRY, cuts.get(0).stream());
        assertEquals(9, causes().size());
        assertClean();
    }

    @Test
    void shouldEndBeforeItsFirstDamageThoughWholeRecordsStandBehindIt() throws IOException {
        write(ID, Roll.NEVER, 10);
        final byte[] inputs = Files.readAllBytes(file(Stream.INPUT));
        for (final boolean lostTail : new boolean[] {false, true}) {
            zero(Stream.TELEMETRY, lostTail ? 4 : 7);

            final JournalRepair.Loss loss = repair(lostTail);

            assertEquals(List.of(Stream.TELEMETRY), streams(loss.cuts()));
            assertTrue(Files.isRegularFile(loss.cuts().get(0).kept()));
            assertNull(loss.lost());
            assertEquals(lostTail ? 3 : 6, causes().size());
            assertClean();
        }
        assertFalse(Files.exists(folder().resolve(LostTail.FILE)));
        assertArrayEquals(inputs, Files.readAllBytes(file(Stream.INPUT)));
    }

    @Test
    void shouldPutAsideWhatBelongsToAnotherJournalOrHasNoBegin() throws IOException {
        for (final boolean lostTail : new boolean[] {false, true}) {
            write(lostTail ? ID : ID + 1, Roll.NEVER, 5);
            if (lostTail) {
                zero(Stream.TELEMETRY, 0);
            }
            assertNotNull(new JournalVerifier(folder()).verify().telemetry().fault());

            final JournalRepair.Loss loss = repair(lostTail);

            assertEquals(List.of(Stream.TELEMETRY), streams(loss.cuts()));
            assertEquals(
                    folder().resolve("telemetry-cut-at-0"), loss.cuts().get(0).kept());
            assertTrue(loss.cuts().get(0).bytes() > 0);
            assertFalse(Journals.has(folder(), Stream.TELEMETRY));
            assertClean();
            Files.move(folder(), parent.resolve("before-" + lostTail));
        }
    }

    @Test
    void shouldPutSegmentsBehindALostOneAside() throws IOException {
        write(ID, new Roll(1 << 20, 0), 30_000);
        Files.delete(Segments.file(folder().resolve("telemetry"), 2));

        final List<JournalRepair.Cut> cuts = new JournalRepair(folder()).repair();

        assertFalse(cuts.isEmpty());
        assertEquals(1, new JournalVerifier(folder()).verify().telemetry().segments());
        assertTrue(Files.isDirectory(folder().resolve("telemetry-cut-at-segment-00000003")));
        assertClean();
    }

    private void assertClean() {
        final JournalVerifier.Report report = new JournalVerifier(folder()).verify();
        assertTrue(report.clean(), report::toString);
        assertFalse(Files.exists(folder().resolve(JournalRepair.MARK)));
        assertNull(JournalEnd.find(folder()).doubt());
    }

    private JournalRepair.Loss repair(final boolean lostTail) {
        final JournalRepair repair = new JournalRepair(folder());
        return lostTail ? repair.cutLostTail() : new JournalRepair.Loss(repair.repair(), null);
    }

    private static List<Stream> streams(final List<JournalRepair.Cut> cuts) {
        return cuts.stream().map(JournalRepair.Cut::stream).toList();
    }

    private List<Long> causes() {
        return Record.readAll(folder(), Stream.TELEMETRY).stream()
                .map(Record::cause)
                .toList();
    }

    private Path folder() {
        return parent.resolve("journal");
    }

    private Path file(final Stream stream) {
        return Segments.file(folder().resolve(stream.folder()), 1);
    }

    /** The page of one record, or of the first, came to the disk as zeros. */
    private void zero(final Stream stream, final long sequence) throws IOException {
        final long from;
        final long to;
        try (ChronicleJournalReader reader = Journals.readChecked(folder(), stream)) {
            for (long i = 1; i < sequence; i++) {
                reader.next();
            }
            from = sequence == 0 ? QueueIndex.FIRST_RECORD : reader.segment().position();
            if (sequence > 0) {
                reader.next();
            }
            to = reader.segment().position();
        }
        final byte[] bytes = Files.readAllBytes(file(stream));
        Arrays.fill(bytes, (int) from, (int) to, (byte) 0);
        Files.write(file(stream), bytes);
    }

    private void write(final long telemetryId, final Roll roll, final int count) {
        write(telemetryId, roll, count, count);
    }

    /** Each input with telemetry, the first ones with an output, too. */
    private void write(final long telemetryId, final Roll roll, final int count, final int outputs) {
        try (JournalWriter writer = Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE);
                TelemetryWriter telemetry = Journals.telemetry(folder(), 3, telemetryId, roll)) {
            for (long sequence = 1; sequence <= count; sequence++) {
                left.wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                        .orderId(10 * sequence)
                        .inputSequence(sequence)
                        .leftNs(2_000 + sequence);
                final int kind = OrderLeftEncoder.TEMPLATE_ID;
                final int length = MessageHeaderEncoder.ENCODED_LENGTH + left.encodedLength();
                writer.appendInput(sequence, 1_000 + sequence, kind, message, 0, length);
                if (sequence <= outputs) {
                    writer.appendOutput(sequence, 0, 1_000 + sequence, kind, message, 0, length);
                }
                telemetry.append(kind, sequence, 1_000 + sequence, message, 0, length);
                telemetry.makeRoom();
            }
        }
    }
}
