package io.tiercel.engine.boot.why;

import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.replay.story.OrderQuery;
import io.tiercel.engine.replay.story.OrderStory;
import io.tiercel.engine.replay.story.OrderStory.BookView;
import io.tiercel.engine.replay.story.OrderStory.Caller;
import io.tiercel.engine.replay.story.OrderStory.Check;
import io.tiercel.engine.replay.story.OrderStory.Child;
import io.tiercel.engine.replay.story.OrderStory.Decision;
import io.tiercel.engine.replay.story.OrderStory.Effect;
import io.tiercel.engine.replay.story.OrderStory.Holding;
import io.tiercel.engine.replay.story.OrderStory.Level;
import io.tiercel.engine.replay.story.OrderStory.Message;
import io.tiercel.engine.replay.story.OrderStory.SignalValue;
import io.tiercel.engine.replay.story.OrderStory.Step;
import io.tiercel.engine.replay.story.OrderTimes.Way;
import io.tiercel.engine.risk.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An order's story for a person, in at most 100 columns. */
public final class WhyText {
    private static final int COLUMNS = 100;
    private static final int SHOWN_MESSAGES = 12;
    private static final int SHOWN_CHILDREN = 40;
    /** From the beginning, and as many from the end. */
    private static final int SHOWN_STEPS = 20;

    /** The order and its first replaces. */
    private static final int SHOWN_WAYS = 5;

    private static final int STEP_INDENT = 18;
    /** Of these the numbers tell something even when the control passed. */
    private static final Set<RiskReason> TELLING =
            Set.of(RiskReason.OUTPUT_CAPACITY, RiskReason.NO_REFERENCE_PRICE, RiskReason.STOPPING);

    /** Said elsewhere, or of no use to a person. */
    private static final Set<String> LEFT_OUT = Set.of(
            "venueId",
            "strategyId",
            "instrumentId",
            "orderId",
            "parentOrderId",
            "firmId",
            "accountId",
            "sessionId",
            "inboundSequence",
            "executionId",
            "venueTimeNs",
            "feedId",
            "packetSequence",
            "templateId",
            "reserved");

    private final StringBuilder text = new StringBuilder();
    private final OrderStory story;
    private final List<Way> times;
    private final Units units;
    private long zeroNs;

    private WhyText(final OrderStory story, final List<Way> times) {
        this.story = story;
        this.times = times;
        units = new Units(story.instrument());
    }

    public static String of(final OrderStory story, final List<Way> times) {
        return new WhyText(story, times).write();
    }

    private String write() {
        final Message first =
                story.steps().isEmpty() ? null : story.steps().get(0).message();
        zeroNs = story.decision() == null ? story.lastNs() : story.decision().timeNs();
        head(first);
        cause();
        if (story.decision() != null) {
            parent();
            decision(story.decision());
        }
        children();
        steps();
        effect();
        times();
        return text.toString().stripTrailing();
    }

    private void head(final Message first) {
        final long orderId = story.target().orderId();
        line(
                0,
                "order " + (orderId == 0 ? "without an id" : orderId + " (" + OrderQuery.parts(orderId) + ")") + " of "
                        + story.strategy() + ": " + story.outcome());
        if (first != null) {
            line(2, first.name() + instrument() + " " + fields(first));
        }
    }

    private String instrument() {
        return story.instrument() == null ? "" : " " + story.instrument().symbol();
    }

    private void cause() {
        final List<Message> messages = story.cause();
        if (messages.isEmpty()) {
            return;
        }
        final Message last = messages.get(messages.size() - 1);
        final String packet = last.fields().get("packetSequence");
        title("cause");
        line(
                2,
                (packet == null
                                ? "input "
                                : "packet " + packet + " of feed "
                                        + last.fields().get("feedId") + ", input ")
                        + last.sequence() + ", " + Units.time(last.timeNs()));
        final int begin = origin(messages.get(0)) ? 1 : 0;
        final int from = Math.max(begin, messages.size() - SHOWN_MESSAGES);
        if (from > begin) {
            line(4, from - begin + " messages before these");
        }
        for (final Message message : messages.subList(from, messages.size())) {
            line(4, message.sequence() + "  " + message.name() + "  " + fields(message));
        }
    }

    /** Whether the message says which packet of the exchange this one came from. */
    private boolean origin(final Message first) {
        final String venueSequence = first.fields().get("venueSequence");
        if (venueSequence != null) {
            line(
                    4,
                    "the exchange's packet " + venueSequence + " of channel "
                            + first.fields().get("channelId") + ", received "
                            + Units.time(Long.parseLong(first.fields().get("receiveTimeNs"))));
        }
        return venueSequence != null;
    }

    private void parent() {
        if (story.parent() != null) {
            title("parent " + story.parent().orderId() + " ("
                    + OrderQuery.parts(story.parent().orderId()) + ")");
            line(
                    2,
                    Units.time(story.parent().timeNs()) + "  "
                            + caller(story.parent().caller()) + ": "
                            + story.parent().request());
        }
    }

