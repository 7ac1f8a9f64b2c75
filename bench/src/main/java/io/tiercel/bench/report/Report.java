package io.tiercel.bench.report;

import io.tiercel.engine.boot.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Named figures in the order they are given, groups within groups; shown as text or as one JSON object. */
public final class Report {
    private final Map<String, Object> entries = new LinkedHashMap<>();

    public Report put(final String name, final String value) {
        return with(name, value);
    }

    public Report put(final String name, final long value) {
        return with(name, value);
    }

    public Report put(final String name, final boolean value) {
        return with(name, value);
    }

    /** NaN means that there is none. */
    public Report put(final String name, final double value) {
        return with(name, value);
    }

    public Report put(final String name, final Report group) {
        return with(name, group);
    }

    /** For plots: not shown as text. */
    public Report put(final String name, final double[] values) {
        return with(name, values.clone());
    }

    /** Least, median and greatest, and whether they are marked as disturbed. */
    public Report put(final String name, final Percentiles values) {
        final Report group = new Report()
                .put("min", values.min())
                .put("median", values.median())
                .put("max", values.max());
        return with(name, values.disturbed() ? group.put("disturbed", true) : group);
    }

    private Report with(final String name, final Object value) {
        if (entries.put(name, value) != null) {
            throw new IllegalArgumentException("figure " + name + " is given twice");
        }
        return this;
    }

    /** The figures that are no groups, as they are shown. */
    public Map<String, String> texts() {
        final Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (!(value instanceof Report) && !(value instanceof double[])) {
                texts.put(name, shown(value));
            }
        });
        return texts;
    }

    public String toJson() {
        final JsonWriter json = new JsonWriter();
        writeTo(json);
        return json.toString();
    }

    private void writeTo(final JsonWriter json) {
        json.beginObject();
        entries.forEach((name, value) -> {
            json.key(name);
            if (value instanceof Report group) {
                group.writeTo(json);
            } else if (value instanceof double[] values) {
                json.beginArray();
                for (final double each : values) {
                    json.value(each);
                }
                json.endArray();
            } else if (value instanceof Long number) {
                json.value((long) number);
            } else if (value instanceof Double number) {
                json.value((double) number);
            } else if (value instanceof Boolean truth) {
                json.value((boolean) truth);
            } else {
                json.value((String) value);
            }
        });
        json.endObject();
    }

    public String toText() {
        final StringBuilder text = new StringBuilder();
        appendTo(text, "");
        return text.toString();
    }

    private void appendTo(final StringBuilder text, final String indent) {
        entries.forEach((name, value) -> {
            if (value instanceof double[]) {
                return;
            }
            text.append(indent).append(name);
            if (value instanceof Report group) {
                if (group.isFlat()) {
                    group.entries.forEach((inner, figure) ->
                            text.append("  ").append(inner).append(' ').append(shown(figure)));
                    text.append('\n');
                } else {
                    text.append('\n');
                    group.appendTo(text, indent + "  ");
                }
            } else {
                text.append("  ").append(shown(value)).append('\n');
            }
        });
    }

    private boolean isFlat() {
        return entries.values().stream().allMatch(value -> value instanceof Number || value instanceof Boolean);
    }

    private static String shown(final Object value) {
        if (value instanceof Double number) {
            if (number.isNaN()) {
                return "none";
            }
            return String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : "%.3f", number);
        }
        return value instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : String.valueOf(value);
    }
}
