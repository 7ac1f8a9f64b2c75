package io.tiercel.engine.venue.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the incremental feed of a channel of MDP 3.0 by the offsets of the specification's templates, with nothing of
 * the project's own codecs, into books by level and by order. Each entry has to fit to the letter.
 */
final class HandReadMdp3 {
    private static final int DEPTH = 10;
    private static final int END_OF_EVENT = 0x80;

    private record Key(int security, boolean buys) {}

    private record Order(int security, boolean buys, long price, long rank, int size) {}

    final Map<Integer, Integer> counts = new TreeMap<>();
    /** By security and name, the last word. */
    final Map<String, Long> statistics = new TreeMap<>();

    final Map<Integer, Integer> statuses = new TreeMap<>();
    /** Security, side of who took, size and price of each summary since it was asked last. */
    private final List<String> trades = new ArrayList<>();

    private final Map<Long, Order> orders = new HashMap<>();
    private final Map<Key, TreeMap<Long, TreeMap<Long, Long>>> queues = new HashMap<>();
    private final Map<Key, List<long[]>> levels = new HashMap<>();
    private final Map<Integer, Long> entries = new HashMap<>();
    /** Contracts of a trade's orders, of each security. */
    int referredCount;

    long expected = 1;
    long lastSendingNs;
    long lastTransactNs;
    int lastIndicator;

    void onDatagram(final ByteBuffer packet) {
        packet.order(ByteOrder.LITTLE_ENDIAN);
        require((packet.getInt(0) & 0xFFFF_FFFFL) == expected, "packet " + expected + " is next");
        expected++;
        require(packet.getLong(4) >= lastSendingNs, "time of sending goes on");
        lastSendingNs = packet.getLong(4);
        int at = 12;
        while (at < packet.limit()) {
            final int size = packet.getShort(at) & 0xFFFF;
            require(packet.getShort(at + 6) == 1 && packet.getShort(at + 8) == 9, "schema 1, version 9");
            onMessage(packet, packet.getShort(at + 4), at + 10, packet.getShort(at + 2), at + size);
            at += size;
        }
        require(at == packet.limit(), "messages fill the packet");
        require(lastIndicator == 0 || (lastIndicator & END_OF_EVENT) != 0, "the last message ends the event");
    }

    private void onMessage(final ByteBuffer bytes, final int template, final int body, final int block, final int end) {
        counts.merge(template, 1, Integer::sum);
        lastIndicator = 0;
        if (template == 12) {
            require(block == 0 && body == end, "a heartbeat is empty");
            return;
        }
        require(bytes.getLong(body) >= lastTransactNs, "time goes on");
        lastTransactNs = bytes.getLong(body);
        lastIndicator = bytes.get(body + (template == 30 ? 26 : 8)) & 0xFF;
        if (template == 30) {
            require(block == 30 && body + block == end, "a status has no group");
            statuses.put(bytes.getInt(body + 20), bytes.get(body + 27) & 0xFF);
            return;
        }
        final int group = body + block;
        final int length = bytes.getShort(group) & 0xFFFF;
        final int count = bytes.get(group + 2) & 0xFF;
        final int behind = group + 3 + count * length;
        switch (template) {
            case 4 -> clear();
            case 37 -> {
                require(length == 16 && count == 1 && behind == end, "one volume");
                number(bytes, group + 3 + 4);
                statistics.put(bytes.getInt(group + 7) + " volume", (long) bytes.getInt(group + 3));
            }
            case 46 -> {
                require(length == 32, "entries of 32 bytes");
                for (int i = 0; i < count; i++) {
                    onLevel(bytes, group + 3 + 32 * i);
                }
                onOrders(bytes, group, behind, end);
            }
            case 47 -> {
                require(length == 40 && behind == end, "entries of 40 bytes");
                for (int i = 0; i < count; i++) {
                    final int at = group + 3 + 40 * i;
                    final Order order = new Order(
                            bytes.getInt(at + 28),
                            bytes.get(at + 33) == '0',
                            bytes.getLong(at + 16),
                            bytes.getLong(at + 8),
                            bytes.getInt(at + 24));
                    onOrder(bytes.getLong(at), order, bytes.get(at + 32));
                }
            }
            case 48 -> onTrades(bytes, group, count, behind, end);
            case 51 -> {
                require(length == 24 && behind == end, "entries of 24 bytes");
                for (int i = 0; i < count; i++) {
                    final int at = group + 3 + 24 * i;
                    number(bytes, at + 8);
                    statistics.put(bytes.getInt(at + 8) + " " + (char) bytes.get(at + 18), bytes.getLong(at));
                }
            }
            default -> throw new AssertionError("template " + template);
        }
    }

    /** SecurityID, and behind it RptSeq. */
    private void number(final ByteBuffer bytes, final int at) {
        final long number = bytes.getInt(at + 4) & 0xFFFF_FFFFL;
        final long next = entries.merge(bytes.getInt(at), 1L, Long::sum);
        require(number == next, "entry " + next + " is next, not " + number);
    }

