package io.tiercel.journal.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a table's file is. */
public enum ExportFormat {
    CSV("csv"),
    PARQUET("parquet");

    private final String extension;

    ExportFormat(final String extension) {
        this.extension = extension;
    }

    String fileName(final String table) {
        return table + "." + extension;
    }

    Table open(final Path file, final List<Column> columns) throws IOException {
        return this == CSV ? new CsvTable(file, columns) : new ParquetTable(file, columns);
    }
}
