package io.tiercel.engine.boot;

import io.tiercel.codecs.Digest;
import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.reference.EngineCode;
import io.tiercel.engine.boot.session.CoreFactory;
import io.tiercel.engine.boot.session.DisabledStrategies;
import io.tiercel.engine.boot.session.Hang;
import io.tiercel.engine.boot.strategies.StrategyJar;
import io.tiercel.engine.boot.strategies.StrategyJarException;
import io.tiercel.engine.boot.strategies.StrategyJars;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.replay.JournalHead;
import io.tiercel.engine.replay.JournalReplay;
import io.tiercel.engine.replay.ReplayResult;
import io.tiercel.engine.replay.ReplayResult.Divergence;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import io.tiercel.journal.JournalException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Runs a journal through the core again. */
public final class ReplayRunner {
    private ReplayRunner() {}

    /**
     * @param out the result
     * @param err progress
     * @return an {@link ExitCode}
     */
    public static int replay(final ReplayOptions options, final PrintStream out, final PrintStream err) {
        return replay(options, ShippedStrategies::factory, out, err);
    }

    static int replay(
            final ReplayOptions options,
            final Function<String, StrategyFactory> strategies,
            final PrintStream out,
            final PrintStream err) {
        try {
            return replayChecked(options, strategies, out, err);
        } catch (final JournalException noJournal) {
            err.println("tiercel: " + noJournal.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (final StrategyJarException refused) {
            refused.problems().forEach(problem -> err.println("tiercel: the journal's strategy jar: " + problem));
            return ExitCode.BAD_INPUT;
        }
    }

    private static int replayChecked(
            final ReplayOptions options,
            final Function<String, StrategyFactory> strategies,
            final PrintStream out,
            final PrintStream err) {
        final JournalHead head = JournalHead.read(options.journal());
        final String ownHash = HexFormat.of().formatHex(EngineCode.running().sha256());
        if (!head.coreHash().equals(ownHash)) {
            err.println("the journal was written by other code: " + head.coreVersion() + " " + head.coreHash()
                    + ", this is " + EngineCode.runningVersion() + " " + ownHash);
        }
        if (Files.exists(Hang.file(options.journal()))) {
            err.println("the run hung: where its strategy did, the same code hangs again, and Ctrl-C ends it; see "
                    + Hang.file(options.journal()));
        }
        final EngineConfiguration configuration = EngineConfiguration.fromResolved(head.configuration());
        final TradingCore core = CoreFactory.create(configuration, jars(head).orElse(strategies));
        final LongConsumer progress = events -> err.printf(Locale.ROOT, "%,d events%n", events);
        final boolean ahead = configuration.engine().layout() == EngineConfiguration.Layout.FUSED;
        final ReplayResult result = options.verify()
                ? JournalReplay.verify(options.journal(), core, ahead, progress)
                : JournalReplay.run(options.journal(), core, ahead, progress);
        final DisabledStrategies disabled = new DisabledStrategies(configuration.strategies(), core);
        disabled.tell(null, err);
        out.println(options.json() ? json(result, options.verify(), disabled) : text(result, options.verify()));
        return result.equal() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    /** The code that ran, out of the journal itself; the files it came from are not looked at. */
    static StrategyJars jars(final JournalHead head) {
        return StrategyJars.of(head.documents().stream()
                .filter(document -> document.name().startsWith(StrategyJar.DOCUMENTS))
                .map(document -> StrategyJar.of(document.name(), document.bytes()))
                .toList());
    }

    private static String json(final ReplayResult result, final boolean verified, final DisabledStrategies disabled) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("events", result.events())
                .put("outputs", result.outputs())
                .put("unrecorded", result.unrecorded())
                .put("digest", Digest.format(result.digest()));
        if (verified) {
            json.put("equal", result.equal());
        }
        json.key("firstDivergence");
        final Divergence divergence = result.divergence();
        if (divergence == null) {
            json.value((String) null);
        } else {
            json.beginObject()
                    .put("sequence", divergence.sequence())
                    .put("ordinal", divergence.ordinal())
                    .put("field", divergence.field())
                    .put("recorded", divergence.recorded())
                    .put("replayed", divergence.replayed())
                    .endObject();
        }
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
        json.put("fault", result.fault() == null ? null : result.fault().toString());
        return json.put("eventsPerSecond", Math.round(result.eventsPerSecond()))
                .endObject()
                .toString();
    }

    private static String text(final ReplayResult result, final boolean verified) {
        final String verdict = result.equal()
                ? verified ? "equal" : "run, not compared: --verify compares"
                : result.fault() != null
                        ? "the journal is damaged: " + result.fault()
                        : JournalReplay.describe(result.divergence());
        final String failure = result.failure() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the core failed at input %d, %s, by %s%n",
                        result.failure().sequence(),
                        result.equal() ? "as when the journal was written" : "and nothing was run after it",
                        result.failure().by());
        return String.format(
                Locale.ROOT,
                "%s%n%s%,d events, %,d outputs, %,d inputs without recorded outputs, %,.0f events/s, digest %s",
                verdict,
                failure,
                result.events(),
                result.outputs(),
                result.unrecorded(),
                result.eventsPerSecond(),
                Digest.format(result.digest()));
    }
}
