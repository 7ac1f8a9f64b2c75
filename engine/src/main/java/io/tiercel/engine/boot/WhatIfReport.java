package io.tiercel.engine.boot;

import io.tiercel.codecs.Digest;
import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.engine.boot.WhatIfRunner.Result;
import io.tiercel.engine.boot.WhatIfRunner.Session;
import io.tiercel.engine.boot.configuration.ChangedConfiguration.Change;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import io.tiercel.engine.boot.session.RunResult.Money;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.replay.whatif.OrderComparison;
import io.tiercel.engine.replay.whatif.OrderComparison.Difference;
import io.tiercel.engine.replay.whatif.SentOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What would have been, in words and as JSON. */
final class WhatIfReport {
    private static final int SCALE = 9;
    private static final long BILLION = 1_000_000_000L;
    private static final double MICROS = 1_000.0;

    /** What nobody can know from a journal, and what is assumed in its place. */
    static final List<String> ASSUMPTIONS = List.of(
            "the market does not react: no impact of an order, no trader who would have acted otherwise",
            "books show simulated own orders in place of the recorded ones, but none that would cross them",
            "what recorded orders took of others' is gone from the books, what simulated ones take is not",
            "a resting order waits behind what was at its price, and is filled at its own price",
            "where data is by level, only when the market trades through it; own quantity stays in such books",
            "each order and cancel takes the same time; own orders do not trade with each other",
            "operators' commands and results of analytics lanes come as they were recorded");

    private WhatIfReport() {}

    static String json(final Result result) {
        final JsonWriter json = new JsonWriter()
                .beginObject()
                .put("journal", result.options().journal().toString())
                .put("lastSequence", result.facts().lastSequence())
                .put("ended", result.facts().ended())
                .put(
                        "fault",
                        result.facts().fault() == null
                                ? null
                                : result.facts().fault().toString())
                .key("set")
                .beginArray();
        for (final Change change : result.change().changes()) {
            json.beginObject()
                    .put("key", change.key())
                    .put("before", change.before())
                    .put("after", change.after())
                    .endObject();
        }
        json.endArray()
                .put("latencyNs", result.latencyNs())
                .put("latencySource", result.latencySource().name().toLowerCase(Locale.ROOT));
        counts(json, result.difference());
        json.key("firstDifference");
        difference(json, result);
        RunReport.money(json, "pnlRecorded", result.recorded().money());
        RunReport.money(json, "pnlBefore", result.before().money());
        RunReport.money(json, "pnlAfter", result.after().money());
        session(json.key("recorded"), result.recorded());
        session(json.key("before"), result.before());
        session(json.key("after"), result.after());
        counts(json.key("recordedToBefore").beginObject(), result.modelled());
        json.endObject().key("assumptions").beginArray();
        ASSUMPTIONS.forEach(json::value);
        result.code().writeTo(json.endArray());
        return json.endObject().toString();
    }

    private static void counts(final JsonWriter json, final OrderComparison comparison) {
        json.put("added", comparison.added())
                .put("missing", comparison.missing())
                .put("changed", comparison.changed());
    }

    private static void session(final JsonWriter json, final Session session) {
        json.beginObject()
                .put("inputs", session.outcome().inputs())
                .put("orders", session.outcome().orders().size())
                .put("fills", session.outcome().fills())
                .put("refused", session.outcome().refused())
                .put("digest", Digest.format(session.outcome().digest()));
        RunReport.disabled(json, session.disabled().list());
        json.key("failure");
        if (session.outcome().failure() == null) {
            json.value((String) null);
        } else {
            json.beginObject()
                    .put("sequence", session.outcome().failure().sequence())
                    .put("by", session.outcome().failure().by())
                    .endObject();
        }
        json.endObject();
    }

    private static void difference(final JsonWriter json, final Result result) {
        final Difference first = result.difference().first();
        if (first == null) {
            json.value((String) null);
            return;
        }
        final SentOrder known = first.known();
        json.beginObject()
                .put("kind", first.kind())
                .put("field", first.term() == null ? null : field(first))
                .put("strategy", strategy(result, known))
                .put("causeSequence", known.causeSequence())
                .put("ordinal", known.ordinal())
                .put("timeNs", known.timeNs());
        order(json.key("before"), result.before(), first.before());
        order(json.key("after"), result.after(), first.after());
        json.endObject();
    }

    private static void order(final JsonWriter json, final Session session, final SentOrder order) {
        if (order == null) {
            json.value((String) null);
            return;
        }
        final Instrument instrument = session.core().instruments().get(order.instrumentId());
        final int scale = instrument.quantityScale();
        json.beginObject()
                .put("instrument", instrument.symbol())
                .put("side", order.side().name())
                .put("type", order.type().name())
                .put("price", FixedPoint.format(order.priceNanos(), SCALE))
                .put("quantity", FixedPoint.format(order.quantity(), scale))
                .put("replaces", order.replaceCount())
                .put("lastPrice", FixedPoint.format(order.lastPriceNanos(), SCALE))
                .put("lastQuantity", FixedPoint.format(order.lastQuantity(), scale))
                .put("filled", FixedPoint.format(order.filledQuantity(), scale))
                .endObject();
    }

