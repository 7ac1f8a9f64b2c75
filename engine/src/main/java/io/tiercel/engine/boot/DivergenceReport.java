package io.tiercel.engine.boot;

import io.tiercel.engine.replay.DivergenceContext;
import io.tiercel.engine.replay.ReplayEvent;
import io.tiercel.engine.replay.ReplayEvent.Message;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.journal.Stream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A divergence with the events before it, recorded and replayed side by side. */
final class DivergenceReport {
    private static final String FIELD_LINE = "%s %-26s %-32s %s%n";
    private static final String NONE = "-";

    private DivergenceReport() {}

    static void writeTo(final JsonWriter json, final DivergenceContext context) {
        json.key("before").beginArray();
        context.before().forEach(event -> writeTo(json, event));
        json.endArray().key("event");
        if (context.event() == null) {
            json.value((String) null);
        } else {
            writeTo(json, context.event());
        }
    }

    private static void writeTo(final JsonWriter json, final ReplayEvent event) {
        json.beginObject()
                .put("stream", event.stream() == Stream.INPUT ? "input" : "output")
                .put("sequence", event.sequence());
        if (event.stream() == Stream.OUTPUT) {
            json.put("ordinal", event.ordinal());
        }
        json.put("timeNs", event.timeNs());
        writeTo(json.key("recorded"), event.recorded());
        writeTo(json.key("replayed"), event.replayed());
        json.endObject();
    }

    private static void writeTo(final JsonWriter json, final Message message) {
        if (message == null) {
            json.value((String) null);
            return;
        }
        json.beginObject().put("kind", message.name()).key("fields").beginObject();
        message.fields().forEach(json::put);
        json.endObject().endObject();
    }

    /** Whole lines: the events before it, then the one that differs. A star marks what is not the same. */
    static String text(final Divergence divergence, final DivergenceContext context) {
        final StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, FIELD_LINE, " ", "", "recorded", "replayed"));
        context.before().forEach(event -> append(text, event, false));
        if (context.event() == null) {
            text.append(String.format(
                    Locale.ROOT,
                    FIELD_LINE,
                    "*",
                    "input " + divergence.sequence() + ": " + divergence.field(),
                    divergence.recorded(),
                    divergence.replayed()));
        } else {
            append(text, context.event(), true);
        }
        return text.toString();
    }

    /** @param differs false: what is not there was not looked at, or a crash cut it off */
    private static void append(final StringBuilder text, final ReplayEvent event, final boolean differs) {
        final boolean input = event.stream() == Stream.INPUT;
        text.append(String.format(
                Locale.ROOT,
                FIELD_LINE,
                mark(differs, name(event.recorded()), name(event.replayed())),
                input ? "input " + event.sequence() : "output " + event.sequence() + "/" + event.ordinal(),
                name(event.recorded()),
                name(event.replayed())));
        text.append(String.format(Locale.ROOT, FIELD_LINE, " ", "  time", ReplayPlan.utc(event.timeNs()), "")
                .stripTrailing());
        text.append(System.lineSeparator());
        final Set<String> names = new LinkedHashSet<>(fields(event.recorded()).keySet());
        names.addAll(fields(event.replayed()).keySet());
        for (final String name : names) {
            final String recorded = fields(event.recorded()).getOrDefault(name, NONE);
            final String replayed = fields(event.replayed()).getOrDefault(name, NONE);
            text.append(String.format(
                    Locale.ROOT, FIELD_LINE, mark(differs, recorded, replayed), "  " + name, recorded, replayed));
        }
    }

    private static String mark(final boolean differs, final String recorded, final String replayed) {
        return differs && !recorded.equals(replayed) ? "*" : " ";
    }

    private static String name(final Message message) {
        return message == null ? NONE : message.name();
    }

    private static Map<String, String> fields(final Message message) {
        return message == null ? Map.of() : message.fields();
    }
}
