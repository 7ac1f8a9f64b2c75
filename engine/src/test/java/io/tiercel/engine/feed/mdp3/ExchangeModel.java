package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.types.TradingStatus;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An exchange with books in plain lists, which writes what it does to packets byte by byte: instruments 1 to 3 by level
 * with different depths, number 4 by order, and whether they trade, two in one group each. After each packet it
 * remembers what each book and status was.
 */
final class ExchangeModel {
    static final int[] DEPTHS = {10, 5, 1, 10};
    static final int[] IMPLIED_DEPTHS = {2, 0, 1, 0};
    static final int BY_ORDER = 3;
    static final int COUNT = 4;
    private static final String[] GROUPS = {"ES", "ES", "NQ", "NQ"};
    private static final String[] ASSETS = {"ES", "MES", "NQ", "MNQ"};
    /** Ready to trade, halted, before the open, closed, and one that no version has; then one that says nothing. */
    private static final int[] STATUSES = {17, 17, 2, 21, 18, 77, 103};

    private static final int NO_CHANGE = 103;
    private static final int SECURITY = 700;
    private static final long TICK = 10_000_000L;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;
    private static final int DELETE_THRU = 3;
    private static final int DELETE_FROM = 4;

    private static final class Level {
        final long price;
        int size;
        int orders;

        Level(final long price, final int size, final int orders) {
            this.price = price;
            this.size = size;
            this.orders = orders;
        }
    }

    private static final class Order {
        final long id;
        final boolean buy;
        long price;
        int size;
        long priority;

        Order(final long id, final boolean buy) {
            this.id = id;
            this.buy = buy;
        }
    }

    /** By instrument, then bids, asks, implied bids, implied asks. */
    private final List<List<List<Level>>> sides = new ArrayList<>();

    private final List<Order> orders = new ArrayList<>();
    private final long[] numbers = new long[COUNT];
    /** As the exchange says it; halted until it says something. */
    private final int[] statuses = {2, 2, 2, 2};

    private final Random random;
    private final Mdp3Bytes bytes = new Mdp3Bytes();
    /** What each book was after each packet. */
    private final TreeMap<Long, String[]> history = new TreeMap<>();

    private final TreeMap<Long, int[]> statusHistory = new TreeMap<>();

    private long nextOrder = 1;
    private long nextPriority = 1;
    private long sequence;
    /** Of the next packets; the packet's number where nobody says it. */
    private long sendingNs = -1;

    private boolean resets = true;
    private boolean untimed = true;

