package io.tiercel.engine.boot;

import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalRepair.Cut;
import io.tiercel.journal.JournalVerifier.Report;
import io.tiercel.journal.JournalVerifier.StreamReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a check of a journal found, in words and as JSON. */
final class JournalReport {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private JournalReport() {}

    static String json(final Path folder, final Report report) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", folder.toString())
                .put("journalId", HexFormat.of().toHexDigits(report.journalId()))
                .put("records", records(report.inputs()) + records(report.outputs()))
                .put("ok", report.clean());
        json.key("faults").beginArray();
        faults(json, report.inputs());
        faults(json, report.outputs());
        json.endArray();
        stream(json.key("inputs"), report.inputs());
        stream(json.key("outputs"), report.outputs());
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
                .endObject();
    }

    /** What a repair did, in words: a line for each stream that was cut. */
    static String text(final Path folder, final List<Cut> cuts) {
        if (cuts.isEmpty()) {
            return folder + " is whole: nothing to repair";
        }
        return cuts.stream()
                .map(cut -> String.format(
                        Locale.ROOT,
                        "%s end at sequence %d now: %s cut at offset %d of %s%s",
                        cut.stream().folder(),
                        cut.lastSequence(),
                        cut.bytes() == 0 ? "no bytes" : cut.bytes() + " bytes",
                        cut.offset(),
                        cut.file(),
                        cut.kept() == null ? "" : ", kept in " + cut.kept()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    static String json(final Path folder, final List<Cut> cuts) {
        final JsonWriter json =
                new JsonWriter().beginObject().put("journal", folder.toString()).put("repaired", !cuts.isEmpty());
        json.key("cuts").beginArray();
        for (final Cut cut : cuts) {
            json.beginObject()
                    .put("stream", cut.stream().folder())
                    .put("file", cut.file().toString())
                    .put("offset", cut.offset())
                    .put("bytes", cut.bytes())
                    .put("kept", cut.kept() == null ? null : cut.kept().toString())
                    .put("lastSequence", cut.lastSequence())
                    .put("kind", cut.fault().kind().name())
                    .endObject();
        }
        return json.endArray().endObject().toString();
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
                    + report.outputs().records() + " outputs";
        }
        final StringBuilder text = new StringBuilder();
        for (final StreamReport stream : new StreamReport[] {report.inputs(), report.outputs()}) {
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
                verdict(folder, report));
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
