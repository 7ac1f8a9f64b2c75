package io.tiercel.bench.suite;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import io.tiercel.engine.boot.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One figure of a suite beside what it was to reach. A figure that could not be taken is NaN and reaches nothing.
 *
 * @param goal    as text; empty when there is nothing to reach
 * @param reached how far the goal is reached: 1 and more is there; NaN when it is not known
 * @param min     the least over the rounds or windows: of the ratio if there is one, else of the value
 * @param disturbed whether no window was clean, so that value or ratio is one of disturbed windows
 */
public record Row(
        String name,
        double value,
        String unit,
        String against,
        double ratio,
        String goal,
        double reached,
        boolean met,
        double min,
        double max,
        boolean disturbed) {
    private static final String NOT_OURS = "not the JSON that bench quick --json writes: ";

    /** @param result of the measurement, empty when it failed */
    static Row of(final Line line, final Config result) {
        return of(line, result, ConfigFactory.empty());
    }

    /** @param by of the measurement by whose ratio this one's is divided, if the line names one */
    static Row of(final Line line, final Config result, final Config by) {
        final boolean divided = !line.by().isEmpty();
        final String least = under(line.spread(), "min");
        final String greatest = under(line.spread(), "max");
        final double value = number(result, line.value());
        final double ratio = number(result, line.ratio()) / (divided ? number(by, line.ratio()) : 1);
        return new Row(
                line.name(),
                value,
                line.unit(),
                line.against(),
                ratio,
                line.goal().text(),
                line.goal().reached(value, ratio),
                line.goal().met(value, ratio),
                // As far apart as the two can be
                number(result, least) / (divided ? number(by, greatest) : 1),
                number(result, greatest) / (divided ? number(by, least) : 1),
                disturbed(result, line.value())
                        || disturbed(result, line.ratio())
                        || divided && disturbed(by, line.ratio()));
    }

    private static String under(final String places, final String key) {
        return places.isEmpty() ? "" : places.replace("|", "." + key + "|") + "." + key;
    }

    private static double number(final Config result, final String places) {
        final String found = found(result, places);
        return found.isEmpty() ? Double.NaN : result.getDouble(found);
    }

    /** The first of the places that something is at, or none. */
    private static String found(final Config result, final String places) {
        for (final String place : places.split("\\|")) {
            if (!place.isEmpty() && result.hasPath(place)) {
                return place;
            }
        }
        return "";
    }

    /** Whether the figure is not at the first of its places, or its group says so. */
    private static boolean disturbed(final Config result, final String places) {
        final String found = found(result, places);
        final String mark = found.substring(0, Math.max(0, found.lastIndexOf('.'))) + ".disturbed";
        return !places.startsWith(found)
                || !mark.startsWith(".")
                        && result.hasPath(mark)
                        && result.getValue(mark).valueType() == ConfigValueType.BOOLEAN
                        && result.getBoolean(mark);
    }

    /** An array, one object for each. */
    public static String toJson(final List<Row> rows) {
        final JsonWriter json = new JsonWriter().beginArray();
        for (final Row row : rows) {
            json.beginObject()
                    .put("name", row.name)
                    .key("value")
                    .value(row.value)
                    .put("unit", row.unit)
                    .put("against", row.against)
                    .key("ratio")
                    .value(row.ratio)
                    .put("goal", row.goal)
                    .key("met")
                    .value(row.met)
                    .key("spread")
                    .beginObject()
                    .key("min")
                    .value(row.min)
                    .key("max")
                    .value(row.max)
                    .endObject()
                    .key("disturbed")
                    .value(row.disturbed)
                    .endObject();
        }
        return json.endArray().toString();
    }

    /** @throws IllegalArgumentException when this is not what {@link #toJson} writes, or two rows have the same name */
    public static List<Row> fromJson(final String json) {
        final List<Row> rows = new ArrayList<>();
        try {
            for (final ConfigObject row :
                    ConfigFactory.parseString("{rows:" + json + "}").getObjectList("rows")) {
                rows.add(of(row.toConfig()));
            }
        } catch (final com.typesafe.config.ConfigException.Missing missing) {
            throw new IllegalArgumentException(
                    NOT_OURS + "row " + (rows.size() + 1) + " lacks a field: " + missing.getMessage());
        } catch (final com.typesafe.config.ConfigException wrong) {
            throw new IllegalArgumentException(NOT_OURS + wrong.getMessage());
        }
        requireNamesOfTheirOwn(rows);
        return rows;
    }

    private static Row of(final Config figures) {
        return new Row(
                figures.getString("name"),
                number(figures, "value"),
                figures.getString("unit"),
                figures.getString("against"),
                number(figures, "ratio"),
                figures.getString("goal"),
                Double.NaN,
                figures.getBoolean("met"),
                number(figures, "spread.min"),
                number(figures, "spread.max"),
                // Rows of before there was this field
                figures.hasPath("disturbed") && figures.getBoolean("disturbed"));
    }

    private static void requireNamesOfTheirOwn(final List<Row> rows) {
        final Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            final Integer before = numbers.put(rows.get(i).name, i + 1);
            if (before != null) {
                throw new IllegalArgumentException("rows " + before + " and " + (i + 1) + " are both named "
                        + rows.get(i).name + ": remove one, since rows are compared by name");
            }
        }
    }

    /** What tells one run from the next: the ratio if there is one, since it hardly depends on the machine. */
    double figure() {
        return Double.isNaN(ratio) ? value : ratio;
    }

    boolean hasGoal() {
        return !goal.isEmpty();
    }

    /** How far the goal would be reached with another figure in this one's place. */
    double reachedBy(final double other) {
        if (other == figure()) {
            return reached;
        }
        return goal.startsWith(">") ? reached * other / figure() : reached * figure() / other;
    }

    /** For people: yes, no, or nothing where nothing was to be reached. */
    String metText() {
        return Double.isNaN(figure()) ? "?" : !hasGoal() ? "" : met ? "yes" : "no";
    }

    boolean hasRatio() {
        return !Double.isNaN(ratio);
    }
}
