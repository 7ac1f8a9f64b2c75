package io.tiercel.engine.boot;

import io.tiercel.journal.dump.JournalDiff;
import io.tiercel.journal.dump.JournalDiff.Counts;
import io.tiercel.journal.dump.JournalDiff.Difference;
import java.nio.file.Path;
import java.util.Map;

/** What a comparison of two journals found, in words and as JSON. */
final class DiffReport {
    private DiffReport() {}

    static String json(final Path left, final Path right, final JournalDiff.Result result) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("a", left.toString())
                .put("b", right.toString())
                .put("same", result.first() == null && result.fault() == null)
                .key("first");
        final Difference first = result.first();
        if (first == null) {
            json.value((String) null);
        } else {
            json.beginObject()
                    .put("stream", first.stream().folder())
                    .put("sequence", first.sequence())
                    .put("kind", first.kind())
                    .put("field", first.field())
                    .put("a", first.left())
                    .put("b", first.right())
                    .endObject();
        }
        json.key("kinds").beginArray();
        for (final Map.Entry<String, Counts> kind : result.kinds().entrySet()) {
            json.beginObject()
                    .put("kind", kind.getKey())
                    .put("same", kind.getValue().same())
                    .put("different", kind.getValue().different())
                    .put("onlyA", kind.getValue().onlyLeft())
                    .put("onlyB", kind.getValue().onlyRight())
                    .endObject();
        }
        json.endArray().key("fault");
        json.value(result.fault() == null ? null : result.fault().toString());
        return json.endObject().toString();
    }

    static String text(final Path left, final Path right, final JournalDiff.Result result) {
        final StringBuilder text = new StringBuilder("a " + left + System.lineSeparator() + "b " + right);
        final Difference first = result.first();
        if (first == null) {
            text.append(System.lineSeparator())
                    .append(result.fault() == null ? "no difference" : "no difference as far as both can be read");
        } else {
            text.append(System.lineSeparator())
                    .append("first difference: ")
                    .append(first.stream().folder())
                    .append(" sequence ")
                    .append(first.sequence())
                    .append(", ")
                    .append(first.kind())
                    .append(' ')
                    .append(first.field())
                    .append(": a ")
                    .append(first.left() == null ? "nothing" : first.left())
                    .append(", b ")
                    .append(first.right() == null ? "nothing" : first.right());
        }
        for (final Map.Entry<String, Counts> kind : result.kinds().entrySet()) {
            final Counts counts = kind.getValue();
            text.append(System.lineSeparator())
                    .append(kind.getKey())
                    .append(": ")
                    .append(counts.same())
                    .append(" the same, ")
                    .append(counts.different())
                    .append(" different, ")
                    .append(counts.onlyLeft())
                    .append(" only in a, ")
                    .append(counts.onlyRight())
                    .append(" only in b");
        }
        return text.toString();
    }
}
