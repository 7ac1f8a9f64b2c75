package io.tiercel.engine.boot;

import io.tiercel.codecs.itch.ItchEncoder;
import io.tiercel.codecs.types.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** A day of three stocks at random, as a file of ITCH messages, and the books that come of it, kept the slow way. */
final class ItchFile {
    static final String[] SYMBOLS = {"AAPL", "AMZN", "MSFT"};
    private static final long PRICE_NANOS = 100_000;

    private record Order(int instrumentId, boolean buys, long price, long shares) {}

    private final Random random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final ItchEncoder encoder = new ItchEncoder().wrap(buffer, 0);
    private final Map<Long, Order> orders = new TreeMap<>();
    private final List<Long> ids = new ArrayList<>();
    private final long[] lastTrade = new long[SYMBOLS.length + 1];
    private final long[] lastImbalance = new long[SYMBOLS.length + 1];
    private long timeNs = 34_200_000_000_000L;
    private long nextOrder = 1_000;
    private long nextMatch = 1;
    private int messageCount;

    ItchFile(final long seed, final int changes) {
        random = new Random(seed);
        put(about(0).systemEvent('O'));
        for (int id = 1; id <= SYMBOLS.length; id++) {
            put(about(id).stockDirectory(SYMBOLS[id - 1], 100));
        }
        put(about(99).stockDirectory("ZZZT", 100));
        for (int id = 1; id <= SYMBOLS.length; id++) {
            put(about(id).tradingAction(SYMBOLS[id - 1], 'T'));
        }
        put(about(0).systemEvent('Q'));
        for (int i = 0; i < changes; i++) {
            change();
        }
        put(about(0).systemEvent('M'));
    }

    Path write(final Path file) throws IOException {
        return Files.write(file, bytes.toByteArray());
    }

    int messageCount() {
        return messageCount;
    }

    long lastTradeNanos(final int instrumentId) {
        return lastTrade[instrumentId] * PRICE_NANOS;
    }

    long lastImbalance(final int instrumentId) {
        return lastImbalance[instrumentId];
    }

    /** Bids, then asks, the best first. */
    List<String> levels(final int instrumentId) {
        final List<String> all = new ArrayList<>();
        for (final boolean buys : new boolean[] {true, false}) {
            final Comparator<Long> rising = Comparator.naturalOrder();
            final TreeMap<Long, Long> side = new TreeMap<>(buys ? rising.reversed() : rising);
            orders.values().stream()
                    .filter(order -> order.instrumentId == instrumentId && order.buys == buys)
                    .forEach(order -> side.merge(order.price, order.shares, Long::sum));
            side.forEach((price, shares) ->
                    all.add((buys ? Side.BUY : Side.SELL) + " " + shares + " at " + price * PRICE_NANOS));
        }
        return all;
    }

    private void change() {
        final int kind = ids.size() < 300 ? 0 : random.nextInt(12);
        if (kind < 5) {
            add();
            return;
        }
        if (kind == 11) {
            strange();
            return;
        }
        final int place = random.nextInt(ids.size());
        final long id = ids.get(place);
        final Order order = orders.get(id);
        about(order.instrumentId);
        switch (kind) {
            case 5 -> {
                final long shares = 1 + random.nextInt((int) order.shares);
                put(encoder.executed(id, shares, nextMatch++));
                lastTrade[order.instrumentId] = order.price;
                reduce(place, id, order, shares);
            }
            case 6 -> {
                final boolean printable = random.nextBoolean();
                final long shares = 1 + random.nextInt((int) order.shares);
                put(encoder.executedAt(id, shares, nextMatch++, printable, order.price + 3));
                lastTrade[order.instrumentId] = printable ? order.price + 3 : lastTrade[order.instrumentId];
                reduce(place, id, order, shares);
            }
            case 7 -> {
                if (order.shares > 1) {
                    final long shares = 1 + random.nextInt((int) order.shares - 1);
                    put(encoder.cancel(id, shares));
                    reduce(place, id, order, shares);
                }
            }
            case 8, 9 -> {
                put(encoder.delete(id));
                reduce(place, id, order, order.shares);
            }
            default -> {
                final long price = price(order.buys);
                put(encoder.replace(id, nextOrder, 500, price));
                reduce(place, id, order, order.shares);
                remember(new Order(order.instrumentId, order.buys, price, 500));
            }
        }
    }

    private void add() {
        final int id = 1 + random.nextInt(SYMBOLS.length);
        final boolean buys = random.nextBoolean();
        final Order order = new Order(id, buys, price(buys), 1 + random.nextInt(1_000));
        about(id);
        final char side = buys ? 'B' : 'S';
        put(
                random.nextInt(4) == 0
                        ? encoder.addOrderMpid(nextOrder, side, order.shares, SYMBOLS[id - 1], order.price)
                        : encoder.addOrder(nextOrder, side, order.shares, SYMBOLS[id - 1], order.price));
        remember(order);
    }

    /** What changes no book of ours. */
    private void strange() {
        final int id = 1 + random.nextInt(SYMBOLS.length);
        about(id);
        switch (random.nextInt(4)) {
            case 0 -> {
                put(encoder.trade('B', 10, SYMBOLS[id - 1], 1_500_000, nextMatch++));
                lastTrade[id] = 1_500_000;
            }
            case 1 -> {
                put(encoder.crossTrade(10_000, SYMBOLS[id - 1], 1_500_100, nextMatch++, 'O'));
                lastTrade[id] = 1_500_100;
            }
            case 2 -> put(about(99).addOrder(nextOrder++, 'B', 10, "ZZZT", 10_000));
            default -> {
                put(encoder.brokenTrade(1));
                imbalance(id);
            }
        }
    }

    private void imbalance(final int id) {
        put(encoder.imbalance(
                100L * messageCount, messageCount, 'S', SYMBOLS[id - 1], 1_500_200, 1_500_100, 1_500_000, 'C', '1'));
        // As many as there were before this one.
        lastImbalance[id] = messageCount - 1L;
    }

    /** Of a book that is not crossed: bids stay below 150, asks at it or above. */
    private long price(final boolean buys) {
        return 1_500_000 + (buys ? -1 - random.nextInt(60) : random.nextInt(60)) * 100L;
    }

    private void remember(final Order order) {
        ids.add(nextOrder);
        orders.put(nextOrder++, order);
    }

    private void reduce(final int place, final long id, final Order order, final long shares) {
        if (shares == order.shares) {
            orders.remove(id);
            ids.set(place, ids.get(ids.size() - 1));
            ids.remove(ids.size() - 1);
        } else {
            orders.put(id, new Order(order.instrumentId, order.buys, order.price, order.shares - shares));
        }
    }

    private ItchEncoder about(final int locate) {
        timeNs += 1_000;
        return encoder.about(locate, timeNs);
    }

    private void put(final int length) {
        bytes.write(length >>> 8);
        bytes.write(length);
        bytes.write(buffer.byteArray(), 0, length);
        messageCount++;
    }
}