    private void onLevel(final ByteBuffer bytes, final int at) {
        number(bytes, at + 12);
        final List<long[]> side = levels.computeIfAbsent(
                new Key(bytes.getInt(at + 12), bytes.get(at + 26) == '0'), key -> new ArrayList<>());
        final long[] level = {bytes.getLong(at), bytes.getInt(at + 8), bytes.getInt(at + 20)};
        final int index = bytes.get(at + 24) - 1;
        switch (bytes.get(at + 25)) {
            case 0 -> {
                side.add(index, level);
                if (side.size() > DEPTH) {
                    side.remove(DEPTH);
                }
            }
            case 1 -> {
                require(side.get(index)[0] == level[0], "a change keeps its price");
                require(side.get(index)[1] != level[1] || side.get(index)[2] != level[2], "a change changes something");
                side.set(index, level);
            }
            case 2 -> require(side.remove(index)[0] == level[0], "a level is deleted by its price");
            default -> throw new AssertionError("action " + bytes.get(at + 25));
        }
    }

    private void onOrders(final ByteBuffer bytes, final int group, final int orderGroup, final int end) {
        final int count = bytes.get(orderGroup + 7) & 0xFF;
        require(bytes.getShort(orderGroup) == 24 && orderGroup + 8 + 24 * count == end, "orders of 24 bytes");
        require(bytes.getInt(orderGroup + 2) == 0 && bytes.get(orderGroup + 6) == 0, "what is unused is 0");
        for (int i = 0; i < count; i++) {
            final int at = orderGroup + 8 + 24 * i;
            final int entry = group + 3 + 32 * ((bytes.get(at + 20) & 0xFF) - 1);
            referredCount++;
            final Order order = new Order(
                    bytes.getInt(entry + 12),
                    bytes.get(entry + 26) == '0',
                    bytes.getLong(entry),
                    bytes.getLong(at + 8),
                    bytes.getInt(at + 16));
            onOrder(bytes.getLong(at), order, bytes.get(at + 21));
        }
    }

    private void onOrder(final long id, final Order order, final int action) {
        final Order before = orders.remove(id);
        require((before != null) == (action != 0), "order " + id + " is there, or not");
        if (before != null) {
            require(before.security == order.security && before.buys == order.buys, "it is what it was");
            final var prices = queues.get(new Key(before.security, before.buys));
            final TreeMap<Long, Long> queue = prices.get(before.price);
            require(queue.remove(before.rank) != null, "it stood there");
            if (queue.isEmpty()) {
                prices.remove(before.price);
            }
        }
        if (action == 2) {
            require(before.equals(order), "what is deleted is what it was");
            return;
        }
        orders.put(id, order);
        final TreeMap<Long, Long> queue = queues.computeIfAbsent(
                        new Key(order.security, order.buys), key -> new TreeMap<>())
                .computeIfAbsent(order.price, key -> new TreeMap<>());
        require(queue.isEmpty() || before != null || queue.lastKey() < order.rank, "a new one is the last");
        require(queue.put(order.rank, (long) order.size) == null, "ranks are not shared");
    }

    private void onTrades(
            final ByteBuffer bytes, final int group, final int count, final int orderGroup, final int end) {
        final int orderCount = bytes.get(orderGroup + 7) & 0xFF;
        require(bytes.getShort(orderGroup) == 16 && orderGroup + 8 + 16 * orderCount == end, "orders of 16 bytes");
        int order = 0;
        for (int i = 0; i < count; i++) {
            final int at = group + 3 + 32 * i;
            number(bytes, at + 12);
            int left = bytes.getInt(at + 8);
            for (int each = 1; each < bytes.getInt(at + 20); each++) {
                final int hit = orderGroup + 8 + 16 * order++;
                require(orders.get(bytes.getLong(hit)).price == bytes.getLong(at), "it was hit at its price");
                left -= bytes.getInt(hit + 8);
            }
            require(left == 0, "orders have what traded");
            trades.add(bytes.getInt(at + 12) + " " + (bytes.get(at + 24) == 1 ? "BUY" : "SELL") + " "
                    + bytes.getInt(at + 8) + " at " + bytes.getLong(at));
        }
        require(order == orderCount, "each order is one of a trade's");
    }

    /** Packets that follow are of another count. */
    void restart() {
        clear();
        expected = 1;
    }

    private void clear() {
        orders.clear();
        queues.clear();
        levels.clear();
        entries.clear();
        statistics.clear();
    }

    List<String> takeTrades() {
        final List<String> taken = List.copyOf(trades);
        trades.clear();
        return taken;
    }

    /** As of {@link PlainBooks}, with quantities in units of this. */
    String text(final int security, final long unit) {
        final StringBuilder text = new StringBuilder(1 << 12);
        for (final boolean buys : new boolean[] {true, false}) {
            text.append(buys ? "bids" : "asks");
            queues.getOrDefault(new Key(security, buys), new TreeMap<>()).forEach((price, queue) -> {
                text.append(' ').append(price);
                queue.values().forEach(size -> text.append(':').append(size * unit));
            });
        }
        return text.toString();
    }

    /** The same of levels. */
    String levels(final int security, final long unit) {
        final StringBuilder text = new StringBuilder(1 << 10);
        for (final boolean buys : new boolean[] {true, false}) {
            text.append(buys ? "bids" : " asks");
            levels.getOrDefault(new Key(security, buys), List.of())
                    .forEach(level -> text.append(' ')
                            .append(level[0])
                            .append(':')
                            .append(level[1] * unit)
                            .append('x')
                            .append(level[2]));
        }
        return text.toString();
    }

    private static void require(final boolean holds, final String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
