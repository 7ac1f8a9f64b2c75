package io.tiercel.engine.boot;

import io.tiercel.engine.boot.session.Hang;
import io.tiercel.engine.boot.session.HangResult;
import java.nio.file.Path;

/** The result of a run that ended by a hang, for scripts. */
final class HangText {
    private HangText() {}

    static String json(final HangResult result) {
        final Hang hang = result.hang();
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("hangs", 1)
                .put("thread", hang.thread())
                .put("input", hang.sequence())
                .put("strategy", hang.strategy())
                .put("at", hang.frame())
                .put("standstillNs", hang.standstillNs())
                .put("latchedAt", hang.latchedAt().toString())
                .put("wokeUp", hang.wokeUp());
        json.key("venues").beginArray();
        for (final Hang.Cancelled venue : hang.venues()) {
            json.beginObject().put("name", venue.venue());
            nullable(json, "massCancelNs", venue.requestedNs());
            nullable(json, "nothingOpenNs", venue.settledNs());
            json.endObject();
        }
        json.endArray().put("unreconciled", result.unreconciled());
        json.key("venueLogs").beginArray();
        for (final Path log : result.venueLogs()) {
            json.value(log.toString());
        }
        return json.endArray()
                .put("journal", result.journal().toString())
                .endObject()
                .toString();
    }

    private static void nullable(final JsonWriter json, final String key, final long timeNs) {
        if (timeNs < 0) {
            json.put(key, (String) null);
        } else {
            json.put(key, timeNs);
        }
    }
}
