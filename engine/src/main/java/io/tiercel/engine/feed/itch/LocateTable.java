package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.engine.feed.FeedInstrument;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The instruments of the reference data; their index is the order of symbols. */
@HotPath
final class LocateTable implements Locates {
    private static final int LOCATES = 1 << 16;

    private final long[] keys;
    private final int[] instrumentIds;
    private final long[] quantityUnits;
    private final short[] indexByLocate = new short[LOCATES];

    /** @throws IllegalArgumentException when a symbol has more than the eight characters that ITCH has room for */
    LocateTable(final List<FeedInstrument> instruments) {
        if (instruments.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a feed of " + instruments.size() + " instruments is more than "
                    + Short.MAX_VALUE + "; divide them among several");
        }
        final List<FeedInstrument> sorted = instruments.stream()
                .sorted(Comparator.comparingLong(instrument -> key(instrument.symbol())))
                .toList();
        keys = sorted.stream().mapToLong(instrument -> key(instrument.symbol())).toArray();
        instrumentIds = sorted.stream().mapToInt(FeedInstrument::id).toArray();
        quantityUnits = sorted.stream()
                .mapToLong(instrument -> Math.round(StrictMath.pow(10, instrument.quantityScale())))
                .toArray();
        clear();
    }

    private static long key(final String symbol) {
        if (symbol.length() > Long.BYTES) {
            throw new IllegalArgumentException("venueSymbol " + symbol + " has more than the " + Long.BYTES
                    + " characters of a symbol in ITCH; correct it in instruments.csv");
        }
        return ItchFlyweight.key(symbol);
    }

    @Override
    public void clear() {
        Arrays.fill(indexByLocate, (short) NONE);
    }

    @Override
    public boolean bind(final int locate, final long key) {
        final int index = Arrays.binarySearch(keys, key);
        indexByLocate[locate] = (short) Math.max(NONE, index);
        return index >= 0;
    }

    @Override
    public boolean boundByOrders() {
        return false;
    }

    @Override
    public int index(final int locate) {
        return indexByLocate[locate];
    }

    @Override
    public int count() {
        return instrumentIds.length;
    }

    @Override
    public int instrumentId(final int index) {
        return instrumentIds[index];
    }

    @Override
    public int idOfKnown(final int locate) {
        final int index = indexByLocate[locate];
        return index == NONE ? 0 : instrumentIds[index];
    }

    @Override
    public long quantityUnit(final int index) {
        return quantityUnits[index];
    }
}
