package io.tiercel.journal.export;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * CSV as RFC 4180 has it: a line of names, then a line for each row, each ended by CR LF; a text with a comma, a
 * quote or an end of line in it stands in quotes, and a quote in it twice. UTF-8. Null is an empty field, an empty
 * text is two quotes.
 */
final class CsvTable implements Table {
    private static final String END = "\r\n";
    private static final int BUFFER_CHARS = 1 << 15;

    private final FileOutputStream file;
    private final Writer out;
    private final List<Column> columns;
    private final StringBuilder line = new StringBuilder();

    CsvTable(final Path path, final List<Column> columns) throws IOException {
        this.columns = columns;
        file = new FileOutputStream(path.toFile());
        out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8), BUFFER_CHARS);
        for (int i = 0; i < columns.size(); i++) {
            line.append(i == 0 ? "" : ",");
            quote(columns.get(i).name());
        }
        out.append(line).append(END);
    }

    @Override
    public void append(final Row row) throws IOException {
        line.setLength(0);
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            if (row.isSet(i)) {
                value(row, i);
            }
        }
        out.append(line).append(END);
    }

    @Override
    public void finish() throws IOException {
        out.flush();
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        // not through the writer, whose buffer may not fit on a full disk
        file.close();
    }

    private void value(final Row row, final int column) {
        switch (columns.get(column).type()) {
            case TEXT, NAME -> quote(row.text(column));
            case BOOLEAN -> line.append(row.flag(column));
            case DOUBLE -> real(row.real(column));
            case DOUBLES -> list(row);
            default -> line.append(row.number(column));
        }
    }

    private void list(final Row row) {
        line.append("\"[");
        for (int i = 0; i < row.listSize(); i++) {
            line.append(i == 0 ? "" : ",");
            real(row.listItem(i));
        }
        line.append("]\"");
    }

    private void real(final double value) {
        if (Double.isInfinite(value)) {
            line.append(value > 0 ? "inf" : "-inf");
        } else {
            line.append(value);
        }
    }

    private void quote(final CharSequence text) {
        if (isPlain(text)) {
            line.append(text);
            return;
        }
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                line.append('"');
            }
            line.append(text.charAt(i));
        }
        line.append('"');
    }

    /** An empty text is not, so that it differs from null; nor is one that a reader could trim. */
    private static boolean isPlain(final CharSequence text) {
        if (text.length() == 0 || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return false;
            }
        }
        return true;
    }
}
