package io.tiercel.engine.boot;

import io.tiercel.codecs.Digest;
import io.tiercel.engine.boot.session.DisabledStrategies;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.journal.JournalFault;
import io.tiercel.journal.JournalSpan;
import java.util.List;
import java.util.Locale;

/** What a replay found, in words and as JSON. */
final class ReplayReport {
    private final ReplayOptions options;
    private final ReplayCode code;
    private final JournalSpan span;
    private final ReplayResult result;

    /** @param span null when it is not known */
    ReplayReport(
            final ReplayOptions options, final ReplayCode code, final JournalSpan span, final ReplayResult result) {
        this.options = options;
        this.code = code;
        this.span = span;
        this.result = result;
    }

    /** Of a journal that is damaged before anything can be run. */
    static String json(final JournalFault fault, final boolean verified) {
        final JsonWriter json = new JsonWriter().beginObject().put("events", 0).put("outputs", 0);
        if (verified) {
            json.put("equal", false);
        }
        faults(json, List.of(fault));
        return json.endObject().toString();
    }

    String json(final DisabledStrategies disabled) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("events", result.events())
                .put("outputs", result.outputs())
                .put("unrecorded", result.unrecorded())
                .put("digest", Digest.format(result.digest()));
        if (options.verify()) {
            json.put("equal", result.equal());
        }
        divergence(json.key("firstDivergence"));
        RunReport.disabled(json, disabled.list());
        json.key("failure");
        if (result.failure() == null) {
            json.value((String) null);
        } else {
            json.beginObject()
                    .put("sequence", result.failure().sequence())
                    .put("by", result.failure().by())
                    .endObject();
        }
        faults(json, result.faults());
        json.key("range")
                .beginObject()
                .put("from", options.from().map(ReplayPoint::text).orElse(null))
                .put("to", options.to().map(ReplayPoint::text).orElse(null))
                .put("skippedBefore", result.coverage().skipped());
        json.key("skippedAfter");
        if (span == null) {
            json.value((String) null);
        } else {
            json.value(notRun());
        }
        json.endObject().put("stopped", result.coverage().stopped());
        code.writeTo(json);
        return json.put("eventsPerSecond", Math.round(result.eventsPerSecond()))
                .endObject()
                .toString();
    }

    String nothingInRange() {
        return ReplayPlan.nothingIn(options, span);
    }

    private void divergence(final JsonWriter json) {
        final Divergence divergence = result.divergence();
        if (divergence == null) {
            json.value((String) null);
            return;
        }
        json.beginObject()
                .put("sequence", divergence.sequence())
                .put("ordinal", divergence.ordinal())
                .put("field", divergence.field())
                .put("recorded", divergence.recorded())
                .put("replayed", divergence.replayed());
        DivergenceReport.writeTo(json, result.context());
        json.endObject();
    }

    private static void faults(final JsonWriter json, final List<JournalFault> faults) {
        json.key("faults").beginArray();
        faults.forEach(fault -> JournalReport.write(json.beginObject(), fault).endObject());
        json.endArray();
    }

    /** Several lines, without the end of the last one. */
    String text() {
        final StringBuilder text = new StringBuilder();
        if (!code.same()) {
            line(text, code.text() + "; --allow-code let it run");
        }
        line(text, verdict());
        if (result.divergence() != null) {
            text.append(DivergenceReport.text(result.divergence(), result.context()));
        }
        if (result.failure() != null) {
            line(
                    text,
                    "the core failed at input " + result.failure().sequence() + ", "
                            + (result.equal() ? "as when the journal was written" : "and nothing was run after it")
                            + ", by "
                            + result.failure().by());
        }
        if (options.ranged() || result.coverage().stopped()) {
            line(text, range());
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%,d events, %,d outputs, %,d inputs without recorded outputs, %,.0f events/s, digest %s",
                        result.events(),
                        result.outputs(),
                        result.unrecorded(),
                        result.eventsPerSecond(),
                        Digest.format(result.digest())))
                .toString();
    }

    private String verdict() {
        if (result.divergence() != null) {
            return JournalReplay.describe(result.divergence());
        }
        if (!result.faults().isEmpty()) {
            return "the journal is damaged: " + result.faults().get(0);
        }
        return (options.verify() ? "equal" : "run, not compared: --verify compares")
                + (result.coverage().stopped()
                        ? " up to input " + result.coverage().lastSequence()
                        : "");
    }

    private String range() {
        return String.format(
                Locale.ROOT,
                "%s%,d inputs before the range were run and not %s, %s after input %d were not run",
                result.coverage().stopped() ? "stopped: " : "",
                result.coverage().skipped(),
                options.verify() ? "compared" : "counted",
                span == null ? "those" : String.format(Locale.ROOT, "%,d", notRun()),
                result.coverage().lastSequence());
    }

    private long notRun() {
        final long last = result.coverage().lastSequence();
        return Math.max(0, span.lastSequence() - (last == 0 ? span.firstSequence() - 1 : last));
    }

    private static void line(final StringBuilder text, final String line) {
        text.append(line).append(System.lineSeparator());
    }
}
