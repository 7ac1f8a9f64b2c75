package io.tiercel.engine.boot.reference;

import io.tiercel.engine.boot.configuration.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** ticks.csv: tickTable, fromPrice, tick. */
final class TicksFile {
    static final List<String> COLUMNS = List.of("tickTable", "fromPrice", "tick");

    private TicksFile() {}

    /** By name. */
    static SortedMap<String, TickTableRows> read(
            final Path path, final Map<String, Integer> earlierIds, final Problems problems) {
        final SortedMap<String, List<TickTableRows.Entry>> entries = new TreeMap<>();
        for (final CsvRow row : CsvFile.read(path, COLUMNS, problems)) {
            final String name = row.matching("tickTable", Names.NAME, Names.NAME_RULE);
            final long fromPrice = row.decimal("fromPrice", 9, 0, Long.MAX_VALUE);
            final long tick = row.decimal("tick", 9, 1, Long.MAX_VALUE);
            final List<TickTableRows.Entry> table = entries.computeIfAbsent(name, key -> new ArrayList<>());
            if (table.isEmpty() && fromPrice != 0) {
                row.refuse("fromPrice", "is the first of its table and not 0; write a line from price 0 above it");
            } else if (!table.isEmpty()
                    && fromPrice <= table.get(table.size() - 1).fromPriceNanos()) {
                row.refuse(
                        "fromPrice", "is not above the line before; write the table's lines in rising order of price");
            }
            table.add(new TickTableRows.Entry(fromPrice, tick));
        }
        final Map<String, Integer> ids = Ids.assign(new TreeSet<>(entries.keySet()), earlierIds);
        final SortedMap<String, TickTableRows> tables = new TreeMap<>();
        entries.forEach((name, table) -> tables.put(name, new TickTableRows(ids.get(name), name, List.copyOf(table))));
        return tables;
    }
}
