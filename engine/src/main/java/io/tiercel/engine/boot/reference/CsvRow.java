package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.BadValueException;
import io.tiercel.engine.boot.configuration.Decimals;
import io.tiercel.engine.boot.configuration.Problems;
import java.util.List;
import java.util.regex.Pattern;

/** One line of a CSV file. A field that is not as it has to be becomes a problem, and the row {@link #bad()}. */
final class CsvRow {
    private final String where;
    private final List<String> header;
    private final List<String> fields;
    private final Problems problems;
    private boolean bad;

    CsvRow(final String where, final List<String> header, final List<String> fields, final Problems problems) {
        this.where = where;
        this.header = header;
        this.fields = fields;
        this.problems = problems;
    }

    /** Whether any of its fields was refused. */
    boolean bad() {
        return bad;
    }

    /** File and line. */
    String where() {
        return where;
    }

    String text(final String column) {
        return fields.get(header.indexOf(column));
    }

    /** Of a column that the file may leave out; empty then. */
    String optional(final String column) {
        return header.contains(column) ? text(column) : "";
    }

    /** Notes that the field in this column is wrong. */
    void refuse(final String column, final String problem) {
        problems.add(where, "column " + column + " = " + Problems.quote(text(column)) + " " + problem);
        bad = true;
    }

    String matching(final String column, final Pattern pattern, final String expected) {
        final String text = text(column);
        if (!pattern.matcher(text).matches()) {
            refuse(column, "is not " + expected);
        }
        return text;
    }

    String oneOf(final String column, final List<String> words) {
        final String text = text(column);
        if (!words.contains(text)) {
            refuse(column, "is not known; write " + String.join(" or ", words));
        }
        return text;
    }

    long whole(final String column, final long min, final long max) {
        return decimal(column, 0, min, max);
    }

    /** A decimal number in units of 10^-scale; {@code min} and {@code max} are in these units too. */
    long decimal(final String column, final int scale, final long min, final long max) {
        try {
            final long value = Decimals.parse(text(column), scale);
            if (value < min || value > max) {
                refuse(
                        column,
                        "is out of range; write " + Decimals.format(min, scale) + " to " + Decimals.format(max, scale));
            }
            return value;
        } catch (final BadValueException e) {
            refuse(column, e.getMessage());
            return min;
        }
    }
}
