package io.tiercel.engine.boot;

import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalVerifier.Report;
import io.tiercel.journal.JournalVerifier.StreamReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** What a check of a journal found, in words and as JSON. */
final class JournalReport {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private JournalReport() {}

    static String json(final Path folder, final Report report) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", folder.toString())
                .put("journalId", HexFormat.of().toHexDigits(report.journalId()))
                .put("clean", report.clean());
        stream(json.key("inputs"), report.inputs());
        stream(json.key("outputs"), report.outputs());
        return json.endObject().toString();
    }

    private static void stream(final JsonWriter json, final StreamReport stream) {
        json.beginObject()
                .put("records", stream.records())
                .put("firstSequence", stream.firstSequence())
                .put("lastSequence", stream.lastSequence())
                .put("firstTimeNs", stream.firstTimeNs())
                .put("lastTimeNs", stream.lastTimeNs())
                .key("fault");
        final JournalFault fault = stream.fault();
        if (fault == null) {
            json.value((String) null);
        } else {
            write(json, fault);
        }
        json.endObject();
    }

    static void write(final JsonWriter json, final JournalFault fault) {
        json.beginObject()
                .put("kind", fault.kind().name())
                .put("sequence", fault.sequence())
                .put("file", fault.file())
                .put("position", fault.position())
                .put("detail", fault.detail())
                .endObject();
    }

    /** One line, or one per fault. */
    static String verdict(final Path folder, final Report report) {
        if (report.clean()) {
            return folder + " is whole: " + report.inputs().records() + " inputs, "
                    + report.outputs().records() + " outputs";
        }
        final StringBuilder text = new StringBuilder();
        for (final StreamReport stream : new StreamReport[] {report.inputs(), report.outputs()}) {
            if (stream.fault() != null) {
                text.append(text.length() == 0 ? "" : System.lineSeparator())
                        .append(name(stream))
                        .append(" after ")
                        .append(stream.records())
                        .append(" whole records: ")
                        .append(text(stream.fault()));
            }
        }
        return text.toString();
    }

    static String text(final Path folder, final Report report) {
        return String.join(
                System.lineSeparator(),
                "journal " + folder,
                "id " + HexFormat.of().toHexDigits(report.journalId()),
                text(report.inputs()),
                text(report.outputs()),
                verdict(folder, report));
    }

    static String text(final JournalFault fault) {
        return String.format(
                Locale.ROOT,
                "%s at sequence %d, position %x of %s: %s",
                fault.kind(),
                fault.sequence(),
                fault.position(),
                fault.file(),
                fault.detail());
    }

    private static String text(final StreamReport stream) {
        if (stream.records() == 0) {
            return name(stream) + " none";
        }
        return name(stream) + " " + stream.records() + ", sequence " + stream.firstSequence() + " to "
                + stream.lastSequence() + ", " + time(stream.firstTimeNs()) + " to " + time(stream.lastTimeNs());
    }

    private static String name(final StreamReport stream) {
        return stream.stream().folder();
    }

    private static Instant time(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND));
    }
}
