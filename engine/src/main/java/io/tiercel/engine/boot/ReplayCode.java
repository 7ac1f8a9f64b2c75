package io.tiercel.engine.boot;

import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.replay.JournalHead;
import java.util.HexFormat;
import java.util.List;

/**
 * The code that wrote a journal, and the code that replays it. Users' strategies cannot differ: those that run are the
 * journal's own.
 *
 * @param jars users' jars with strategies, out of the journal
 */
record ReplayCode(
        String recordedVersion,
        String recordedHash,
        String runningVersion,
        String runningHash,
        boolean allowed,
        List<StrategyJar> jars) {

    /** @param allowed whether they may differ */
    static ReplayCode of(final JournalHead head, final List<StrategyJar> jars, final boolean allowed) {
        return new ReplayCode(
                head.coreVersion(),
                head.coreHash(),
                EngineCode.runningVersion(),
                HexFormat.of().formatHex(EngineCode.running().sha256()),
                allowed,
                jars);
    }

    boolean same() {
        return recordedHash.equals(runningHash);
    }

    boolean mayRun() {
        return same() || allowed;
    }

    /** In one line, where it may not run. */
    String refusal() {
        return text() + "; replay it with that version, or with --allow-code to see what this one does with it";
    }

    /** In one line, where they differ. */
    String text() {
        return "the journal was written by other code: " + recordedVersion + " " + recordedHash + ", this is "
                + runningVersion + " " + runningHash;
    }

    void writeTo(final JsonWriter json) {
        json.key("code").beginObject();
        side(json.key("recorded"), recordedVersion, recordedHash);
        side(json.key("running"), runningVersion, runningHash);
        json.put("same", same()).put("allowed", allowed).key("strategyJars").beginArray();
        for (final StrategyJar jar : jars) {
            json.beginObject()
                    .put("name", jar.name())
                    .put("sha256", jar.sha256Text())
                    .endObject();
        }
        json.endArray().endObject();
    }

    private static void side(final JsonWriter json, final String version, final String hash) {
        json.beginObject().put("version", version).put("sha256", hash).endObject();
    }
}
