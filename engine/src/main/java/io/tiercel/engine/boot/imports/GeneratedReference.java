package io.tiercel.engine.boot.imports;

import io.tiercel.engine.boot.configuration.Decimals;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import io.tiercel.engine.boot.reference.TickTableRows;
import io.tiercel.engine.feed.history.InstrumentSearch.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reference data made of what files themselves say: one instrument for each book, and what its prices look like. */
final class GeneratedReference {
    private static final Pattern SYMBOL = Pattern.compile("[!-~&&[^\",]]{1,24}");
    private static final int PRICE_SCALE = 9;

    private GeneratedReference() {}

    /** @param firstVenue of the first feed; those of others follow */
    static ReferenceData of(final List<Found> found, final int firstVenue, final String currency) {
        final SortedMap<Long, TickTableRows> tables = new TreeMap<>();
        found.forEach(each -> tables.put(each.tickNanos(), null));
        int id = 0;
        for (final long tick : tables.keySet()) {
            tables.put(
                    tick,
                    new TickTableRows(
                            ++id,
                            "tick-" + Decimals.format(tick, PRICE_SCALE),
                            List.of(new TickTableRows.Entry(0, tick))));
        }
        final Set<String> taken = new HashSet<>();
        final List<InstrumentRow> rows = new ArrayList<>();
        for (final Found each : found) {
            rows.add(row(each, rows.size() + 1, firstVenue, currency, tables, taken));
        }
        return new ReferenceData(List.copyOf(tables.values()), List.of(), List.copyOf(rows), List.of());
    }

    private static InstrumentRow row(
            final Found found,
            final int id,
            final int firstVenue,
            final String currency,
            final SortedMap<Long, TickTableRows> tables,
            final Set<String> taken) {
        final String venueSymbol = SYMBOL.matcher(found.symbol()).matches() ? found.symbol() : "N" + found.code();
        String symbol = venueSymbol;
        for (int i = 2; !taken.add(symbol); i++) {
            // The same symbol of another publisher or feed.
            symbol = "N" + found.code() + "-" + i;
        }
        return new InstrumentRow(
                id,
                symbol,
                firstVenue + found.feed() - 1,
                venueSymbol,
                tables.get(found.tickNanos()).id(),
                1,
                found.quantityDecimals(),
                1,
                currency,
                0,
                0,
                found.byOrder(),
                id);
    }
}
