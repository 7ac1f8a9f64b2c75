package io.tiercel.engine.boot;

import io.tiercel.journal.JournalRepair.Cut;
import io.tiercel.journal.JournalRepair.Loss;
import io.tiercel.journal.LostTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a repair of a journal did, in words and as JSON. */
final class RepairReport {
    private RepairReport() {}

    /** A line for each stream that was cut, and for what is lost. */
    static String text(final Path folder, final Loss loss, final List<Path> mended) {
        if (loss.cuts().isEmpty() && loss.lost() == null && mended.isEmpty()) {
            return folder + " is whole: nothing to repair";
        }
        final List<String> lines = new ArrayList<>();
        for (final Path file : mended) {
            lines.add("headers and index of " + file + " are right again; no record was affected");
        }
        for (final Cut cut : loss.cuts()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s end at sequence %d now: %s cut at offset %d of %s%s",
                    cut.stream().folder(),
                    cut.lastSequence(),
                    cut.bytes() == 0 ? "no bytes" : cut.bytes() + " bytes",
                    cut.offset(),
                    cut.file(),
                    cut.kept() == null ? "" : ", kept in " + cut.kept()));
        }
        if (loss.lost() != null) {
            lost(lines, loss.lost());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static void lost(final List<String> lines, final LostTail lost) {
        lines.add(
                lost.lastKnown() == lost.lastInput()
                        ? "no trace of a later input than " + lost.lastInput() + " is left"
                        : "lost are the inputs " + (lost.lastInput() + 1) + " to " + lost.lastKnown() + ", "
                                + lost.inputs() + " of them whole, " + lost.outputs() + " outputs that they led to,"
                                + " and those behind of which there is no trace");
        for (final LostTail.LostOrder order : lost.orders()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "order %d of strategy %d in instrument %d may be at venue %d: its cause, input %d, is lost",
                    order.orderId(),
                    order.strategyId(),
                    order.instrumentId(),
                    order.venueId(),
                    order.cause()));
        }
        lines.add("the next run does not know these orders, nor any that left no trace: ask the venues for open orders"
                + " and executions since; its sequence begins behind " + lost.lastUsed());
    }

    static String json(final Path folder, final Loss loss, final List<Path> mended) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", folder.toString())
                .put("repaired", !loss.cuts().isEmpty() || !mended.isEmpty());
        json.key("mended").beginArray();
        mended.forEach(file -> json.value(file.toString()));
        json.endArray();
        json.key("cuts").beginArray();
        for (final Cut cut : loss.cuts()) {
            json.beginObject()
                    .put("stream", cut.stream().folder())
                    .put("file", cut.file().toString())
                    .put("offset", cut.offset())
                    .put("bytes", cut.bytes())
                    .put("kept", cut.kept() == null ? null : cut.kept().toString())
                    .put("lastSequence", cut.lastSequence())
                    .put("kind", cut.fault() == null ? null : cut.fault().kind().name())
                    .endObject();
        }
        json.endArray();
        if (loss.lost() != null) {
            lost(json.key("lost"), loss.lost());
        }
        return json.endObject().toString();
    }

    private static void lost(final JsonWriter json, final LostTail lost) {
        json.beginObject()
                .put("lastInput", lost.lastInput())
                .put("lastKnown", lost.lastKnown())
                .put("lastUsed", lost.lastUsed())
                .put("inputs", lost.inputs())
                .put("outputs", lost.outputs())
                .key("orders")
                .beginArray();
        for (final LostTail.LostOrder order : lost.orders()) {
            json.beginObject()
                    .put("orderId", String.valueOf(order.orderId()))
                    .put("cause", order.cause())
                    .put("venueId", order.venueId())
                    .put("strategyId", order.strategyId())
                    .put("instrumentId", order.instrumentId())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
