package io.tiercel.journal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV as RFC 4180 has it. A field in quotes has a quote before its text here, so that it differs from null. */
final class CsvFile {
    private final String text;
    private int at;

    private CsvFile(final String text) {
        this.text = text;
    }

    /** By column; null is not in it. */
    static List<Map<String, String>> rows(final Path path) throws IOException {
        final CsvFile file = new CsvFile(Files.readString(path));
        final List<String> names = file.line();
        final List<Map<String, String>> rows = new ArrayList<>();
        while (file.at < file.text.length()) {
            final List<String> values = file.line();
            assertEquals(names.size(), values.size());
            final Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    row.put(names.get(i), values.get(i));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> line() {
        final List<String> fields = new ArrayList<>();
        boolean more = true;
        while (more) {
            fields.add(text.charAt(at) == '"' ? quoted() : plain());
            more = text.charAt(at) == ',';
            at++;
        }
        assertEquals("\r\n", text.substring(at - 1, at + 1));
        at++;
        return fields;
    }

    private String plain() {
        final int begin = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        final StringBuilder field = new StringBuilder("'");
        at++;
        while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
            at += text.charAt(at) == '"' ? 1 : 0;
            field.append(text.charAt(at++));
        }
        at++;
        return field.toString();
    }
}
