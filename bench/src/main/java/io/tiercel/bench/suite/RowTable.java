package io.tiercel.bench.suite;

import java.util.List;
import java.util.Locale;

/** Rows for a terminal of a hundred and twenty columns. */
public final class RowTable {
    private static final String FORMAT = "%-34s %15s %-9s %9s %19s %12s %4s%s%n";

    private RowTable() {}

    public static String of(final List<Row> rows) {
        final StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, FORMAT, "what", "figure", "", "ratio", "min - max", "goal", "met", ""));
        for (final Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    FORMAT,
                    row.name(),
                    number(row.value()),
                    row.unit(),
                    row.hasRatio() ? number(row.ratio()) : "",
                    spread(row),
                    row.goal(),
                    row.metText(),
                    row.disturbed() ? " disturbed" : ""));
        }
        return text.toString();
    }

    private static String spread(final Row row) {
        return Double.isNaN(row.min()) ? "" : number(row.min()) + " - " + number(row.max());
    }

    /** Three digits that mean something, at least. */
    static String number(final double number) {
        if (Double.isNaN(number)) {
            return "?";
        }
        final double size = Math.abs(number);
        return String.format(
                Locale.ROOT,
                size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f",
                number);
    }
}
