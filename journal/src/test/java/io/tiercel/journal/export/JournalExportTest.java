package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.journal.JournalException;
import io.tiercel.journal.SmallDisk;
import io.tiercel.journal.Stream;
import io.tiercel.journal.dump.MessageSchemas;
import io.tiercel.journal.dump.Selection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalExportTest {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 40;

    @TempDir
    private Path parent;

    @Test
    void shouldWriteEveryFieldOfEveryKindAsParquet() throws Exception {
        OddJournal.write(journal(), SEED, ROUNDS);

        final JournalExport.Result result = export(ExportFormat.PARQUET, new Selection());

        final SortedMap<String, List<Map<String, String>>> expected = ExpectedRows.of(journal());
        assertEquals(
                new MessageSchemas().messageNames().size() + 1, result.tables().size());
        for (final JournalExport.TableFile table : result.tables()) {
            final List<Map<String, String>> rows = new ParquetFile(target().resolve(table.file())).rows();
            assertEquals(expected.get(table.name()), rows, () -> table.name() + ", seed " + SEED);
            assertEquals(rows.size(), table.records());
            assertEquals(Files.size(target().resolve(table.file())), table.bytes());
        }
        assertTrue(result.whole());
        assertEquals(expected.values().stream().mapToLong(List::size).sum(), result.records(), () -> "seed " + SEED);
    }

    @Test
    void shouldWriteEveryFieldOfEveryKindAsCsv() throws Exception {
        OddJournal.write(journal(), SEED, ROUNDS);

        final JournalExport.Result result = export(ExportFormat.CSV, new Selection());

        final SortedMap<String, List<Map<String, String>>> expected = ExpectedRows.of(journal());
        for (final JournalExport.TableFile table : result.tables()) {
            final List<Map<String, String>> rows = CsvFile.rows(target().resolve(table.file()));
            assertEquals(
                    expected.get(table.name()).stream()
                            .map(JournalExportTest::asCsv)
                            .toList(),
                    rows.stream().map(JournalExportTest::withoutQuotes).toList(),
                    () -> table.name() + ", seed " + SEED);
        }
    }

    @Test
    void shouldTellNullFromEmptyTextInCsv() throws Exception {
        OddJournal.write(journal(), SEED, 8 * ROUNDS);

        export(ExportFormat.CSV, new Selection());

        final List<Map<String, String>> rows = CsvFile.rows(target().resolve("ParameterChange.csv"));
        final List<Map<String, String>> expected = ExpectedRows.of(journal()).get("ParameterChange");
        int empty = 0;
        for (int i = 0; i < rows.size(); i++) {
            if ("'".equals(expected.get(i).get("value"))) {
                assertEquals("'", rows.get(i).get("value"));
                empty++;
            }
        }
        assertTrue(empty > 0, () -> "seed " + SEED);
    }

    @Test
    void shouldWriteOnlyWhatIsSelectedAndTablesThatAreAskedForEvenIfEmpty() throws Exception {
        OddJournal.write(journal(), SEED, 1);

        final JournalExport.Result result = export(
                ExportFormat.PARQUET,
                new Selection().kinds(Set.of("Tick", "Trade")).sequences(1, 0).stream(Stream.INPUT));

        assertEquals(
                List.of("Tick", "Trade"),
                result.tables().stream().map(JournalExport.TableFile::name).toList());
        final ParquetFile trades = new ParquetFile(target().resolve("Trade.parquet"));
        assertEquals(List.of(), trades.rows());
        assertNotNull(trades.column("priceNanos"));
    }

    @Test
    void shouldRefuseFolderThatHoldsSomething() throws Exception {
        OddJournal.write(journal(), SEED, 1);
        export(ExportFormat.PARQUET, new Selection());

        final String refused = assertThrows(JournalException.class, () -> export(ExportFormat.CSV, new Selection()))
                .getMessage();

        assertTrue(refused.contains("--force"), refused);
        assertEquals(Set.of("journal", "tables"), names(parent));
    }

    @Test
    void shouldReplaceExportWhenToldTo() throws Exception {
        OddJournal.write(journal(), SEED, 1);
        export(ExportFormat.PARQUET, new Selection());

        new JournalExport(journal(), ExportFormat.CSV, target(), true, new Selection().kinds(Set.of("Tick")))
                .run(any -> true);

        assertEquals(Set.of("Tick.csv"), names(target()));
        assertEquals(Set.of("journal", "tables"), names(parent));
    }

    @Test
    void shouldNeverReplaceWhatIsNoExport() throws Exception {
        OddJournal.write(journal(), SEED, 1);
        Files.createDirectory(target());
        Files.writeString(target().resolve("thesis.txt"), "mine");

        final JournalExport export = new JournalExport(journal(), ExportFormat.CSV, target(), true, new Selection());

        final String refused = assertThrows(JournalException.class, () -> export.run(any -> true))
                .getMessage();
        assertTrue(refused.contains("thesis.txt"), refused);
        assertEquals(Set.of("thesis.txt"), names(target()));
        assertEquals(Set.of("journal", "tables"), names(parent));
    }

    @Test
    void shouldLeaveNothingWithoutJournal() throws Exception {
        assertThrows(JournalException.class, () -> export(ExportFormat.CSV, new Selection()));

        assertEquals(Set.of(), names(parent));
    }

    @Test
    void shouldNotGiveDamagedJournalTheNameOfTarget() throws Exception {
        OddJournal.write(journal(), SEED, 2);
        damage();

        final JournalExport.Result result = export(ExportFormat.PARQUET, new Selection());

        assertFalse(result.whole());
        assertNotNull(result.fault());
        assertTrue(result.records() > 0);
        assertEquals(parent.resolve("tables.partial"), result.folder());
        assertEquals(Set.of("journal", "tables.partial"), names(parent));
        long rows = 0;
        for (final JournalExport.TableFile table : result.tables()) {
            rows += new ParquetFile(result.folder().resolve(table.file()))
                    .rows()
                    .size();
        }
        assertEquals(result.records(), rows);
    }

    @Test
    void shouldNotGiveStoppedExportTheNameOfTarget() throws Exception {
        OddJournal.write(journal(), SEED, 2);

        final JournalExport.Result result = new JournalExport(
                        journal(), ExportFormat.CSV, target(), false, new Selection())
                .run(sequence -> sequence < 10);

        assertTrue(result.stopped());
        assertFalse(result.whole());
        assertEquals(Set.of("journal", "tables.partial"), names(parent));
    }

    @Test
    void shouldSayWhereItCannotWrite() throws Exception {
        OddJournal.write(journal(), SEED, 1);
        final Path file = Files.writeString(parent.resolve("file"), "in the way");

        final JournalExport export =
                new JournalExport(journal(), ExportFormat.CSV, file.resolve("below"), false, new Selection());

        final String failed = assertThrows(ExportException.class, () -> export.run(any -> true))
                .getMessage();
        assertTrue(failed.contains(file.toString()), failed);
        assertEquals(Set.of("journal", "file"), names(parent));
    }

    @Test
    void shouldLeaveNothingOnDiskThatFillsUp() throws Exception {
        OddJournal.write(journal(), SEED, 200);
        for (final ExportFormat format : ExportFormat.values()) {
            final Path mount = parent.resolve("disk" + format);
            try (SmallDisk disk = new SmallDisk(mount, 1)) {
                disk.fill();
                final JournalExport export =
                        new JournalExport(journal(), format, mount.resolve("tables"), false, new Selection());

                final String failed = assertThrows(ExportException.class, () -> export.run(any -> true))
                        .getMessage();

                assertTrue(failed.contains("No space left on device"), failed);
                assertTrue(failed.contains("is deleted"), failed);
                assertEquals(Set.of("filler"), names(mount));
            }
        }
    }

    private JournalExport.Result export(final ExportFormat format, final Selection selection) throws Exception {
        return new JournalExport(journal(), format, target(), false, selection).run(any -> true);
    }

    private Path journal() {
        return parent.resolve("journal");
    }

    private Path target() {
        return parent.resolve("tables");
    }

    /** In the middle of the records. */
    private void damage() throws IOException {
        final Path file = names(journal().resolve("inputs")).stream()
                .filter(name -> name.endsWith(".cq4"))
                .map(journal().resolve("inputs")::resolve)
                .findFirst()
                .orElseThrow();
        final byte[] bytes = Files.readAllBytes(file);
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(last - 2_000);
            access.write(bytes[last - 2_000] ^ 1);
        }
    }

    private static Set<String> names(final Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** CSV has no types: a text is as it is, a real one is as Java writes it, and a list is JSON's but for NaN. */
    private static Map<String, String> asCsv(final Map<String, String> row) {
        final Map<String, String> csv = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (name.equals("values")) {
                csv.put(name, list(value));
            } else {
                csv.put(name, value.startsWith("'") ? value.substring(1) : value);
            }
        });
        return csv;
    }

    private static String list(final String bits) {
        return java.util.stream.Stream.of(bits.split(" "))
                .map(each -> Double.longBitsToDouble(Long.parseUnsignedLong(each, 16)))
                .map(value -> value.isInfinite() ? value > 0 ? "inf" : "-inf" : value.toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, String> withoutQuotes(final Map<String, String> row) {
        final Map<String, String> plain = new LinkedHashMap<>();
        row.forEach((name, value) -> plain.put(name, value.startsWith("'") ? value.substring(1) : value));
        return plain;
    }
}