    ExchangeModel(final Random random) {
        this.random = random;
        for (int i = 0; i < COUNT; i++) {
            sides.add(List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
        remember();
    }

    /** Never is the channel reset by itself. */
    void withoutResets() {
        resets = false;
    }

    /** Messages whose times are not the numbers of their packets. */
    void withoutStatuses() {
        untimed = false;
    }

    static String symbol(final int instrument) {
        return "FUT" + instrument;
    }

    static int security(final int instrument) {
        return SECURITY + instrument;
    }

    long sequence() {
        return sequence;
    }

    /** What the book of an instrument, from 0, was after a packet. */
    String bookAfter(final long packet, final int instrument) {
        return history.get(packet)[instrument];
    }

    /** Whether the instrument, from 0, traded after a packet. */
    TradingStatus statusAfter(final long packet, final int instrument) {
        return switch (statusHistory.get(packet)[instrument]) {
            case 17 -> TradingStatus.TRADING;
            case 21 -> TradingStatus.AUCTION;
            case 18 -> TradingStatus.CLOSED;
            default -> TradingStatus.HALTED;
        };
    }

    void sendingNs(final long newSendingNs) {
        sendingNs = newSendingNs;
    }

    private long sendingNs() {
        return sendingNs < 0 ? sequence : sendingNs;
    }

    /** What nobody asks for any more. */
    void forgetBefore(final long packet) {
        history.headMap(packet).clear();
        statusHistory.headMap(packet).clear();
    }

    byte[] heartbeat() {
        sequence++;
        bytes.packet(sequence, sendingNs()).heartbeat();
        remember();
        return bytes.copy();
    }

    byte[] nextPacket() {
        sequence++;
        bytes.packet(sequence, sendingNs());
        for (int messages = random.nextInt(4); messages >= 0; messages--) {
            message();
        }
        remember();
        return bytes.copy();
    }

    /** A packet that empties all books, and nothing else. */
    byte[] reset() {
        sequence++;
        bytes.packet(sequence, sendingNs());
        resetChannel();
        remember();
        return bytes.copy();
    }

    private void resetChannel() {
        bytes.channelReset(sequence);
        sides.forEach(book -> book.forEach(List::clear));
        orders.clear();
        Arrays.fill(numbers, 0);
    }

    private void message() {
        final int instrument = random.nextInt(COUNT);
        final int what = random.nextInt(40);
        if (what == 0 && resets) {
            resetChannel();
        } else if (what < 4) {
            bytes.event(48, sequence).group(32);
            bytes.trade(TICK, 1, security(instrument), ++numbers[instrument], 1, NEW, sequence);
            bytes.wideGroup(16).end();
        } else if (what < 7) {
            bytes.event(37, sequence)
                    .group(16)
                    .volume(1, security(instrument), ++numbers[instrument])
                    .end();
        } else if (what == 7 && untimed) {
            status(instrument);
        } else if (instrument == BY_ORDER) {
            orders();
        } else {
            bytes.event(46, sequence).group(32);
            for (int entries = random.nextInt(5); entries >= 0; entries--) {
                level(random.nextInt(BY_ORDER));
            }
            bytes.wideGroup(24).end();
        }
    }

    /** Of one instrument, of one asset of its group, or of the group. */
    private void status(final int instrument) {
        final int status = STATUSES[random.nextInt(STATUSES.length)];
        final int whose = random.nextInt(3);
        if (whose == 0) {
            bytes.status("", "", security(instrument), status);
        } else {
            bytes.status(GROUPS[instrument], whose == 1 ? ASSETS[instrument] : "", Integer.MAX_VALUE, status);
        }
        for (int i = 0; i < COUNT && status != NO_CHANGE; i++) {
            final boolean one = whose == 2 ? GROUPS[i].equals(GROUPS[instrument]) : i == instrument;
            statuses[i] = one ? status : statuses[i];
        }
    }

    /** The instrument feed's packets as they are now. It is not in step: it may say that what is halted trades. */
    List<byte[]> definitions() {
        final List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            final int status = random.nextBoolean() ? 17 : statuses[i];
            bytes.packet(1 + i, sendingNs());
            bytes.future(symbol(i), security(i), GROUPS[i], ASSETS[i], 'A', status, DEPTHS[i], IMPLIED_DEPTHS[i]);
            packets.add(bytes.copy());
        }
        return packets;
    }

    private void level(final int instrument) {
        final boolean implied = IMPLIED_DEPTHS[instrument] > 0 && random.nextInt(4) == 0;
        final boolean buy = random.nextBoolean();
        final List<Level> levels = sides.get(instrument).get((implied ? 2 : 0) + (buy ? 0 : 1));
        final int depth = implied ? IMPLIED_DEPTHS[instrument] : DEPTHS[instrument];
        final char type = implied ? buy ? 'E' : 'F' : buy ? '0' : '1';
        final int what = random.nextInt(20);
        if (levels.isEmpty() || what < 9) {
            insert(levels, buy, depth, instrument, type);
            return;
        }
        final int index = random.nextInt(levels.size());
        final Level level = levels.get(index);
        if (what < 13) {
            level.size = 1 + random.nextInt(50);
            level.orders = 1 + random.nextInt(9);
            entry(level, instrument, index + 1, CHANGE, type);
        } else if (what < 18) {
            levels.remove(index);
            entry(level, instrument, index + 1, DELETE, type);
        } else if (what == 18) {
            levels.subList(0, index + 1).clear();
            entry(level, instrument, index + 1, DELETE_FROM, type);
        } else {
            levels.clear();
            entry(level, instrument, 1, DELETE_THRU, type);
        }
    }

    private void insert(
            final List<Level> levels, final boolean buy, final int depth, final int instrument, final char type) {
        final long price = (random.nextInt(41) - 20) * TICK;
        int index = 0;
        while (index < levels.size() && (buy ? levels.get(index).price > price : levels.get(index).price < price)) {
            index++;
        }
        if (index >= depth || index < levels.size() && levels.get(index).price == price) {
            bytes.level(price, 1, 1, 1, 1, 1, NEW, type);
            return;
        }
        final Level level = new Level(price, 1 + random.nextInt(50), 1 + random.nextInt(9));
        levels.add(index, level);
        if (levels.size() > depth) {
            levels.remove(depth);
        }
        entry(level, instrument, index + 1, NEW, type);
    }

    private void entry(final Level level, final int instrument, final int number, final int action, final char type) {
        final boolean implied = type == 'E' || type == 'F';
        level.orders = implied ? 0 : level.orders;
        bytes.level(
                level.price,
                level.size,
                security(instrument),
                ++numbers[instrument],
                implied ? Integer.MAX_VALUE : level.orders,
                number,
                action,
                type);
    }

    private void orders() {
        if (random.nextBoolean()) {
            bytes.event(47, sequence).group(40);
            for (int i = random.nextInt(4); i >= 0; i--) {
                final int action = orders.isEmpty() ? NEW : random.nextInt(3);
                final Order order = change(action);
                bytes.order(
                        order.id,
                        order.priority,
                        order.price,
                        action == DELETE ? Integer.MAX_VALUE : order.size,
                        security(BY_ORDER),
                        action,
                        order.buy ? '0' : '1');
            }
            bytes.end();
            return;
        }
        final int action = orders.isEmpty() ? NEW : random.nextInt(3);
        final Order order = change(action);
        bytes.event(46, sequence).group(32);
        bytes.level(TICK, 9, 1, 1, 1, 1, NEW, '0');
        bytes.level(order.price, 9, security(BY_ORDER), ++numbers[BY_ORDER], 1, 1, CHANGE, order.buy ? '0' : '1');
        bytes.wideGroup(24)
                .orderOf(2, order.id, order.priority, order.size, action)
                .end();
    }

    private Order change(final int action) {
        if (action == NEW) {
            final Order order = new Order(nextOrder++, random.nextBoolean());
            order.price = random.nextInt(5) * TICK;
            order.size = 1 + random.nextInt(20);
            order.priority = nextPriority++;
            orders.add(order);
            return order;
        }
        final Order order = orders.get(random.nextInt(orders.size()));
        if (action == DELETE) {
            orders.remove(order);
        } else if (random.nextBoolean() && order.size > 1) {
            order.size -= 1;
        } else {
            order.price = random.nextInt(5) * TICK;
            order.size = 1 + random.nextInt(20);
            order.priority = nextPriority++;
        }
        return order;
    }

    /** Snapshots of all books as they are now, a packet each, those of one book by order in pieces. */
    List<byte[]> snapshots() {
        final List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < BY_ORDER; i++) {
            bytes.packet(1 + i, sendingNs()).snapshot(sequence, security(i), numbers[i], statuses[i]);
            for (int side = 0; side < 4; side++) {
                final List<Level> levels = sides.get(i).get(side);
                for (int level = 0; level < levels.size(); level++) {
                    final int count = side < 2 ? levels.get(level).orders : Integer.MAX_VALUE;
                    bytes.snapshotLevel(
                            levels.get(level).price, levels.get(level).size, count, level + 1, "01EF".charAt(side));
                }
            }
            bytes.end();
            packets.add(bytes.copy());
        }
        // Only by its snapshots by level is it known whether what is kept by order trades.
        bytes.packet(8, sendingNs())
                .snapshot(sequence, security(BY_ORDER), numbers[BY_ORDER], statuses[BY_ORDER])
                .end();
        packets.add(bytes.copy());
        final int perPiece = 7;
        final int pieces = Math.max(1, (orders.size() + perPiece - 1) / perPiece);
        for (int piece = 0; piece < pieces; piece++) {
            bytes.packet(9, sendingNs()).orderSnapshot(sequence, security(BY_ORDER), pieces, piece + 1);
            for (int i = piece * perPiece; i < Math.min(orders.size(), (piece + 1) * perPiece); i++) {
                final Order order = orders.get(i);
                bytes.snapshotOrder(order.id, order.priority, order.price, order.size, order.buy ? '0' : '1');
            }
            bytes.end();
            packets.add(bytes.copy());
        }
        return packets;
    }

