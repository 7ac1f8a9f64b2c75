package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetTableTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.INT64, true),
            new Column("name", ColumnType.NAME, false),
            new Column("small", ColumnType.UINT32, false),
            new Column("flag", ColumnType.BOOLEAN, false),
            new Column("items", ColumnType.DOUBLES, false));

    @TempDir
    private Path folder;

    private Path path;
    private final Row row = new Row(COLUMNS.size());

    @BeforeEach
    void name() {
        path = folder.resolve("a.parquet");
    }

    @Test
    void shouldReadBackSeveralRowGroups() throws IOException {
        try (ParquetTable table = new ParquetTable(path, COLUMNS, 100)) {
            for (int i = 0; i < 250; i++) {
                row.clear();
                row.number(0, i);
                row.text(1, "n" + i % 7);
                row.flag(3, i % 3 == 0);
                table.append(row);
            }
            table.finish();
        }

        final ParquetFile file = new ParquetFile(path);
        assertEquals(3, file.groups());
        assertEquals(250, file.rows().size());
        for (int i = 0; i < 250; i++) {
            assertEquals(
                    Map.of("id", "" + i, "name", "'n" + i % 7, "flag", "" + (i % 3 == 0)),
                    file.rows().get(i));
        }
        assertEquals(List.of("id 0 99", "id 100 199", "id 200 249"), file.ranges("id"));
    }

    @Test
    void shouldReadBackMoreNamesThanAByteCounts() throws IOException {
        try (ParquetTable table = new ParquetTable(path, COLUMNS, 10_000)) {
            for (int i = 0; i < 1_001; i++) {
                row.clear();
                row.number(0, -i);
                row.text(1, "n" + i);
                table.append(row);
            }
            table.finish();
        }

        final ParquetFile file = new ParquetFile(path);
        for (int i = 0; i < 1_001; i++) {
            assertEquals("'n" + i, file.rows().get(i).get("name"));
        }
        assertEquals(List.of("id -1000 0"), file.ranges("id"));
    }

    @Test
    void shouldTellNoListFromEmptyOneAndFromOneItem() throws IOException {
        try (ParquetTable table = new ParquetTable(path, COLUMNS)) {
            for (int i = 0; i < 3; i++) {
                row.clear();
                row.number(0, i);
                if (i > 0) {
                    row.list(4);
                }
                if (i > 1) {
                    row.addToList(1);
                    row.addToList(Double.NaN);
                }
                table.append(row);
            }
            table.finish();
        }

        assertEquals(
                List.of(
                        Map.of("id", "0"),
                        Map.of("id", "1", "items", ""),
                        Map.of("id", "2", "items", "3ff0000000000000 7ff8000000000000")),
                new ParquetFile(path).rows());
    }

    @Test
    void shouldHoldUnsignedNumbersUpToTheirMost() throws IOException {
        try (ParquetTable table = new ParquetTable(path, COLUMNS)) {
            row.clear();
            row.number(0, Long.MIN_VALUE);
            row.number(2, 0xFFFF_FFFEL);
            table.append(row);
            table.finish();
        }

        assertEquals(List.of(Map.of("id", "" + Long.MIN_VALUE, "small", "4294967294")), new ParquetFile(path).rows());
    }

    @Test
    void shouldRefuseRowWithoutRequiredValue() throws IOException {
        try (ParquetTable table = new ParquetTable(path, COLUMNS)) {
            row.clear();

            assertThrows(IllegalStateException.class, () -> table.append(row));
        }
    }
}
