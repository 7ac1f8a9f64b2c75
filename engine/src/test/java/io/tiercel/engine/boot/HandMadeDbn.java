package io.tiercel.engine.boot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Databento's files, byte by byte as the encoding's description has them, and the book by order the slow way. */
final class HandMadeDbn {
    static final long NO_PRICE = Long.MAX_VALUE;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TreeMap<Long, long[]> orders = new TreeMap<>();
    private final Random random;
    private final int version;
    private long timeNs = 1_700_000_000_000_000_000L;
    private long nextOrder = 1;
    private int instrument = 77;

    HandMadeDbn(final int version, final int schema, final long seed) {
        this.version = version;
        random = new Random(seed);
        final int symbol = version == 1 ? 22 : 71;
        final ByteBuffer body = allocate(2_000)
                .put(padded("XNAS.ITCH", 16))
                .putShort((short) schema)
                .putLong(timeNs)
                .putLong(timeNs + 1)
                .putLong(0);
        if (version == 1) {
            body.putLong(-1);
        }
        body.put((byte) 1).put((byte) 0).put((byte) 0);
        if (version > 1) {
            body.putShort((short) symbol);
        }
        body.position(100);
        body.putInt(0).putInt(1).put(padded("TRCL", symbol)).putInt(0).putInt(0);
        body.putInt(1).put(padded("TRCL", symbol)).putInt(1).putInt(20_231_114).putInt(20_231_115);
        body.put(padded("77", symbol));
        bytes.writeBytes(allocate(8)
                .put(new byte[] {'D', 'B', 'N', (byte) version})
                .putInt(body.position())
                .array());
        bytes.write(body.array(), 0, body.position());
    }

    /** What follows is of another instrument than 77. */
    HandMadeDbn about(final int newInstrument) {
        instrument = newInstrument;
        return this;
    }

    /** The exchange empties the book, as where a session begins. */
    HandMadeDbn clear() {
        return order('R', 'N', 0, NO_PRICE, 0, true);
    }

    /** From an empty book on. */
    HandMadeDbn orders(final int changes) {
        clear();
        for (int i = 0; i < changes; i++) {
            final Long id = orders.floorKey(random.nextLong(nextOrder) + 1);
            final int kind = id == null ? 0 : random.nextInt(8);
            final long[] order = id == null ? null : orders.get(id);
            switch (kind) {
                case 4 -> {
                    final long part = 1 + random.nextLong(order[2]);
                    order('T', order[0] == 'B' ? 'A' : 'B', 0, order[1], part, false);
                    order('F', (char) order[0], id, order[1], part, false);
                    order('C', (char) order[0], id, order[1], part, true);
                    reduce(id, order, part);
                }
                case 5 -> {
                    order('C', (char) order[0], id, order[1], order[2], true);
                    orders.remove(id);
                }
                case 6 -> {
                    order[1] = price((char) order[0]);
                    order[2] = 1 + random.nextInt(500);
                    order('M', (char) order[0], id, order[1], order[2], true);
                }
                case 7 -> order('N', 'N', 0, NO_PRICE, 0, true);
                default -> {
                    final char side = random.nextBoolean() ? 'B' : 'A';
                    final long[] added = {side, price(side), 1 + random.nextInt(500)};
                    order('A', side, nextOrder, added[1], added[2], true);
                    orders.put(nextOrder++, added);
                }
            }
        }
        return this;
    }

    private long price(final char side) {
        return 50_000_000_000L + (side == 'B' ? -1 - random.nextInt(30) : random.nextInt(30)) * 250_000_000L;
    }

    private void reduce(final long id, final long[] order, final long size) {
        order[2] -= size;
        if (order[2] == 0) {
            orders.remove(id);
        }
    }

    HandMadeDbn order(
            final char action, final char side, final long id, final long price, final long size, final boolean last) {
        return flagged(last ? 0x80 : 0, action, side, id, price, size);
    }

    HandMadeDbn flagged(
            final int flags, final char action, final char side, final long id, final long price, final long size) {
        timeNs += 1_000;
        bytes.writeBytes(header(56, 0xA0)
                .putLong(id)
                .putLong(price)
                .putInt((int) size)
                .put((byte) flags)
                .put((byte) 3)
                .put((byte) action)
                .put((byte) side)
                .putLong(timeNs + 500)
                .putInt(-7)
                .putInt(12)
                .array());
        return this;
    }

    /** Levels: bid price, ask price, bid size, ask size, bid orders, ask orders. */
    HandMadeDbn levels(final char action, final long price, final long size, final long[]... levels) {
        return levels(0x80, 1_000, action, price, size, levels);
    }

    /** @param stepNs behind the record before */
    HandMadeDbn levels(
            final int flags,
            final long stepNs,
            final char action,
            final long price,
            final long size,
            final long[]... levels) {
        timeNs += stepNs;
        final ByteBuffer record = header(48 + 32 * levels.length, levels.length == 1 ? 1 : 10)
                .putLong(price)
                .putInt((int) size)
                .put((byte) action)
                .put((byte) 'B')
                .put((byte) flags)
                .put((byte) 0)
                .putLong(timeNs)
                .putInt(0)
                .putInt(0);
        for (final long[] level : levels) {
            record.putLong(level[0]).putLong(level[1]);
            record.putInt((int) level[2])
                    .putInt((int) level[3])
                    .putInt((int) level[4])
                    .putInt((int) level[5]);
        }
        bytes.writeBytes(record.array());
        return this;
    }

