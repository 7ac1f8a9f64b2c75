package io.tiercel.engine.boot;

import io.tiercel.engine.book.Book;
import io.tiercel.engine.observe.readmodel.EngineState;
import io.tiercel.engine.observe.readmodel.Holding;
import io.tiercel.engine.observe.readmodel.OpenOrder;
import io.tiercel.engine.observe.readmodel.Prices;
import io.tiercel.engine.observe.readmodel.StrategyState;
import io.tiercel.engine.observe.readmodel.VenueState;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A recorded state as one JSON object. Numbers are whole: prices and money in 1e-9, quantities in their scale. */
final class RecordedJson {
    private final JsonWriter json = new JsonWriter();
    private final Map<Integer, Prices> instruments = new TreeMap<>();

    private RecordedJson() {}

    static String of(final RecordedState state) {
        return new RecordedJson().write(state);
    }

    private String write(final RecordedState state) {
        state.contents().prices().forEach(prices -> instruments.put(prices.instrumentId(), prices));
        json.beginObject()
                .put("journal", state.journal().toString())
                .put("journalId", HexFormat.of().toHexDigits(state.head().journalId()))
                .put("source", state.source().name().toLowerCase(Locale.ROOT))
                .put("reason", textOrNull(state.reason()))
                .put("problem", textOrNull(state.problem()))
                .put("sequence", state.head().sequence())
                .put("timeNs", state.head().timeNs())
                .put("digest", HexFormat.of().toHexDigits(state.head().digest()))
                .put("omitted", state.contents().omitted());
        json.key("journalSequence");
        if (state.span() == null) {
            json.value((String) null).key("inputsAhead").value((String) null);
        } else {
            json.value(state.span().lastSequence()).put("inputsAhead", state.inputsAhead());
        }
        engine(state.contents().engine());
        json.key("strategies").beginArray();
        state.contents().strategies().forEach(this::strategy);
        json.endArray().key("venues").beginArray();
        state.contents().venues().forEach(this::venue);
        json.endArray().key("positions").beginArray();
        state.contents().holdings().forEach(this::holding);
        json.endArray().key("orders").beginArray();
        state.contents().orders().forEach(this::order);
        json.endArray().key("prices").beginArray();
        state.contents().prices().forEach(this::prices);
        return json.endArray().endObject().toString();
    }

    private static String textOrNull(final String text) {
        return text.isEmpty() ? null : text;
    }

    private void engine(final EngineState engine) {
        json.put("engine", engine.engineId())
                .put("inputs", engine.inputs())
                .put("outputs", engine.outputs())
                .put("openOrders", engine.openOrders())
                .put("allKilled", engine.allKilled())
                .put("allHalted", engine.allHalted())
                .put("stopping", engine.stopping())
                .put("journalFull", engine.journalFull())
                .put("journalSlow", engine.journalSlow());
    }

    private void strategy(final StrategyState strategy) {
        json.beginObject()
                .put("id", strategy.id())
                .put("name", strategy.name())
                .put("disabled", strategy.disabled())
                .put("killed", strategy.killed())
                .put("halted", strategy.halted())
                .put("openOrders", strategy.openOrders())
                .put("maxOpenOrders", strategy.maxOpenOrders())
                .put("recentMessages", strategy.recentMessages())
                .put("maxMessagesPerSecond", strategy.maxMessagesPerSecond())
                .endObject();
    }

    private void venue(final VenueState venue) {
        json.beginObject().put("id", venue.id()).put("up", venue.up()).endObject();
    }

    private void holding(final Holding holding) {
        json.beginObject()
                .put("strategy", holding.strategyId())
                .put("instrument", holding.instrumentId())
                .put("known", holding.known())
                .put("quantity", holding.quantity());
        json.key("averagePriceNanos");
        price(RecordedText.averagePriceNanos(holding, instruments.get(holding.instrumentId())));
        json.put("costMoney", holding.costMoney())
                .put("realisedMoney", holding.realisedMoney())
                .put("unrealisedMoney", holding.unrealisedMoney())
                .put("feeMoney", holding.feeMoney())
                .put("openBuyQuantity", holding.openBuyQuantity())
                .put("openSellQuantity", holding.openSellQuantity())
                .put("maxPosition", holding.maxPosition())
                .put("maxOrderQuantity", holding.maxOrderQuantity())
                .put("maxOrderNotionalMoney", holding.maxOrderNotionalMoney())
                .put("priceCollarBasisPoints", holding.priceCollarBasisPoints())
                .endObject();
    }

    private void order(final OpenOrder order) {
        json.beginObject()
                .put("orderId", order.orderId())
                .put("parentOrderId", order.parentOrderId())
                .put("venueToken", order.venueToken())
                .put("venueOrderId", order.venueOrderId())
                .put("strategy", order.strategyId())
                .put("instrument", order.instrumentId())
                .put("venue", order.venueId())
                .put("side", order.side().name())
                .put("type", order.type().name())
                .put("timeInForce", order.timeInForce().name())
                .put("state", order.state().name());
        json.key("priceNanos");
        price(order.priceNanos());
        json.put("quantity", order.quantity())
                .put("filledQuantity", order.filledQuantity())
                .endObject();
    }

    private void prices(final Prices prices) {
        json.beginObject()
                .put("instrument", prices.instrumentId())
                .put("symbol", prices.symbol())
                .put("currency", prices.currency())
                .put("venue", prices.venueId())
                .put("quantityScale", prices.quantityScale())
                .put("multiplier", prices.multiplier())
                .put("status", prices.status().name())
                .put("feed", prices.feed().name())
                .put("suspect", prices.suspect());
        json.key("bidPriceNanos");
        price(prices.bidPriceNanos());
        json.put("bidQuantity", prices.bidQuantity()).key("askPriceNanos");
        price(prices.askPriceNanos());
        json.put("askQuantity", prices.askQuantity()).key("lastTradePriceNanos");
        price(prices.lastTradePriceNanos());
        json.endObject();
    }

    private void price(final long nanos) {
        if (nanos == Book.NO_PRICE) {
            json.value((String) null);
        } else {
            json.value(nanos);
        }
    }
}
