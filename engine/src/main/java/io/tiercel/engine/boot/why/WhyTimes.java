package io.tiercel.engine.boot.why;

import io.tiercel.engine.boot.JsonWriter;
import io.tiercel.engine.replay.story.OrderTimes.Stage;
import io.tiercel.engine.replay.story.OrderTimes.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The times of an order's hops, as lines and as JSON. */
final class WhyTimes {
    private WhyTimes() {}

    /** Without their indent. */
    static List<String> lines(final long orderId, final Way way) {
        final List<String> lines = new ArrayList<>();
        lines.add((way.message() == null ? "" : way.message() + ", ") + "of input " + way.sequence());
        if (way.missing() != null) {
            lines.add("  no times of hops: " + way.missing());
        }
        for (int i = 0; i < way.stages().size(); i++) {
            final Stage stage = way.stages().get(i);
            lines.add((String.format(Locale.ROOT, "  %-15s ", stage.name())
                            + (i == 0
                                    ? Units.time(stage.timeNs())
                                    : String.format(
                                            Locale.ROOT,
                                            "%12s %12s  ",
                                            Units.since(stage.timeNs()
                                                    - way.stages().get(0).timeNs()),
                                            Units.since(stage.timeNs()
                                                    - way.stages().get(i - 1).timeNs())))
                            + (stage.orderId() == 0 || stage.orderId() == orderId ? "" : "of order " + stage.orderId()))
                    .stripTrailing());
        }
        return lines;
    }

    /** Into an array. */
    static void write(final JsonWriter json, final Way way) {
        json.beginObject()
                .put("sequence", way.sequence())
                .put("message", way.message())
                .put("missing", way.missing())
                .key("stages")
                .beginArray();
        long beforeNs = way.stages().isEmpty() ? 0 : way.stages().get(0).timeNs();
        for (final Stage stage : way.stages()) {
            json.beginObject()
                    .put("stage", stage.name())
                    .put("timeNs", stage.timeNs())
                    .put("sinceReceivedNs", stage.timeNs() - way.stages().get(0).timeNs())
                    .put("sincePreviousNs", stage.timeNs() - beforeNs)
                    .put("orderId", stage.orderId())
                    .endObject();
            beforeNs = stage.timeNs();
        }
        json.endArray().endObject();
    }
}
