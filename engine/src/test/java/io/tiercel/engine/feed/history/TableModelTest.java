package io.tiercel.engine.feed.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import io.tiercel.engine.book.Book;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random books in plain maps, written as text in any of its ways, and read again: they are the same. */
final class TableModelTest {
    private static final int RUNS = Integer.getInteger("tiercel.modelRuns", 60);
    private static final long SEED = Long.getLong("tiercel.seed", System.nanoTime());
    private static final List<String> SYMBOLS = List.of("AAA", "B,B", "C\"C");

    @TempDir
    Path folder;

    private Random random;
    private long timeMs;
    private final List<Map<String, String>> records = new ArrayList<>();
    private final Map<String, TreeMap<BigDecimal, BigDecimal>> sides = new LinkedHashMap<>();
    private final Map<String, String[]> orders = new LinkedHashMap<>();

    @Test
    void shouldBuildBooksOfLevels() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            begin(SEED + run);
            for (int i = 0; i < 400; i++) {
                final String symbol = symbol();
                if (random.nextInt(60) == 0) {
                    snapshot(symbol);
                } else {
                    change(symbol);
                }
            }
            check(true, "levels, seed " + (SEED + run));
        }
    }

    @Test
    void shouldBuildBooksOfOrders() throws IOException {
        for (int run = 0; run < RUNS; run++) {
            begin(SEED + run);
            for (int i = 0; i < 400; i++) {
                order(i);
            }
            for (final String[] order : orders.values()) {
                final TreeMap<BigDecimal, BigDecimal> side = side(order[0], order[1].equals("buy"));
                side.merge(new BigDecimal(order[2]), new BigDecimal(order[3]), BigDecimal::add);
            }
            check(false, "orders, seed " + (SEED + run));
        }
    }

    private void begin(final long seed) {
        random = new Random(seed);
        timeMs = 1_700_000_000_000L + random.nextInt(1_000_000_000);
        records.clear();
        sides.clear();
        orders.clear();
    }

    private String symbol() {
        return SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    }

    private TreeMap<BigDecimal, BigDecimal> side(final String symbol, final boolean buy) {
        return sides.computeIfAbsent(
                symbol + (buy ? " buy" : " sell"),
                missing -> buy ? new TreeMap<>(Comparator.reverseOrder()) : new TreeMap<>());
    }

    private BigDecimal price(final boolean buy) {
        return new BigDecimal(buy ? 99_000 - random.nextInt(30) : 99_001 + random.nextInt(30)).movePointLeft(3);
    }

    private BigDecimal quantity() {
        return new BigDecimal(1 + random.nextInt(100_000)).movePointLeft(random.nextInt(6));
    }

    private void change(final String symbol) {
        timeMs += random.nextInt(3);
        final boolean buy = random.nextBoolean();
        final BigDecimal price = price(buy);
        final BigDecimal quantity = random.nextInt(3) == 0 ? BigDecimal.ZERO : quantity();
        level(symbol, buy, price, quantity, false);
    }

    private void level(
            final String symbol,
            final boolean buy,
            final BigDecimal price,
            final BigDecimal quantity,
            final boolean snapshot) {
        if (quantity.signum() == 0) {
            side(symbol, buy).remove(price);
        } else {
            side(symbol, buy).put(price, quantity);
        }
        final Map<String, String> record = record(symbol);
        record.put("side", buy ? "buy" : "sell");
        record.put("price", price.toPlainString());
        record.put("quantity", quantity.toPlainString());
        record.put("snapshot", Boolean.toString(snapshot));
    }

    private void snapshot(final String symbol) {
        timeMs += 1;
        side(symbol, true).clear();
        side(symbol, false).clear();
        for (int i = random.nextInt(20); i >= 0; i--) {
            final boolean buy = random.nextBoolean();
            level(symbol, buy, price(buy), quantity(), true);
        }
        timeMs += 1;
    }

    private Map<String, String> record(final String symbol) {
        final Map<String, String> record = new LinkedHashMap<>();
        record.put("time", new BigDecimal(timeMs).movePointLeft(3).toPlainString());
        record.put("symbol", symbol);
        records.add(record);
        return record;
    }

    private void order(final int number) {
        timeMs += random.nextInt(3);
        final int what = random.nextInt(10);
        if (orders.isEmpty() || what < 5) {
            final boolean buy = random.nextBoolean();
            final String symbol = symbol();
            final String[] order = {
                symbol,
                buy ? "buy" : "sell",
                price(buy).toPlainString(),
                quantity().toPlainString()
            };
            final String id = random.nextBoolean() ? Integer.toString(1_000 + number) : "order-" + number;
            orders.put(id, order);
            put(symbol, "add", id, order);
            return;
        }
        final String id = new ArrayList<>(orders.keySet()).get(random.nextInt(orders.size()));
        final String[] order = orders.get(id);
        if (what == 5) {
            orders.remove(id);
            put(order[0], "delete", id, null);
        } else if (what < 8) {
            order[2] = price(order[1].equals("buy")).toPlainString();
            order[3] = quantity().toPlainString();
            put(order[0], "change", id, order);
        } else {
            final BigDecimal all = new BigDecimal(order[3]);
            final BigDecimal taken = random.nextInt(3) == 0 || all.scale() > 7 ? all : all.movePointLeft(1);
            final String[] part = order.clone();
            part[3] = taken.toPlainString();
            put(order[0], what == 8 ? "execute" : "reduce", id, part);
            order[3] = all.subtract(taken).toPlainString();
            if (taken.compareTo(all) == 0) {
                orders.remove(id);
            }
        }
    }

    private void put(final String symbol, final String action, final String id, final String[] order) {
        final Map<String, String> record = record(symbol);
        record.put("action", action);
        record.put("orderId", id);
        record.put("side", order == null ? "" : order[1]);
        record.put("price", order == null ? "" : order[2]);
        record.put("quantity", order == null ? "" : order[3]);
    }

    private void check(final boolean levels, final String what) throws IOException {
        final byte[] text = (random.nextBoolean() ? csv() : jsonLines()).getBytes(StandardCharsets.UTF_8);
        final Path file = Files.write(folder.resolve("table"), text);
        final Faults faults = new Faults(false);
        final BookBuild build = new BookBuild(
                new HistoryFiles(List.of(file), null, Protocols.of(null, null)), faults, BookTime.never(), 0, 0);
        build.run((path, bytes, all) -> true);
        assertEquals(List.of(), faults.first(), what);
        for (final BookEntry entry : build.entries()) {
            final Book book = build.book(entry);
            assertEquals(0, entry.errors(), what);
            assertEquals(8, entry.quantityDecimals());
            assertTrue(SYMBOLS.contains(entry.symbol()), what);
            assertEquals(text(side(entry.symbol(), true)), text(book, Side.BUY), what + " " + entry.symbol());
            assertEquals(text(side(entry.symbol(), false)), text(book, Side.SELL), what + " " + entry.symbol());
        }
    }

    private static String text(final TreeMap<BigDecimal, BigDecimal> side) {
        final StringBuilder text = new StringBuilder();
        side.forEach((price, quantity) -> text.append(price.movePointRight(9).toBigInteger())
                .append('=')
                .append(quantity.movePointRight(8).toBigInteger())
                .append(' '));
        return text.toString();
    }

    private static String text(final Book book, final Side side) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < book.levelCount(side); i++) {
            text.append(book.levelPriceNanos(side, i))
                    .append('=')
                    .append(book.levelQuantity(side, i))
                    .append(' ');
        }
        return text.toString();
    }

    private String csv() {
        final char separator = ",;\t|".charAt(random.nextInt(4));
        final String end = random.nextBoolean() ? "\n" : "\r\n";
        final List<String> columns = new ArrayList<>(records.get(0).keySet());
        columns.add("unused");
        Collections.shuffle(columns, random);
        final StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        final List<String> names = columns.stream()
                .map(name -> random.nextBoolean() ? name : name.toUpperCase(java.util.Locale.ROOT))
                .toList();
        text.append(String.join(String.valueOf(separator), names)).append(end);
        for (final Map<String, String> record : records) {
            for (int i = 0; i < columns.size(); i++) {
                final String value = record.getOrDefault(columns.get(i), random.nextBoolean() ? "" : "two\nlines");
                final boolean quoted = value.indexOf('\n') >= 0
                        || value.indexOf(separator) >= 0
                        || value.indexOf('"') >= 0
                        || random.nextInt(8) == 0;
                text.append(i == 0 ? "" : separator);
                text.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
            }
            text.append(end).append(random.nextInt(50) == 0 ? end : "");
        }
        return random.nextBoolean() ? text.toString() : text.substring(0, text.length() - end.length());
    }

    private String jsonLines() {
        final StringBuilder text = new StringBuilder();
        for (final Map<String, String> record : records) {
            final List<String> names = new ArrayList<>(record.keySet());
            Collections.shuffle(names, random);
            text.append('{');
            for (int i = 0; i < names.size(); i++) {
                final String value = record.get(names.get(i)).replace("\"", random.nextBoolean() ? "\\\"" : "\\u0022");
                final boolean number = value.matches("[0-9.]+") && random.nextBoolean();
                text.append(i == 0 ? "" : ", ").append('"').append(names.get(i)).append("\" : ");
                text.append(number ? value : value.isEmpty() ? "null" : '"' + value + '"');
            }
            text.append(", \"other\": {\"price\": [1, {\"x\": []}]}}\n");
        }
        return text.toString();
    }
}
