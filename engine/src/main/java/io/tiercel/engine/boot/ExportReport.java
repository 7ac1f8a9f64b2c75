package io.tiercel.engine.boot;

import io.tiercel.journal.export.JournalExport.Result;
import io.tiercel.journal.export.JournalExport.TableFile;
import java.nio.file.Path;
import java.util.Locale;

/** What an export wrote, in words and as JSON. */
final class ExportReport {
    private ExportReport() {}

    static String json(final Path journal, final Result result) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", journal.toString())
                .put("folder", result.folder().toString())
                .put("whole", result.whole())
                .put("stopped", result.stopped())
                .put("records", result.records());
        json.key("tables").beginArray();
        for (final TableFile table : result.tables()) {
            json.beginObject()
                    .put("name", table.name())
                    .put("file", table.file())
                    .put("records", table.records())
                    .put("bytes", table.bytes())
                    .endObject();
        }
        json.endArray().key("fault");
        if (result.fault() == null) {
            json.value((String) null);
        } else {
            JournalReport.write(json.beginObject(), result.fault()).endObject();
        }
        return json.endObject().toString();
    }

    /** A line for each table, and what they are together. */
    static String text(final Result result) {
        final StringBuilder text = new StringBuilder();
        long bytes = 0;
        for (final TableFile table : result.tables()) {
            text.append(String.format(
                    Locale.ROOT, "%-32s %,15d records %,15d bytes%n", table.file(), table.records(), table.bytes()));
            bytes += table.bytes();
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%s: %,d records in %d tables, %,d bytes",
                        result.folder(),
                        result.records(),
                        result.tables().size(),
                        bytes))
                .toString();
    }
}
