package io.tiercel.engine.boot;

import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalVerifier.Report;
import io.tiercel.journal.JournalVerifier.StreamReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;

/** What a check of a journal found, in words and as JSON. */
final class JournalReport {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private JournalReport() {}

    static String json(final Path folder, final Report report) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", folder.toString())
                .put("journalId", HexFormat.of().toHexDigits(report.journalId()))
                .put(
                        "records",
                        report.streams().stream()
                                .mapToLong(JournalReport::records)
                                .sum())
                .put("ok", report.clean());
        json.key("faults").beginArray();
        report.streams().forEach(stream -> faults(json, stream));
        json.endArray();
        stream(json.key("inputs"), report.inputs());
        stream(json.key("outputs"), report.outputs());
        if (report.telemetry() == null) {
            json.put("telemetry", null);
        } else {
            stream(json.key("telemetry"), report.telemetry());
        }
        return json.endObject().toString();
    }

    private static long records(final StreamReport stream) {
        return stream.records() + stream.recordsBehind();
    }

    private static void faults(final JsonWriter json, final StreamReport stream) {
        for (final JournalFault fault : stream.faults()) {
            write(json.beginObject().put("stream", name(stream)), fault).endObject();
        }
    }

    private static void stream(final JsonWriter json, final StreamReport stream) {
        json.beginObject()
                .put("records", stream.records())
                .put("recordsBehind", stream.recordsBehind())
                .put("firstSequence", stream.firstSequence())
                .put("lastSequence", stream.lastSequence())
                .put("firstTimeNs", stream.firstTimeNs())
                .put("lastTimeNs", stream.lastTimeNs())
                .put("segments", stream.segments())
                .endObject();
    }

    /** Into an object. */
    static JsonWriter write(final JsonWriter json, final JournalFault fault) {
        return json.put("file", fault.file())
                .put("offset", fault.offset())
                .put("sequence", fault.sequence())
                .put("kind", fault.kind().name())
                .put("detail", fault.detail());
    }

    /** One line, or one per fault. */
    static String verdict(final Path folder, final Report report) {
        if (report.clean()) {
            return folder + " is whole: " + report.inputs().records() + " inputs, "
                    + report.outputs().records() + " outputs"
                    + (report.telemetry() == null
                            ? ""
                            : ", " + report.telemetry().records() + " of telemetry");
        }
        final StringBuilder text = new StringBuilder();
        for (final StreamReport stream : report.streams()) {
            for (final JournalFault fault : stream.faults()) {
                text.append(text.length() == 0 ? "" : System.lineSeparator())
                        .append(name(stream))
                        .append(' ')
                        .append(fault);
            }
            if (stream.fault() != null) {
                text.append(System.lineSeparator())
                        .append(name(stream))
                        .append(": ")
                        .append(stream.records())
                        .append(" whole records before the first fault, ")
                        .append(stream.recordsBehind())
                        .append(" behind it");
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
                report.telemetry() == null ? "telemetry none" : text(report.telemetry()),
                verdict(folder, report));
    }

    private static String text(final StreamReport stream) {
        if (stream.records() == 0) {
            return name(stream) + " none";
        }
        return name(stream) + " " + stream.records() + ", sequence " + stream.firstSequence() + " to "
                + stream.lastSequence() + ", " + time(stream.firstTimeNs()) + " to " + time(stream.lastTimeNs())
                + (stream.segments() == 1 ? "" : ", in " + stream.segments() + " segments");
    }

    private static String name(final StreamReport stream) {
        return stream.stream().folder();
    }

    private static Instant time(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND));
    }
}