    static String text(final Result result) {
        final StringBuilder text = new StringBuilder();
        if (!result.code().same()) {
            line(text, "%s; --allow-code let it run", result.code().text());
        }
        line(
                text,
                "journal %s, up to input %d%s",
                result.options().journal(),
                result.facts().lastSequence(),
                result.facts().ended() ? "" : ", where it goes on or broke off");
        if (result.facts().fault() != null) {
            line(text, "it is damaged after that: %s", result.facts().fault());
        }
        if (result.change().changes().isEmpty()) {
            line(text, "nothing is changed");
        }
        for (final Change change : result.change().changes()) {
            line(
                    text,
                    "%s = %s instead of %s",
                    change.key(),
                    Problems.quote(change.after()),
                    change.before() == null ? "the strategy's own default" : Problems.quote(change.before()));
        }
        line(
                text,
                "an order is answered after %.1f us (%s)",
                result.latencyNs() / MICROS,
                switch (result.latencySource()) {
                    case OPTION -> "--latency";
                    case RECORDED -> "the median of the recorded session";
                    case ASSUMED -> "assumed: none was answered in the recorded session";
                });
        line(text, "");
        table(text, result);
        line(text, "");
        line(text, "%s", verdict(result));
        line(text, "");
        line(text, "What such a replay cannot know, and what it assumes:");
        ASSUMPTIONS.forEach(assumption -> line(text, "- %s", assumption));
        return text.toString().stripTrailing();
    }

    private static void table(final StringBuilder text, final Result result) {
        row(text, "", "recorded", "without", "with the change");
        row(text, result, "orders", session -> number(session.outcome().orders().size()));
        row(text, result, "fills", session -> number(session.outcome().fills()));
        row(text, result, "refused", session -> number(session.outcome().refused()));
        final Map<String, Money> currencies = result.before().money();
        for (final String currency : currencies.keySet()) {
            row(text, result, "realised " + currency, session -> money(session, currency, Money::realised));
            row(text, result, "unrealised " + currency, session -> money(session, currency, Money::unrealised));
            row(text, result, "fees " + currency, session -> money(session, currency, Money::fees));
            row(
                    text,
                    result,
                    "P&L " + currency,
                    session -> money(session, currency, money -> money.realised() + money.unrealised() - money.fees()));
        }
        if (!result.complete()) {
            row(
                    text,
                    result,
                    "failed at input",
                    session -> session.outcome().failure() == null
                            ? "-"
                            : String.valueOf(session.outcome().failure().sequence()));
        }
    }

    private static String verdict(final Result result) {
        final OrderComparison difference = result.difference();
        if (difference.equal()) {
            return "no order differs";
        }
        final SentOrder known = difference.first().known();
        return String.format(
                Locale.ROOT,
                "orders: %,d added, %,d missing, %,d changed%n"
                        + "first: %s%s, of %s upon input %d, at %s%n  without %s%n  with    %s",
                difference.added(),
                difference.missing(),
                difference.changed(),
                difference.first().kind(),
                difference.first().term() == null ? "" : " in its " + field(difference.first()),
                strategy(result, known),
                known.causeSequence(),
                Instant.ofEpochSecond(Math.floorDiv(known.timeNs(), BILLION), Math.floorMod(known.timeNs(), BILLION)),
                order(result.before(), difference.first().before()),
                order(result.after(), difference.first().after()));
    }

    private static String order(final Session session, final SentOrder order) {
        if (order == null) {
            return "no such order";
        }
        final Instrument instrument = session.core().instruments().get(order.instrumentId());
        final int scale = instrument.quantityScale();
        return order.side() + " " + FixedPoint.format(order.quantity(), scale) + " " + instrument.symbol()
                + (order.type() == OrderType.MARKET
                        ? " at the market"
                        : " at " + FixedPoint.format(order.priceNanos(), SCALE))
                + (order.replaceCount() == 0
                        ? ""
                        : ", " + order.replaceCount() + " replaces, the last to "
                                + FixedPoint.format(order.lastQuantity(), scale) + " at "
                                + FixedPoint.format(order.lastPriceNanos(), SCALE))
                + ", filled " + FixedPoint.format(order.filledQuantity(), scale);
    }

    private static String strategy(final Result result, final SentOrder order) {
        for (final StrategyConfiguration strategy : result.change().after().strategies()) {
            if (strategy.id() == order.strategyId()) {
                return strategy.name();
            }
        }
        return String.valueOf(order.strategyId());
    }

    /** As in {@code timeInForce}. */
    private static String field(final Difference difference) {
        return switch (difference.term()) {
            case INSTRUMENT -> "instrument";
            case SIDE -> "side";
            case TYPE -> "type";
            case TIME_IN_FORCE -> "timeInForce";
            case POST_ONLY -> "postOnly";
            case PRICE -> "price";
            case QUANTITY -> "quantity";
            case REPLACES -> "replaces";
            case FILLED -> "filled";
        };
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String money(final Session session, final String currency, final Function<Money, Long> part) {
        final Money money = session.money().get(currency);
        return money == null ? "-" : FixedPoint.format(part.apply(money), SCALE);
    }

    private static void row(
            final StringBuilder text, final Result result, final String name, final Function<Session, String> value) {
        row(text, name, value.apply(result.recorded()), value.apply(result.before()), value.apply(result.after()));
    }

    private static void row(
            final StringBuilder text, final String name, final String one, final String two, final String three) {
        line(text, "%-16s %22s %22s %22s", name, one, two, three);
    }

    private static void line(final StringBuilder text, final String format, final Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
