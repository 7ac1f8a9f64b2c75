package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.NearestKey;
import io.tiercel.engine.boot.configuration.Problems;
import io.tiercel.journal.DiskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A CSV file with a header line. Strict: UTF-8 with or without a byte order mark, lines end with LF or CRLF, a field in
 * quotes holds commas and doubled quotes but no line end, every line has the header's number of fields. Blanks around a
 * field, empty lines and lines that begin with # do not count.
 */
final class CsvFile {
    static final int MAX_FILE_BYTES = 64 << 20;

    private static final int MAX_FIELD_LENGTH = 256;

    private final String name;
    private final Problems problems;
    private final List<String> optional;
    private final List<String> header = new ArrayList<>();
    private final List<CsvRow> rows = new ArrayList<>();

    private CsvFile(final String name, final List<String> optional, final Problems problems) {
        this.name = name;
        this.optional = optional;
        this.problems = problems;
    }

    /** The rows that are well formed; what is wrong with the others is among the problems. */
    static List<CsvRow> read(final Path path, final List<String> columns, final Problems problems) {
        return read(path, columns, List.of(), problems);
    }

    /** @param optional columns that the file may have besides */
    static List<CsvRow> read(
            final Path path, final List<String> columns, final List<String> optional, final Problems problems) {
        final String name = path.toString();
        try {
            if (!Files.isRegularFile(path)) {
                problems.add(name, "is not a file; name one that exists");
            } else if (Files.size(path) > MAX_FILE_BYTES) {
                problems.add(name, "has " + Files.size(path) + " bytes; at most " + MAX_FILE_BYTES + " are read");
            } else {
                return parse(name, Files.readAllBytes(path), columns, optional, problems);
            }
        } catch (final IOException e) {
            problems.add(name, "cannot be read (" + DiskFailure.text(e) + "); check its permissions");
        }
        return List.of();
    }

    static List<CsvRow> parse(
            final String name, final byte[] bytes, final List<String> columns, final Problems problems) {
        return parse(name, bytes, columns, List.of(), problems);
    }

    private static List<CsvRow> parse(
            final String name,
            final byte[] bytes,
            final List<String> columns,
            final List<String> optional,
            final Problems problems) {
        final CsvFile file = new CsvFile(name, optional, problems);
        int begin = hasByteOrderMark(bytes) ? 3 : 0;
        for (int line = 1; begin <= bytes.length && file.usable(columns); line++) {
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            final boolean carriageReturn = end < bytes.length && end > begin && bytes[end - 1] == '\r';
            file.line(bytes, begin, carriageReturn ? end - 1 : end, line, columns);
            begin = end + 1;
        }
        if (file.header.isEmpty()) {
            problems.add(name, "has no header line; begin it with " + String.join(",", columns));
        }
        return file.usable(columns) ? file.rows : List.of();
    }

    private static boolean hasByteOrderMark(final byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** Whether the header is still to come, or is right. */
    private boolean usable(final List<String> columns) {
        return header.isEmpty()
                || (header.containsAll(columns)
                        && new HashSet<>(header).size() == header.size()
                        && header.stream().allMatch(column -> columns.contains(column) || optional.contains(column)));
    }

    private void line(final byte[] bytes, final int begin, final int end, final int line, final List<String> columns) {
        final String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                    .toString();
        } catch (final CharacterCodingException e) {
            problems.add(where(line), "is not UTF-8 text; save the file as UTF-8");
            return;
        }
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        final List<String> fields = fields(text, line);
        if (fields.isEmpty()) {
            if (header.isEmpty()) {
                // Without a header the other lines mean nothing: not usable from here on
                header.add("");
            }
            return;
        }
        if (header.isEmpty()) {
            header(fields, line, columns);
        } else if (fields.size() != header.size()) {
            problems.add(
                    where(line),
                    "has " + fields.size() + " fields where the header has " + header.size()
                            + "; write one per column, and quotes around a field with a comma");
        } else {
            rows.add(new CsvRow(where(line), header, fields, problems));
        }
    }

    private void header(final List<String> fields, final int line, final List<String> columns) {
        header.addAll(fields);
        for (int i = 0; i < fields.size(); i++) {
            final String field = fields.get(i);
            if (!columns.contains(field) && !optional.contains(field)) {
                final String nearest = NearestKey.of(field, columns);
                problems.add(
                        where(line),
                        "column " + Problems.quote(field) + " is not known; "
                                + (nearest == null ? "remove it" : "write " + nearest + " or remove it"));
            } else if (fields.indexOf(field) < i) {
                problems.add(where(line), "column " + field + " comes twice; remove one");
            }
        }
        for (final String column : columns) {
            if (!fields.contains(column)) {
                problems.add(where(line), "column " + column + " is missing; add it to the header and to every line");
            }
        }
    }

    /** The fields of a line, or none when it is malformed. */
    private List<String> fields(final String text, final int line) {
        final List<String> fields = new ArrayList<>();
        int position = 0;
        while (position <= text.length()) {
            final int start = skipBlanks(text, position);
            final boolean quoted = start < text.length() && text.charAt(start) == '"';
            final StringBuilder field = new StringBuilder();
            final int end = quoted ? quoted(text, start, field) : plain(text, start, field);
            final String fault =
                    end < 0 ? "a quote is not closed on its line; close it" : fault(text, end, field, quoted);
            if (fault != null) {
                problems.add(where(line), "field " + (fields.size() + 1) + ": " + fault);
                return List.of();
            }
            fields.add(field.toString());
            position = end + 1;
        }
        return fields;
    }

    private static String fault(final String text, final int end, final StringBuilder field, final boolean quoted) {
        if (end < text.length() && text.charAt(end) != ',') {
            return "there is text after the closing quote; put all of it into the quotes";
        }
        if (!quoted && field.indexOf("\"") >= 0) {
            return "a quote stands inside the field; put the field into quotes and double the quote";
        }
        if (field.length() > MAX_FIELD_LENGTH) {
            return "has " + field.length() + " characters; at most " + MAX_FIELD_LENGTH + " are allowed";
        }
        if (field.chars().anyMatch(Character::isISOControl)) {
            return "holds a control character (a lone carriage return, tab or NUL); remove it";
        }
        return null;
    }

    /** Ends at the comma or the end of the line. */
    private static int plain(final String text, final int start, final StringBuilder field) {
        int end = text.indexOf(',', start);
        if (end < 0) {
            end = text.length();
        }
        int last = end;
        while (last > start && text.charAt(last - 1) == ' ') {
            last--;
        }
        field.append(text, start, last);
        return end;
    }

    /** Ends behind the closing quote and blanks; -1 when it is missing. */
    private static int quoted(final String text, final int start, final StringBuilder field) {
        int position = start + 1;
        while (position < text.length()) {
            final char c = text.charAt(position++);
            if (c != '"') {
                field.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                field.append(c);
                position++;
            } else {
                return skipBlanks(text, position);
            }
        }
        return -1;
    }

    private static int skipBlanks(final String text, final int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        return position;
    }

    private String where(final int line) {
        return name + ":" + line;
    }
}