    private void decision(final Decision decision) {
        title("book" + instrument());
        books(decision);
        title("decided");
        line(2, caller(decision.caller()) + (decision.request().isEmpty() ? "" : ": " + decision.request()));
        for (final SignalValue signal : decision.signals()) {
            line(4, "signal " + signal.key() + " = " + (signal.ready() ? signal.value() : "not ready"));
        }
        if (decision.holding() != null) {
            line(
                    4,
                    "held " + holding(decision.holding()) + ", open to buy "
                            + units.quantity(decision.holding().openBuyQuantity()) + ", to sell "
                            + units.quantity(decision.holding().openSellQuantity()));
        }
        title("controls, in their order");
        checks(2, decision.checks());
        since(2, decision);
    }

    private void books(final Decision decision) {
        final BookView before = decision.before();
        final BookView now = decision.book();
        if (now == null) {
            line(2, "no such instrument");
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "  %-46s %s%n",
                story.cause().size() == 1 ? "before the input" : "before the packet",
                "as decided on"));
        int depth = Math.max(1, Math.max(now.bids().size(), now.asks().size()));
        if (before != null) {
            depth = Math.max(depth, Math.max(before.bids().size(), before.asks().size()));
        }
        for (int i = 0; i < depth; i++) {
            text.append(String.format(Locale.ROOT, "  %-46s %s", before == null ? "" : row(before, i), row(now, i))
                            .stripTrailing())
                    .append(System.lineSeparator());
        }
        line(
                2,
                "last trade " + Units.price(now.lastTradePriceNanos()) + ", feed " + now.feedState()
                        + (now.suspect() ? ", suspect" : ""));
    }

    private String row(final BookView book, final int index) {
        final Level bid = index < book.bids().size() ? book.bids().get(index) : null;
        final Level ask = index < book.asks().size() ? book.asks().get(index) : null;
        return String.format(
                Locale.ROOT,
                "%9s %11s  %-11s %s",
                bid == null ? "" : units.quantity(bid.quantity()),
                bid == null ? "-" : Units.price(bid.priceNanos()),
                ask == null ? "-" : Units.price(ask.priceNanos()),
                ask == null ? "" : units.quantity(ask.quantity()));
    }

    private void checks(final int indent, final List<Check> checks) {
        text.append(" ".repeat(indent))
                .append(String.format(
                        Locale.ROOT, "%-4s %-22s %20s %20s %20s%n", "", "control", "value", "limit", "margin"));
        for (final Check check : checks) {
            final boolean shown = !check.passed() || check.bound() != Bound.STATE || TELLING.contains(check.control());
            final String margin = check.margin().isPresent()
                    ? units.value(check.control(), check.margin().getAsLong())
                    : "";
            text.append(" ".repeat(indent))
                    .append(String.format(
                                    Locale.ROOT,
                                    "%-4s %-22s %20s %20s %20s",
                                    check.passed() ? "ok" : "NO",
                                    check.control(),
                                    shown ? units.value(check) : "",
                                    shown ? units.limit(check) : "",
                                    margin)
                            .stripTrailing())
                    .append(System.lineSeparator());
        }
    }

    private void since(final int indent, final Decision decision) {
        final Message since = decision.since();
        if (since != null) {
            final Check refused = decision.checks().get(decision.checks().size() - 1);
            final String fields = fields(since, Set.of("reserved"));
            line(
                    indent,
                    refused.control() + " since input " + since.sequence() + ", " + Units.time(since.timeNs()) + " ("
                            + Units.since(decision.timeNs() - since.timeNs()).substring(1) + " before): "
                            + since.name()
                            + (fields.isEmpty() ? "" : " " + fields));
        }
    }

    private void children() {
        if (story.children().isEmpty()) {
            return;
        }
        title("slices");
        final int from = Math.max(0, story.children().size() - SHOWN_CHILDREN);
        if (from > 0) {
            line(2, from + " slices before these");
        }
        for (final Child child : story.children().subList(from, story.children().size())) {
            line(
                    2,
                    String.format(Locale.ROOT, "%-12s ", Units.since(child.timeNs() - zeroNs)) + child.orderId() + "  "
                            + units.field("quantity", child.quantity()) + " at "
                            + units.field("priceNanos", child.priceNanos()) + "  " + child.state() + ", executed "
                            + units.field("quantity", child.executed()));
        }
    }

    private void steps() {
        title("what followed, from the time of the cause");
        final int count = story.steps().size();
        for (int i = 0; i < count; i++) {
            if (i == SHOWN_STEPS && count > 2 * SHOWN_STEPS) {
                line(2, "… " + (count - 2 * SHOWN_STEPS) + " more; --json has them all …");
                i = count - SHOWN_STEPS;
            }
            step(story.steps().get(i));
        }
    }

    private void step(final Step step) {
        final Message message = step.message();
        final String way = step.from().equals("venue") ? "<-" : step.from().equals("engine") ? "->" : "  ";
        final String by =
                step.caller() == null || message.name().equals("NewOrder") ? "" : " (" + caller(step.caller()) + ")";
        final String since = Units.since(message.timeNs() - zeroNs);
        line(
                2,
                String.format(Locale.ROOT, "%-12s %s %-15s ", since, way, message.name())
                        + fields(message)
                        + venueTime(message)
                        + by);
        if (step.after() != null && step.before() != null) {
            line(
                    STEP_INDENT,
                    "position " + units.quantity(step.before().position()) + " to "
                            + units.quantity(step.after().position()) + ", realised "
                            + Units.money(
                                    step.after().realisedMoney() - step.before().realisedMoney()) + ", fees "
                            + Units.money(
                                    step.after().feeMoney() - step.before().feeMoney()));
        }
        if (step.decision() != null) {
            final List<Check> asked = step.decision().checks();
            if (asked.stream().allMatch(Check::passed)) {
                line(STEP_INDENT, "all " + asked.size() + " controls passed");
            } else {
                checks(2, asked);
                since(STEP_INDENT, step.decision());
            }
        }
    }

    private String venueTime(final Message message) {
        final String venueTimeNs = message.fields().get("venueTimeNs");
        return venueTimeNs == null || venueTimeNs.equals("0")
                ? ""
                : ", venue's time " + Units.since(Long.parseLong(venueTimeNs) - zeroNs);
    }

    private void effect() {
        final Effect effect = story.effect();
        if (effect != null) {
            title("effect of its fills");
            line(
                    2,
                    "position " + signed(units.quantity(effect.position())) + ", realised "
                            + signed(Units.money(effect.realisedMoney())) + ", fees "
                            + signed(Units.money(effect.feeMoney())));
        }
    }

    private void times() {
        if (!times.isEmpty()) {
            title("times of each hop: since it was received, and since the line before");
            for (final Way way : times.subList(0, Math.min(SHOWN_WAYS, times.size()))) {
                WhyTimes.lines(story.target().orderId(), way).forEach(line -> line(2, line));
            }
            if (times.size() > SHOWN_WAYS) {
                line(2, "… " + (times.size() - SHOWN_WAYS) + " replaces more; --json has them all …");
            }
        }
    }

    private static String signed(final String number) {
        return number.startsWith("-") ? number : "+" + number;
    }

    private String holding(final Holding holding) {
        return "position " + units.quantity(holding.position()) + ", realised " + Units.money(holding.realisedMoney())
                + ", fees " + Units.money(holding.feeMoney());
    }

    private static String caller(final Caller caller) {
        return caller.method() == null
                ? "the engine itself"
                : caller.strategy() + "." + caller.method() + (caller.detail().isEmpty() ? "" : " " + caller.detail());
    }

    private String fields(final Message message) {
        return fields(message, LEFT_OUT);
    }

    private String fields(final Message message, final Set<String> leftOut) {
        final StringBuilder fields = new StringBuilder();
        for (final Map.Entry<String, String> field : message.fields().entrySet()) {
            if (field.getKey().equals("flags")) {
                if (message.fields().containsKey("orderType")
                        && !field.getValue().equals("0x0")) {
                    fields.append(", post only");
                }
            } else if (!leftOut.contains(field.getKey())) {
                fields.append(fields.length() == 0 ? "" : ", ")
                        .append(field.getKey().replaceFirst("Nanos$", ""))
                        .append(' ')
                        .append(value(message, field.getKey(), field.getValue()));
            }
        }
        return fields.toString();
    }

    /** Value and limit of a refusal are in the unit of what refused. */
    private String value(final Message message, final String name, final String value) {
        final boolean limit = name.equals("limitValue");
        if (!message.name().equals("RiskRejected") || (!limit && !name.equals("value"))) {
            return units.field(name, value);
        }
        final RiskReason reason = RiskReason.valueOf(message.fields().get("reason"));
        return limit ? units.limit(reason, Long.parseLong(value)) : units.value(reason, Long.parseLong(value));
    }

    private void title(final String title) {
        text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    }

    /** Breaks at blanks; what follows the first line stands further in. */
    private void line(final int indent, final String content) {
        int column = indent;
        text.append(" ".repeat(indent));
        boolean begun = false;
        for (final String word : content.split("(?<=\\S)(?= \\S)")) {
            if (begun && column + word.length() > COLUMNS) {
                text.append(System.lineSeparator()).append(" ".repeat(indent + 4));
                column = indent + 4;
                text.append(word.stripLeading());
                column += word.stripLeading().length();
            } else {
                text.append(word);
                column += word.length();
            }
            begun = true;
        }
        text.append(System.lineSeparator());
    }
}
