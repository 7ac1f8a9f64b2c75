package io.tiercel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.journal.OrderLeftEncoder;
import io.tiercel.codecs.types.MessageHeaderEncoder;
import io.tiercel.journal.dump.JournalDiff;
import io.tiercel.journal.dump.JournalDump;
import io.tiercel.journal.dump.Selection;
import io.tiercel.journal.export.ExportFormat;
import io.tiercel.journal.export.JournalExport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TelemetryWriterTest {
    private static final long ID = 77;
    private static final int BLOCK = 1 << 20;
    private static final int RESERVE = 4 << 20;

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
    private final OrderLeftEncoder left = new OrderLeftEncoder();

    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("journal");
    }

    private int encode(final long cause) {
        left.wrapAndApplyHeader(message, 0, new MessageHeaderEncoder())
                .orderId(10 * cause)
                .inputSequence(cause)
                .leftNs(2_000 + cause);
        return MessageHeaderEncoder.ENCODED_LENGTH + left.encodedLength();
    }

    private void append(final TelemetryWriter telemetry, final long cause) {
        telemetry.append(OrderLeftEncoder.TEMPLATE_ID, cause, 1_000 + cause, message, 0, encode(cause));
    }

    /** Ten inputs with an output each; telemetry of the even ones. */
    private void write() {
        try (JournalWriter writer = Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE);
                TelemetryWriter telemetry = Journals.telemetry(folder(), 3, ID, Roll.NEVER)) {
            for (long sequence = 1; sequence <= 10; sequence++) {
                final int length = encode(sequence);
                writer.appendInput(sequence, 1_000 + sequence, OrderLeftEncoder.TEMPLATE_ID, message, 0, length);
                writer.appendOutput(sequence, 0, 1_000 + sequence, OrderLeftEncoder.TEMPLATE_ID, message, 0, length);
                if (sequence % 2 == 0) {
                    append(telemetry, sequence);
                }
            }
        }
    }

    private Path file() {
        return Segments.file(folder().resolve("telemetry"), 1);
    }

    @Test
    void shouldReadWhatWasWritten() {
        write();

        final List<Record> records = Record.readAll(folder(), Stream.TELEMETRY);

        assertEquals(
                List.of(2L, 4L, 6L, 8L, 10L),
                records.stream().map(Record::cause).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                records.stream().map(Record::sequence).toList());
        try (JournalReader reader = Journals.readAfterCause(folder(), Stream.TELEMETRY, 5)) {
            assertEquals(
                    List.of(6L, 8L, 10L),
                    Record.readAll(reader).stream().map(Record::cause).toList());
        }
    }

    @Test
    void shouldBeMissingWithoutHarm() throws IOException {
        Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE).close();

        assertFalse(Journals.has(folder(), Stream.TELEMETRY));
        final JournalVerifier.Report report = new JournalVerifier(folder()).verify();
        assertNull(report.telemetry());
        assertTrue(report.clean());
        // one that came to no start is none
        Files.createDirectories(folder().resolve("telemetry"));
        Files.write(folder().resolve("telemetry").resolve("20261121F.cq4"), new byte[1 << 20]);
        assertFalse(Journals.has(folder(), Stream.TELEMETRY));
        assertTrue(new JournalVerifier(folder()).verify().clean());
    }

    @Test
    void shouldStandBehindItsInputInDumpAndHaveTableInExport() throws Exception {
        write();

        final StringBuilder dump = new StringBuilder();
        new JournalDump(folder()).writeTo(dump, new Selection().sequences(4, 4));
        final JournalExport.Result export = new JournalExport(
                        folder(),
                        ExportFormat.CSV,
                        parent.resolve("export"),
                        false,
                        new Selection().stream(Stream.TELEMETRY))
                .run(any -> true);

        final List<String> lines = dump.toString().lines().toList();
        assertEquals(3, lines.size(), dump::toString);
        assertEquals(
                "{\"stream\":\"telemetry\",\"sequence\":2,\"timeNs\":1004,\"kind\":\"OrderLeft\",\"cause\":4,"
                        + "\"orderId\":40,\"inputSequence\":4,\"leftNs\":2004}",
                lines.get(2));
        assertEquals(5, export.records());
        assertEquals(
                List.of("OrderLeft"),
                export.tables().stream().map(JournalExport.TableFile::name).toList());
    }

    @Test
    void shouldNotBeComparedBetweenJournals() {
        write();
        final Path first = parent.resolve("first");
        assertTrue(folder().toFile().renameTo(first.toFile()));
        Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE).close();

        final JournalDiff.Result result = new JournalDiff(first, folder()).compare();

        assertEquals(Set.of("OrderLeft"), result.kinds().keySet());
        assertEquals(20, result.kinds().get("OrderLeft").onlyLeft());
    }

    @Test
    void shouldFindTornTailAndRepairIt() throws IOException {
        write();
        final byte[] whole = Files.readAllBytes(file());
        final long end = end();
        final byte[] torn = whole.clone();
        Arrays.fill(torn, (int) end - 30, (int) end, (byte) 0x5A);
        Files.write(file(), torn);

        final JournalVerifier.Report report = new JournalVerifier(folder()).verify();

        assertFalse(report.clean());
        assertNull(report.inputs().fault());
        assertEquals(4, report.telemetry().records());
        // Nothing else depends on it.
        assertNull(JournalEnd.find(folder()).doubt());
        assertEquals(4, Record.readAll(folder(), Stream.TELEMETRY).size());
        final List<JournalRepair.Cut> cuts = new JournalRepair(folder()).repair();
        assertEquals(
                List.of(Stream.TELEMETRY),
                cuts.stream().map(JournalRepair.Cut::stream).toList());
        assertTrue(new JournalVerifier(folder()).verify().clean());
    }

    /** Of the last record. */
    private long end() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "r");
                ChronicleJournalReader reader = Journals.readChecked(folder(), Stream.TELEMETRY)) {
            Record.readAll(reader);
            assertTrue(reader.segment().position() < file.length());
            return reader.segment().position();
        }
    }

    @Test
    void shouldSeeTelemetryOfAnotherJournal() {
        Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE).close();
        Journals.telemetry(folder(), 3, ID + 1, Roll.NEVER).close();

        final JournalVerifier.Report report = new JournalVerifier(folder()).verify();

        assertEquals(JournalFault.Kind.FOREIGN, report.telemetry().fault().kind());
    }

    @Test
    void shouldRollAsTheOtherStreams() {
        Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE).close();
        long cause = 0;
        try (TelemetryWriter telemetry = Journals.telemetry(folder(), 3, ID, new Roll(1 << 20, 0))) {
            while (Segments.numbers(folder().resolve("telemetry")).length < 3) {
                append(telemetry, ++cause);
                telemetry.makeRoom();
            }
        }

        final JournalVerifier.Report report = new JournalVerifier(folder()).verify();

        assertTrue(report.clean());
        assertEquals(cause, report.telemetry().records());
        assertTrue(report.telemetry().segments() >= 2);
    }

    @Test
    void shouldRefuseOnFullDiskAndLeaveItsReserveToTheOthers() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32)) {
            final Path folder = disk.folder().resolve("journal");
            try (JournalWriter writer = Journals.create(folder, 3, ID, 1, BLOCK, RESERVE)) {
                long cause = 0;
                try (TelemetryWriter telemetry = Journals.telemetry(folder, 3, ID, Roll.NEVER)) {
                    telemetry.makeRoom();
                    append(telemetry, ++cause);
                    disk.fill();

                    final long last = cause;
                    final JournalException full = assertThrows(JournalException.class, () -> {
                        for (long next = last + 1; ; next++) {
                            append(telemetry, next);
                            telemetry.makeRoom();
                        }
                    });

                    assertTrue(full.getMessage().endsWith("the disk is full"), full::getMessage);
                }
                assertTrue(Files.getFileStore(folder).getUsableSpace() > RESERVE / 2);
                assertEquals(Room.AMPLE, writer.room());
                final int length = encode(1);
                writer.appendInput(1, 1, OrderLeftEncoder.TEMPLATE_ID, message, 0, length);
            }
            assertTrue(new JournalVerifier(folder).verify().clean());
        }
    }

    @Test
    void shouldNotBeginOnDiskThatIsNearlyFull() throws IOException {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 13)) {
            final Path folder = disk.folder().resolve("journal");
            try (JournalWriter writer = Journals.create(folder, 3, ID, 1, BLOCK, RESERVE)) {
                final JournalException refused =
                        assertThrows(JournalException.class, () -> Journals.telemetry(folder, 3, ID, Roll.NEVER));

                assertTrue(refused.getMessage().contains("journal.telemetry = off"), refused::getMessage);
                assertEquals(Room.AMPLE, writer.room());
            }
            assertNull(new JournalVerifier(folder).verify().telemetry());
        }
    }

    @Test
    void shouldRefuseCauseThatFalls() {
        Journals.create(folder(), 3, ID, 1, BLOCK, RESERVE).close();
        try (TelemetryWriter telemetry = Journals.telemetry(folder(), 3, ID, Roll.NEVER)) {
            append(telemetry, 5);

            assertThrows(JournalException.class, () -> append(telemetry, 4));
        }
    }
}
