package io.tiercel.bench.suite;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two runs of a suite, row by row. What has a ratio is compared by it. A row moved when its figure lies outside the
 * other run's least and greatest; where these are not known, by more than a tenth.
 */
public final class Comparison {
    private static final double NOTABLE = 0.1;
    private static final double HUNDRED = 100;
    private static final String FORMAT = "%-34s %12s %12s %9s  %s%n";

    private Comparison() {}

    public static String of(final List<Row> before, final List<Row> after) {
        final Map<String, Row> old = before.stream().collect(Collectors.toMap(Row::name, Function.identity()));
        final StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, FORMAT, "what", "before", "now", "change", ""));
        for (final Row row : after) {
            final Row was = old.remove(row.name());
            text.append(was == null ? line(row, "", "new") : line(was, row));
        }
        before.stream()
                .filter(row -> old.containsKey(row.name()))
                .forEach(row -> text.append(
                        String.format(Locale.ROOT, FORMAT, row.name(), shown(row), "", "", "not measured now")));
        return text.toString();
    }

    private static String line(final Row was, final Row row) {
        if (was.hasRatio() != row.hasRatio() || Double.isNaN(was.figure()) || Double.isNaN(row.figure())) {
            return line(row, shown(was), "cannot be compared");
        }
        final double change = row.figure() / was.figure() - 1;
        return String.format(
                Locale.ROOT,
                FORMAT,
                row.name(),
                shown(was),
                shown(row),
                was.figure() == row.figure() ? "" : String.format(Locale.ROOT, "%+.1f %%", HUNDRED * change),
                (!moved(was, row) ? "" : !row.hasGoal() ? "moved" : better(row, change) ? "better" : "worse")
                        + (was.disturbed() || row.disturbed() ? " (disturbed)" : ""));
    }

    private static String line(final Row row, final String before, final String words) {
        return String.format(Locale.ROOT, FORMAT, row.name(), before, shown(row), "", words);
    }

    private static boolean moved(final Row was, final Row row) {
        if (was.figure() == row.figure()) {
            return false;
        }
        return Double.isNaN(was.min()) || was.min() == was.max()
                ? Math.abs(row.figure() - was.figure()) > NOTABLE * Math.abs(was.figure())
                : row.figure() < was.min() || row.figure() > was.max();
    }

    private static boolean better(final Row row, final double change) {
        return row.goal().startsWith(">") == change > 0;
    }

    private static String shown(final Row row) {
        return RowTable.number(row.figure());
    }
}
