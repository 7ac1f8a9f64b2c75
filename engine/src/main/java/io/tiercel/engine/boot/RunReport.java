package io.tiercel.engine.boot;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.FixedPoint;
import io.tiercel.engine.boot.session.DisabledStrategies.Disabled;
import io.tiercel.engine.boot.session.Readiness;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.session.RunResult.Holding;
import io.tiercel.engine.boot.session.RunResult.Money;
import io.tiercel.engine.boot.status.FeedText;
import io.tiercel.engine.observe.Hop;
import io.tiercel.engine.strategy.StrategyFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/** A run's result for people and for scripts. */
final class RunReport {
    private static final int MONEY_SCALE = 9;
    private static final double MICROS = 1e3;

    private RunReport() {}

    static String json(final RunResult result) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("events", result.events())
                .put("orders", result.orders())
                .put("notSent", result.notSent())
                .put("fills", result.fills())
                .put("rejects", result.rejects())
                .put("unreconciled", result.unreconciled());
        if (result.venueLogs().size() == 1) {
            json.put("venueLog", result.venueLogs().get(0).toString());
        } else {
            json.key("venueLog").beginArray();
            for (final Path log : result.venueLogs()) {
                json.value(log.toString());
            }
            json.endArray();
        }
        json.key("notCompared").beginArray();
        result.notCompared().forEach(json::value);
        json.endArray();
        json.key("positions").beginArray();
        for (final Holding holding : result.positions()) {
            json.beginObject()
                    .put("strategy", holding.strategy())
                    .put("instrument", holding.instrument())
                    .put("quantity", FixedPoint.format(holding.quantity(), holding.scale()))
                    .endObject();
        }
        json.endArray();
        disabled(json, result.disabled());
        money(json, "pnl", result.money());
        json.put("digest", Digest.format(result.digest()))
                .put("journal", result.journal().toString())
                .put("durability", result.durability());
        json.key("latencyNs").beginObject();
        for (final Map.Entry<Hop, Histogram> hop : result.metrics().histograms().entrySet()) {
            latency(json, hop.getKey().label(), hop.getValue());
        }
        json.endObject().key("counters").beginObject();
        result.counters().forEach((counter, value) -> json.put(counter.label(), value));
        json.endObject().key("allocatedBytes").beginObject();
        result.allocatedBytes().forEach(json::put);
        json.endObject();
        start(json, result);
        FeedText.json(json, result.feeds());
        return json.endObject().toString();
    }

    private static void latency(final JsonWriter json, final String name, final Histogram histogram) {
        json.key(name)
                .beginObject()
                .put("p50", histogram.getValueAtPercentile(50))
                .put("p99", histogram.getValueAtPercentile(99))
                .put("p999", histogram.getValueAtPercentile(99.9))
                .put("max", histogram.getMaxValue())
                .put("count", histogram.getTotalCount())
                .endObject();
    }

    private static void start(final JsonWriter json, final RunResult result) {
        final Readiness readiness = result.readiness();
        if (readiness == null) {
            return;
        }
        json.key("start")
                .beginObject()
                .put("toReadyMs", readiness.toReadyMs())
                .put("warmUpMs", readiness.warmUpMs())
                .put("warmUpInputs", readiness.warmUpInputs())
                .put("warmUpOrders", readiness.warmUpOrders());
        latency(json, "firstTicksToTrade", result.metrics().firstTicksToTrade());
        latency(json, "laterTicksToTrade", result.metrics().laterTicksToTrade());
        if (readiness.deoptimisations() == null) {
            json.put("deoptimisations", (String) null);
        } else {
            json.key("deoptimisations").beginObject();
            readiness.deoptimisations().forEach((place, count) -> json.put(place, (long) count));
            json.endObject();
        }
        json.endObject();
    }

    /** Also of a replay. */
    static void disabled(final JsonWriter json, final List<Disabled> strategies) {
        json.key("disabledStrategies").beginArray();
        for (final Disabled disabled : strategies) {
            final StrategyFailure failure = disabled.failure();
            json.beginObject()
                    .put("strategy", disabled.strategy())
                    .put("sequence", failure.sequence())
                    .put("method", failure.method())
                    .put("exception", failure.exceptionClass().isEmpty() ? null : failure.exceptionClass())
                    .endObject();
        }
        json.endArray();
    }

    /** One currency gives one object; several give one each, in an array. */
    static void money(final JsonWriter json, final String key, final SortedMap<String, Money> byCurrency) {
        final boolean single = byCurrency.size() == 1;
        json.key(key);
        if (!single) {
            json.beginArray();
        }
        byCurrency.forEach((currency, money) -> json.beginObject()
                .put("realised", FixedPoint.format(money.realised(), MONEY_SCALE))
                .put("unrealised", FixedPoint.format(money.unrealised(), MONEY_SCALE))
                .put("fees", FixedPoint.format(money.fees(), MONEY_SCALE))
                .put("currency", currency)
                .endObject());
        if (!single) {
            json.endArray();
        }
    }

    static String text(final RunResult result) {
        final StringBuilder text = new StringBuilder();
        line(text, "events", String.format(Locale.ROOT, "%,d", result.events()));
        line(
                text,
                "orders",
                String.format(
                        Locale.ROOT,
                        "%,d sent, %,d fills, %,d refused or rejected%s",
                        result.orders(),
                        result.fills(),
                        result.rejects(),
                        result.notSent() == 0
                                ? ""
                                : String.format(Locale.ROOT, ", %,d could not be sent", result.notSent())));
        for (final Holding holding : result.positions()) {
            line(
                    text,
                    "position",
                    holding.strategy() + " " + FixedPoint.format(holding.quantity(), holding.scale()) + " "
                            + holding.instrument());
        }
        for (final Disabled disabled : result.disabled()) {
            line(
                    text,
                    "disabled",
                    String.format(
                            Locale.ROOT,
                            "%s, at input %,d: %s",
                            disabled.strategy(),
                            disabled.failure().sequence(),
                            disabled.failure().text()));
        }
        result.money().forEach((currency, money) -> line(text, "P&L " + currency, pnl(money)));
        result.metrics().histograms().forEach((hop, histogram) -> {
            // On virtual time nobody measures stages.
            if (histogram.getTotalCount() > 0) {
                line(text, hop.label(), latency(histogram));
            }
        });
        result.counters().forEach((counter, value) -> {
            if (value != 0 && counter.worthALook()) {
                line(text, "look at", String.format(Locale.ROOT, "%,d %s", value, counter.plainName()));
            }
        });
        result.feeds().forEach(feed -> FeedText.worthALook(feed).forEach(each -> line(text, "look at", each)));
        end(text, result);
        return text.toString().stripTrailing();
    }

    private static void end(final StringBuilder text, final RunResult result) {
        line(text, "unreconciled", String.valueOf(result.unreconciled()));
        line(text, "digest", Digest.format(result.digest()));
        line(text, "journal", result.journal().toString());
        line(text, "durability", result.durability());
        result.notCompared()
                .forEach(venue -> line(
                        text,
                        "not compared",
                        venue + ", a process of its own: venues." + venue + ".log names no log of it"));
        result.venueLogs().forEach(log -> line(text, "venue log", log.toString()));
        result.allocatedBytes()
                .forEach((thread, bytes) -> line(text, "allocated", bytes + " bytes after warm-up by " + thread));
        if (result.readiness() != null) {
            line(text, "start", start(result.readiness()));
        }
    }

    private static String start(final Readiness readiness) {
        final String ready = String.format(Locale.ROOT, "ready after %.1f s, ", readiness.toReadyMs() / MICROS);
        if (readiness.warmUpMs() == 0) {
            return ready + "no warm-up";
        }
        return ready
                + (readiness.deoptimisations() == null
                        ? "deoptimisations were not counted"
                        : readiness.deoptimisationCount() + " deoptimisations since");
    }

    private static String pnl(final Money money) {
        return "realised " + FixedPoint.format(money.realised(), MONEY_SCALE) + ", unrealised "
                + FixedPoint.format(money.unrealised(), MONEY_SCALE) + ", fees "
                + FixedPoint.format(money.fees(), MONEY_SCALE);
    }

    private static String latency(final Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us (%,d)",
                histogram.getValueAtPercentile(50) / MICROS,
                histogram.getValueAtPercentile(99) / MICROS,
                histogram.getValueAtPercentile(99.9) / MICROS,
                histogram.getMaxValue() / MICROS,
                histogram.getTotalCount());
    }

    private static void line(final StringBuilder text, final String name, final String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
    }
}
