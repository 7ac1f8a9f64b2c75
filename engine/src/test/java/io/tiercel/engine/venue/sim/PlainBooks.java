package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.marketdata.L3AddDecoder;
import io.tiercel.codecs.marketdata.L3CancelDecoder;
import io.tiercel.codecs.marketdata.L3ClearDecoder;
import io.tiercel.codecs.marketdata.L3DeleteDecoder;
import io.tiercel.codecs.marketdata.L3ExecuteDecoder;
import io.tiercel.codecs.marketdata.L3ModifyDecoder;
import io.tiercel.codecs.marketdata.L3ReplaceDecoder;
import io.tiercel.codecs.types.MessageHeaderDecoder;
import io.tiercel.codecs.types.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Orders by instrument, side and price, in their ranks, kept the slow way; and what traded. */
public final class PlainBooks {
    private record Place(int instrument, boolean buys, long price) {}

    private static final class Resting {
        final Place place;
        long quantity;

        Resting(final Place place, final long quantity) {
            this.place = place;
            this.quantity = quantity;
        }
    }

    private final Map<Long, Resting> orders = new HashMap<>();
    private final Map<Integer, Map<Boolean, TreeMap<Long, List<Resting>>>> books = new TreeMap<>();
    /** Instrument, match and quantity of each trade since it was asked last. */
    private final List<String> trades = new ArrayList<>();

    void add(final long id, final int instrument, final boolean buys, final long price, final long quantity) {
        final Resting order = new Resting(new Place(instrument, buys, price), quantity);
        require(orders.put(id, order) == null, "order " + id + " is there already");
        books.computeIfAbsent(instrument, key -> new HashMap<>())
                .computeIfAbsent(buys, key -> new TreeMap<>())
                .computeIfAbsent(price, key -> new ArrayList<>())
                .add(order);
    }

    void execute(final long id, final long quantity, final long match) {
        trades.add(orders.get(id).place.instrument + " " + match + " " + quantity);
        reduce(id, quantity);
    }

    void reduce(final long id, final long quantity) {
        final Resting order = orders.get(id);
        require(order != null && order.quantity >= quantity, "order " + id + " has not that much");
        order.quantity -= quantity;
        if (order.quantity == 0) {
            remove(id);
        }
    }

    void remove(final long id) {
        final Resting order = orders.remove(id);
        require(order != null, "order " + id + " is not there");
        final TreeMap<Long, List<Resting>> side =
                books.get(order.place.instrument).get(order.place.buys);
        final List<Resting> level = side.get(order.place.price);
        level.remove(order);
        if (level.isEmpty()) {
            side.remove(order.place.price);
        }
    }

    void replace(final long id, final long newId, final long price, final long quantity) {
        final Place place = orders.get(id).place;
        remove(id);
        add(newId, place.instrument, place.buys, price, quantity);
    }

    /** Less at its price keeps its place. */
    void modify(final long id, final long price, final long quantity) {
        final Resting order = orders.get(id);
        if (order.place.price == price && quantity <= order.quantity) {
            order.quantity = quantity;
        } else {
            replace(id, id, price, quantity);
        }
    }

    void clear() {
        orders.clear();
        books.clear();
    }

    int orderCount() {
        return orders.size();
    }

    List<String> takeTrades() {
        final List<String> taken = List.copyOf(trades);
        trades.clear();
        return taken;
    }

    /** Prices from the lowest up, each with what its orders have, the first in rank first. */
    public String text(final int instrument) {
        final StringBuilder text = new StringBuilder(1 << 12);
        for (final boolean buys : new boolean[] {true, false}) {
            text.append(buys ? "bids" : "asks");
            books.getOrDefault(instrument, Map.of())
                    .getOrDefault(buys, new TreeMap<>())
                    .forEach((price, level) -> {
                        text.append(' ').append(price);
                        level.forEach(order -> text.append(':').append(order.quantity));
                    });
        }
        return text.toString();
    }

    /** Null without any. */
    Long best(final int instrument, final boolean buys) {
        final TreeMap<Long, List<Resting>> side =
                books.getOrDefault(instrument, Map.of()).getOrDefault(buys, new TreeMap<>());
        return side.isEmpty() ? null : buys ? side.lastKey() : side.firstKey();
    }

    /** The best prices of each side, each with what its orders have together and how many they are. */
    String levels(final int instrument, final int depth) {
        final StringBuilder text = new StringBuilder(1 << 10);
        for (final boolean buys : new boolean[] {true, false}) {
            final TreeMap<Long, List<Resting>> side =
                    books.getOrDefault(instrument, Map.of()).getOrDefault(buys, new TreeMap<>());
            text.append(buys ? "bids" : " asks");
            (buys ? side.descendingMap() : side)
                    .entrySet().stream()
                            .limit(depth)
                            .forEach(level -> text.append(' ')
                                    .append(level.getKey())
                                    .append(':')
                                    .append(level.getValue().stream()
                                            .mapToLong(order -> order.quantity)
                                            .sum())
                                    .append('x')
                                    .append(level.getValue().size()));
        }
        return text.toString();
    }

    /** Bids, then asks, the best first: side, quantity and price. */
    public List<String> levels(final int instrument) {
        final List<String> levels = new ArrayList<>();
        for (final boolean buys : new boolean[] {true, false}) {
            final TreeMap<Long, List<Resting>> side =
                    books.getOrDefault(instrument, Map.of()).getOrDefault(buys, new TreeMap<>());
            (buys ? side.descendingMap() : side)
                    .forEach((price, level) -> levels.add((buys ? "BUY " : "SELL ")
                            + level.stream().mapToLong(order -> order.quantity).sum() + " at " + price));
        }
        return levels;
    }

    /** A message of market data; of those that say nothing of an order, only L3Clear does something. */
    public void onMessage(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        switch (header.templateId()) {
            case L3AddDecoder.TEMPLATE_ID -> {
                final var add = new L3AddDecoder().wrapAndApplyHeader(buffer, offset, header);
                add(add.orderId(), add.instrumentId(), add.side() == Side.BUY, add.priceNanos(), add.quantity());
            }
            case L3ExecuteDecoder.TEMPLATE_ID -> {
                final var execute = new L3ExecuteDecoder().wrapAndApplyHeader(buffer, offset, header);
                execute(execute.orderId(), execute.quantity(), execute.matchId());
            }
            case L3CancelDecoder.TEMPLATE_ID -> {
                final var cancel = new L3CancelDecoder().wrapAndApplyHeader(buffer, offset, header);
                reduce(cancel.orderId(), cancel.quantity());
            }
            case L3DeleteDecoder.TEMPLATE_ID ->
                remove(new L3DeleteDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .orderId());
            case L3ModifyDecoder.TEMPLATE_ID -> {
                final var modify = new L3ModifyDecoder().wrapAndApplyHeader(buffer, offset, header);
                modify(modify.orderId(), modify.priceNanos(), modify.quantity());
            }
            case L3ReplaceDecoder.TEMPLATE_ID -> {
                final var replace = new L3ReplaceDecoder().wrapAndApplyHeader(buffer, offset, header);
                replace(replace.orderId(), replace.newOrderId(), replace.priceNanos(), replace.quantity());
            }
            case L3ClearDecoder.TEMPLATE_ID ->
                clear(new L3ClearDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .instrumentId());
            default -> {
                // Not of an order.
            }
        }
    }

    private void clear(final int instrument) {
        orders.values().removeIf(order -> order.place.instrument == instrument);
        books.remove(instrument);
    }

    private static void require(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
