package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.journal.dump.MessageSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/export.md lists the columns of every table as they are. */
final class ExportTablesTest {
    private static final int RECORD_COLUMNS = 6;

    private final MessageSchemas schemas = new MessageSchemas();

    @Test
    void shouldListColumnsOfEveryTableInDocument() throws IOException {
        final List<String> expected = new ArrayList<>();
        for (final String kind : schemas.messageNames()) {
            expected.add(line(kind, MessageColumns.of(schemas.message(kind)).columns()));
        }
        expected.add(line(JournalExport.UNDECODED, MessageColumns.undecoded()));

        final List<String> listed = Files.readAllLines(Path.of("..", "docs", "export.md")).stream()
                .dropWhile(line -> !line.equals("## Tables"))
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertEquals(String.join("\n", expected), String.join("\n", listed));
    }

    @Test
    void shouldNotNameColumnTwice() {
        for (final String kind : schemas.messageNames()) {
            final List<String> names = MessageColumns.of(schemas.message(kind)).columns().stream()
                    .map(Column::name)
                    .toList();

            assertEquals(names.size(), new HashSet<>(names).size(), kind);
        }
    }

    private static String line(final String table, final List<Column> columns) {
        return columns.subList(RECORD_COLUMNS, columns.size()).stream()
                .map(column -> "`" + column.name() + "` " + column.type().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "| `" + table + "` | ", " |"));
    }
}