    /** Makes the snapshot one that says to have all packets up to another one. */
    static void snapshotOf(final byte[] packet, final long lastPacket) {
        new UnsafeBuffer(packet).putInt(12 + 10, (int) lastPacket, ByteOrder.LITTLE_ENDIAN);
    }

    private void remember() {
        final String[] books = new String[COUNT];
        for (int i = 0; i < BY_ORDER; i++) {
            books[i] = side(i, true) + " " + side(i, false);
        }
        books[BY_ORDER] = queues();
        history.put(sequence, books);
        statusHistory.put(sequence, statuses.clone());
    }

    private String side(final int instrument, final boolean buy) {
        final TreeMap<Long, int[]> sum = buy ? new TreeMap<>(Comparator.reverseOrder()) : new TreeMap<>();
        for (final int side : new int[] {buy ? 0 : 1, buy ? 2 : 3}) {
            for (final Level level : sides.get(instrument).get(side)) {
                final int[] total = sum.computeIfAbsent(level.price, price -> new int[2]);
                total[0] += level.size;
                total[1] += level.orders;
            }
        }
        final TreeMap<Long, String> text = new TreeMap<>(sum.comparator());
        sum.forEach((price, total) -> text.put(price, total[0] + "x" + total[1]));
        return text.toString();
    }

    private String queues() {
        final List<Order> ranked = new ArrayList<>(orders);
        ranked.sort((one, other) -> Long.compare(one.priority, other.priority));
        final Map<String, List<String>> queues = new TreeMap<>();
        for (final Order order : ranked) {
            queues.computeIfAbsent((order.buy ? "BUY " : "SELL ") + order.price, key -> new ArrayList<>())
                    .add(order.id + ":" + order.size);
        }
        return queues.toString();
    }
}
