package io.tiercel.engine.boot.why;

import io.tiercel.engine.boot.JsonWriter;
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
import io.tiercel.engine.replay.story.OrderStory.Parent;
import io.tiercel.engine.replay.story.OrderStory.SignalValue;
import io.tiercel.engine.replay.story.OrderStory.Step;
import io.tiercel.engine.replay.story.OrderTimes.Way;
import java.util.List;

/** An order's story as one JSON object: numbers as they stand in the journal, unrounded. */
public final class WhyJson {
    private final JsonWriter json = new JsonWriter();

    private WhyJson() {}

    public static String of(final OrderStory story, final List<Way> times) {
        return new WhyJson().write(story, times);
    }

    private String write(final OrderStory story, final List<Way> times) {
        json.beginObject()
                .put("orderId", story.target().orderId())
                .put("sequence", story.target().sequence())
                .put("strategy", story.strategy())
                .put(
                        "instrument",
                        story.instrument() == null ? null : story.instrument().symbol())
                .put(
                        "quantityScale",
                        story.instrument() == null ? 0 : story.instrument().quantityScale())
                .put("outcome", story.outcome());
        json.key("cause").beginArray();
        story.cause().forEach(this::message);
        json.endArray();
        parent(story.parent());
        decision("decision", story.decision());
        json.key("steps").beginArray();
        story.steps().forEach(this::step);
        json.endArray();
        json.key("slices").beginArray();
        story.children().forEach(this::child);
        json.endArray();
        effect(story.effect());
        json.key("times").beginArray();
        times.forEach(way -> WhyTimes.write(json, way));
        json.endArray();
        return json.endObject().toString();
    }

    private void effect(final Effect effect) {
        if (effect == null) {
            json.put("effect", null);
            return;
        }
        json.key("effect")
                .beginObject()
                .put("position", effect.position())
                .put("realisedMoney", effect.realisedMoney())
                .put("feeMoney", effect.feeMoney())
                .endObject();
    }

    private void message(final Message message) {
        json.beginObject()
                .put("sequence", message.sequence())
                .put("timeNs", message.timeNs())
                .put("name", message.name())
                .key("fields")
                .beginObject();
        message.fields().forEach(json::put);
        json.endObject().endObject();
    }

    private void parent(final Parent parent) {
        if (parent == null) {
            json.put("parent", null);
            return;
        }
        json.key("parent").beginObject().put("orderId", parent.orderId()).put("timeNs", parent.timeNs());
        caller(parent.caller());
        json.put("request", parent.request()).endObject();
    }

    private void caller(final Caller caller) {
        if (caller == null) {
            json.put("caller", null);
            return;
        }
        json.key("caller")
                .beginObject()
                .put("strategy", caller.method() == null ? null : caller.strategy())
                .put("method", caller.method())
                .put("detail", caller.detail())
                .endObject();
    }

    private void decision(final String key, final Decision decision) {
        if (decision == null) {
            json.put(key, null);
            return;
        }
        json.key(key).beginObject().put("sequence", decision.sequence()).put("timeNs", decision.timeNs());
        caller(decision.caller());
        json.put("request", decision.request());
        book("bookBefore", decision.before());
        book("book", decision.book());
        json.key("signals").beginArray();
        for (final SignalValue signal : decision.signals()) {
            json.beginObject()
                    .put("key", signal.key())
                    .put("ready", signal.ready())
                    .key("value")
                    .value(signal.value())
                    .endObject();
        }
        json.endArray();
        holding("held", decision.holding());
        json.key("checks").beginArray();
        decision.checks().forEach(this::check);
        json.endArray().key("since");
        if (decision.since() == null) {
            json.value((String) null);
        } else {
            message(decision.since());
        }
        json.endObject();
    }

    private void check(final Check check) {
        json.beginObject()
                .put("control", check.control().name())
                .put("passed", check.passed())
                .put("bound", check.bound().name())
                .put("value", check.value())
                .put("limit", check.limitValue())
                .key("margin");
        if (check.margin().isPresent()) {
            json.value(check.margin().getAsLong());
        } else {
            json.value((String) null);
        }
        json.endObject();
    }

    private void book(final String key, final BookView book) {
        if (book == null) {
            json.put(key, null);
            return;
        }
        json.key(key).beginObject();
        levels("bids", book.bids());
        levels("asks", book.asks());
        json.put("lastTradePriceNanos", book.lastTradePriceNanos())
                .put("suspect", book.suspect())
                .put("feedState", book.feedState())
                .endObject();
    }

    private void levels(final String key, final List<Level> levels) {
        json.key(key).beginArray();
        for (final Level level : levels) {
            json.beginObject()
                    .put("priceNanos", level.priceNanos())
                    .put("quantity", level.quantity())
                    .put("orders", level.orderCount())
                    .endObject();
        }
        json.endArray();
    }

    private void holding(final String key, final Holding holding) {
        if (holding == null) {
            json.put(key, null);
            return;
        }
        json.key(key)
                .beginObject()
                .put("position", holding.position())
                .put("openBuyQuantity", holding.openBuyQuantity())
                .put("openSellQuantity", holding.openSellQuantity())
                .put("realisedMoney", holding.realisedMoney())
                .put("feeMoney", holding.feeMoney())
                .endObject();
    }

    private void step(final Step step) {
        json.beginObject().put("from", step.from()).key("message");
        message(step.message());
        caller(step.caller());
        decision("decision", step.decision());
        holding("before", step.before());
        holding("after", step.after());
        json.endObject();
    }

    private void child(final Child child) {
        json.beginObject()
                .put("orderId", child.orderId())
                .put("timeNs", child.timeNs())
                .put("priceNanos", child.priceNanos())
                .put("quantity", child.quantity())
                .put("state", child.state())
                .put("executed", child.executed())
                .endObject();
    }
}
