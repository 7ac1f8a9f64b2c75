package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an exchange in a process of its own wrote down of orders and fills. */
final class ExchangeLog {
    private ExchangeLog() {}

    /** A line each, by the names of its columns. */
    static List<Map<String, String>> read(final Path file) throws IOException {
        final List<String> lines = Files.readAllLines(file);
        final String[] columns = lines.get(0).split(",");
        final List<Map<String, String>> log = new ArrayList<>();
        for (final String line : lines.subList(1, lines.size())) {
            final String[] values = line.split(",", -1);
            final Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            log.add(row);
        }
        return log;
    }

    /** What all fills of the exchange come to, by strategy and instrument. */
    static Map<String, Long> held(final List<Map<String, String>> log) {
        final Map<String, Long> held = new TreeMap<>();
        for (final Map<String, String> row : log) {
            if (row.get("event").equals("FILLED")) {
                final long quantity = Long.parseLong(row.get("quantity"));
                held.merge(row.get("strategyId"), row.get("side").equals("BUY") ? quantity : -quantity, Long::sum);
            }
        }
        held.values().removeIf(quantity -> quantity == 0);
        return held;
    }

    static Set<String> open(final List<Map<String, String>> log) {
        final Set<String> open = new TreeSet<>();
        for (final Map<String, String> row : log) {
            switch (row.get("event")) {
                case "ACCEPTED" -> assertTrue(open.add(row.get("orderId")), () -> "twice " + row);
                case "CANCELLED", "EXPIRED" -> open.remove(row.get("orderId"));
                case "FILLED" -> {
                    if (row.get("leavesQuantity").equals("0")) {
                        open.remove(row.get("orderId"));
                    }
                }
                default -> {
                    // Neither begins nor ends an order
                }
            }
        }
        return open;
    }
}
