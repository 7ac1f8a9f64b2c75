package io.tiercel.engine.boot.status;

import io.tiercel.engine.boot.JsonWriter;
import io.tiercel.engine.observe.EngineStatus;
import io.tiercel.engine.observe.FeedFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An engine's status as one JSON object: prices, quantities and money as decimal strings, times in ns. */
public final class StatusText {
    private static final int PRICE_SCALE = 9;

    private StatusText() {}

    /** @param feeds of all lanes that use the engine's media driver */
    public static String json(final EngineStatus status, final List<FeedFigures> feeds) {
        final JsonWriter json = new JsonWriter();
        json.beginObject()
                .put("engine", status.engineId())
                .put("process", status.processId())
                .put("layout", status.layout())
                .put("durability", status.durability())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("startNs", status.startNs())
                .put("currency", status.currency());
        for (final Map.Entry<String, Long> total : status.totals().entrySet()) {
            json.key(total.getKey());
            if (total.getKey().endsWith("Money")) {
                json.value(decimal(total.getValue(), PRICE_SCALE));
            } else {
                json.value(total.getValue());
            }
        }
        books(json, status);
        strategies(json, status);
        orders(json, status);
        json.key("latencyNs").beginObject();
        for (final EngineStatus.Latency latency : status.latencies()) {
            json.key(latency.hop())
                    .beginObject()
                    .put("count", latency.count())
                    .put("p50", latency.p50Ns())
                    .put("p99", latency.p99Ns())
                    .put("p999", latency.p999Ns())
                    .put("max", latency.maxNs())
                    .endObject();
        }
        json.endObject().key("health").beginArray();
        for (final EngineStatus.Health health : status.health()) {
            json.beginObject()
                    .put("name", health.name())
                    .put("text", health.text())
                    .put("good", health.good())
                    .endObject();
        }
        json.endArray();
        FeedText.json(json, feeds);
        return json.endObject().toString();
    }

    private static void books(final JsonWriter json, final EngineStatus status) {
        json.key("books").beginArray();
        for (final EngineStatus.Instrument book : status.instruments()) {
            json.beginObject()
                    .put("instrument", book.symbol())
                    .put("bid", price(book.bidPriceNanos()))
                    .put("bidQuantity", decimal(book.bidQuantity(), book.quantityScale()))
                    .put("ask", price(book.askPriceNanos()))
                    .put("askQuantity", decimal(book.askQuantity(), book.quantityScale()))
                    .put("last", price(book.lastPriceNanos()))
                    .put("feed", book.feed())
                    .endObject();
        }
        json.endArray();
    }

    private static void strategies(final JsonWriter json, final EngineStatus status) {
        json.key("strategies").beginArray();
        for (final EngineStatus.Strategy strategy : status.strategies()) {
            json.beginObject()
                    .put("id", strategy.id())
                    .put("name", strategy.name())
                    .put("state", strategy.state())
                    .put("openOrders", strategy.openOrders())
                    .put("orders", strategy.orders())
                    .put("fills", strategy.fills())
                    .put("refused", strategy.refused())
                    .key("positions")
                    .beginArray();
            for (final EngineStatus.Position position : strategy.positions()) {
                json.beginObject()
                        .put("instrument", position.symbol())
                        .put("quantity", decimal(position.quantity(), position.quantityScale()))
                        .put("realised", decimal(position.realisedMoney(), PRICE_SCALE))
                        .put("unrealised", decimal(position.unrealisedMoney(), PRICE_SCALE))
                        .put("fees", decimal(position.feeMoney(), PRICE_SCALE))
                        .endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    private static void orders(final JsonWriter json, final EngineStatus status) {
        json.key("workingOrders").beginArray();
        for (final EngineStatus.Order order : status.orders()) {
            json.beginObject()
                    .put("orderId", String.valueOf(order.orderId()))
                    .put("strategy", order.strategy())
                    .put("instrument", order.symbol())
                    .put("side", order.side())
                    .put("leavesQuantity", decimal(order.leavesQuantity(), order.quantityScale()))
                    .put("price", price(order.priceNanos()))
                    .put("state", order.state())
                    .endObject();
        }
        json.endArray();
    }

    private static String price(final long nanos) {
        return nanos == Long.MIN_VALUE ? null : decimal(nanos, PRICE_SCALE);
    }

    private static String decimal(final long value, final int scale) {
        final BigDecimal decimal = BigDecimal.valueOf(value, scale).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0).toPlainString() : decimal.toPlainString();
    }
}
