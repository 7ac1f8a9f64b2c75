package io.tiercel.engine.boot.imports;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.engine.boot.reference.InstrumentRow;
import io.tiercel.engine.boot.reference.ReferenceData;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Instruments of the reference data, by what their venue calls them. Files of one feed are one venue's. */
final class ConfiguredListings implements Listings {
    private static final int MAX_NAMES = 1_000;

    private final int venueId;
    private final Map<String, InstrumentRow> bySymbol = new HashMap<>();
    private final Map<Integer, Long> units = new HashMap<>();
    private final Map<Integer, Long> codes = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final SortedMap<String, Long> leftOut = new TreeMap<>();
    private int feedCount;
    private long leftOutCount;

    ConfiguredListings(final ReferenceData reference, final int venueId) {
        this.venueId = venueId;
        for (final InstrumentRow row : reference.instruments()) {
            if (row.venueId() == venueId) {
                bySymbol.put(row.venueSymbol(), row);
            }
        }
    }

    @Override
    public int nextVenue() {
        return feedCount++ == 0 ? venueId : NONE;
    }

    /** Feeds that are left out. */
    int feedsLeftOut() {
        return Math.max(0, feedCount - 1);
    }

    @Override
    public int find(
            final int venue, final boolean byOrder, final int quantityDecimals, final long code, final String symbol) {
        final InstrumentRow row = bySymbol.get(symbol);
        if (row == null) {
            return leaveOut(code, symbol.isEmpty() ? "number " + code : symbol);
        }
        if (row.byOrder() != byOrder) {
            return leaveOut(code, symbol + (byOrder ? " (by order in the files)" : " (by level in the files)"));
        }
        if (row.quantityScale() < quantityDecimals) {
            return leaveOut(code, symbol + " (" + quantityDecimals + " decimals of a quantity in the files)");
        }
        units.put(row.id(), FixedPoint.powerOfTen(row.quantityScale() - quantityDecimals));
        final Long known = codes.putIfAbsent(row.id(), code);
        // What comes under a second number, or again under the same one, is another book of the same symbol.
        return known == null ? row.id() : leaveOut(code, symbol + " (another book of it)");
    }

    private int leaveOut(final long code, final String name) {
        if (leftOut.size() < MAX_NAMES || leftOut.containsKey(name)) {
            names.put(code, name);
        }
        passedOver(code);
        return NONE;
    }

    @Override
    public void passedOver(final long code) {
        leftOutCount++;
        final String name = names.get(code);
        if (name != null) {
            leftOut.merge(name, 1L, Long::sum);
        }
    }

    /** Messages about instruments that are left out. */
    long leftOutCount() {
        return leftOutCount;
    }

    /** What is left out, by name, with the number of messages about it; the first thousand names. */
    SortedMap<String, Long> leftOut() {
        return leftOut;
    }

    /** What is left out, for the end of a sentence; empty when nothing is. */
    String leftOutText() {
        return leftOut.isEmpty()
                ? ""
                : ": they name "
                        + String.join(", ", leftOut.keySet().stream().limit(10).toList());
    }

    @Override
    public long quantityUnit(final int instrumentId) {
        return units.getOrDefault(instrumentId, 1L);
    }
}