    /** A sampled best price; the last trade was at another time. */
    HandMadeDbn sampled(final long... level) {
        timeNs += 1_000;
        bytes.writeBytes(header(80, 0xC3)
                .putLong(1)
                .putInt(1)
                .put((byte) 0)
                .put((byte) 'B')
                .put((byte) 0)
                .put((byte) 0)
                .putLong(timeNs + 500)
                .putInt(0)
                .putInt(12)
                .putLong(level[0])
                .putLong(level[1])
                .putInt((int) level[2])
                .putInt((int) level[3])
                .putInt((int) level[4])
                .putInt((int) level[5])
                .array());
        return this;
    }

    /** Before the next record, beside the time that is before each. */
    HandMadeDbn pause(final long ns) {
        timeNs += ns;
        return this;
    }

    HandMadeDbn trade(final long price, final long size) {
        timeNs += 1_000;
        bytes.writeBytes(header(48, 0)
                .putLong(price)
                .putInt((int) size)
                .put((byte) 'T')
                .put((byte) 'B')
                .put((byte) 0x80)
                .put((byte) 0)
                .putLong(timeNs)
                .putInt(0)
                .putInt(0)
                .array());
        return this;
    }

    /** A statistic; its quantity has 32 bits up to version 2. */
    HandMadeDbn statistic(
            final int type,
            final long price,
            final long quantity,
            final long referenceNs,
            final int update,
            final int flags) {
        timeNs += 1_000;
        final ByteBuffer record = header(version < 3 ? 64 : 80, 0x18)
                .putLong(timeNs + 500)
                .putLong(referenceNs)
                .putLong(price);
        if (version < 3) {
            record.putInt((int) quantity);
        } else {
            record.putLong(quantity);
        }
        record.putInt(12).putInt(-7).putShort((short) type).putShort((short) 3);
        bytes.writeBytes(record.put((byte) update).put((byte) flags).array());
        return this;
    }

    /** Of a closing auction: reference, near and far price, upper and lower collar, paired and imbalance. */
    HandMadeDbn imbalance(final char side, final long... values) {
        timeNs += 1_000;
        bytes.writeBytes(header(112, 0x14)
                .putLong(timeNs + 500)
                .putLong(values[0])
                .putLong(-1)
                .putLong(values[1])
                .putLong(values[2])
                .putLong(NO_PRICE)
                .putLong(NO_PRICE)
                .putLong(values[3])
                .putLong(values[4])
                .putInt((int) values[5])
                .putInt((int) values[6])
                .putInt(-1)
                .putInt(-1)
                .put((byte) 'C')
                .put((byte) side)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 2)
                .put((byte) 'N')
                .put((byte) '~')
                .array());
        return this;
    }

    /** Of which only the limits are said. */
    HandMadeDbn definition(final long high, final long low, final long variation) {
        timeNs += 1_000;
        bytes.writeBytes(header(version == 1 ? 360 : version == 2 ? 400 : 520, 0x13)
                .putLong(timeNs + 500)
                .putLong(1)
                .putLong(1)
                .putLong(-1)
                .putLong(-1)
                .putLong(high)
                .putLong(low)
                .putLong(variation)
                .array());
        return this;
    }

    HandMadeDbn status(final int action, final char shortSaleRestricted) {
        timeNs += 1_000;
        bytes.writeBytes(header(40, 0x12)
                .putLong(timeNs + 500)
                .putShort((short) action)
                .putShort((short) 0)
                .putShort((short) 0)
                .put((byte) 'Y')
                .put((byte) 'Y')
                .put((byte) shortSaleRestricted)
                .array());
        return this;
    }

    HandMadeDbn raw(final byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    private ByteBuffer header(final int length, final int type) {
        return allocate(length)
                .put((byte) (length / 4))
                .put((byte) type)
                .putShort((short) 2)
                .putInt(instrument)
                .putLong(timeNs);
    }

    String sides() {
        return "\"bids\":" + side('B') + ",\"asks\":" + side('A') + ",";
    }

    /** Bids, then asks, the best first, as {@code BUY 10 at 150000000000}. */
    List<String> levels() {
        final List<String> all = new ArrayList<>();
        for (final char side : new char[] {'B', 'A'}) {
            final TreeMap<Long, Long> levels = new TreeMap<>(side == 'B' ? Collections.reverseOrder() : null);
            orders.values().stream()
                    .filter(order -> order[0] == side)
                    .forEach(order -> levels.merge(order[1], order[2], Long::sum));
            levels.forEach((price, size) -> all.add((side == 'B' ? "BUY " : "SELL ") + size + " at " + price));
        }
        return all;
    }

    private String side(final char side) {
        final TreeMap<Long, long[]> levels = side == 'B' ? new TreeMap<>(Collections.reverseOrder()) : new TreeMap<>();
        orders.values().stream().filter(order -> order[0] == side).forEach(order -> {
            final long[] level = levels.computeIfAbsent(order[1], missing -> new long[2]);
            level[0] += order[2];
            level[1]++;
        });
        final List<String> all = new ArrayList<>();
        levels.forEach((price, level) -> {
            final String text =
                    java.math.BigDecimal.valueOf(price, 9).stripTrailingZeros().toPlainString();
            all.add("[\"" + text + "\"," + level[0] + "," + level[1] + "]");
        });
        return "[" + String.join(",", all) + "]";
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static byte[] padded(final String text, final int length) {
        return java.util.Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }

    private static ByteBuffer allocate(final int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
