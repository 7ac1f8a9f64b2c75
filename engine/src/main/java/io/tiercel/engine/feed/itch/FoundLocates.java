package io.tiercel.engine.feed.itch;

import io.tiercel.codecs.itch.ItchFlyweight;
import io.tiercel.engine.feed.InstrumentDirectory;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** Instruments as messages name them, for who reads a file: each symbol is one, and each code without a symbol. */
final class FoundLocates implements Locates {
    private static final int LOCATES = 1 << 16;
    /** No symbol has only zeros. */
    private static final long UNNAMED = 0;
    /** In the place of an index: the directory does not want it. */
    private static final int REFUSED = -2;

    private final InstrumentDirectory directory;
    private final int[] indexByLocate = new int[LOCATES];
    private final Long2LongHashMap indexByKey = new Long2LongHashMap(NONE);
    private final LongHashSet refused = new LongHashSet();
    private int[] instrumentIds = new int[64];
    private long[] keys = new long[64];
    private int count;

    FoundLocates(final InstrumentDirectory directory) {
        this.directory = directory;
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(indexByLocate, NONE);
    }

    @Override
    public boolean bind(final int locate, final long key) {
        final int bound = indexByLocate[locate];
        if (bound >= 0 && keys[bound] == key) {
            return true;
        }
        if (refused.contains(key)) {
            indexByLocate[locate] = REFUSED;
            return false;
        }
        int index = (int) indexByKey.get(key);
        if (index != NONE) {
            directory.rename(instrumentIds[index], locate, ItchFlyweight.symbol(key));
        } else if (bound >= 0 && keys[bound] == UNNAMED) {
            index = bound;
            keys[index] = key;
            indexByKey.put(key, index);
            directory.rename(instrumentIds[index], locate, ItchFlyweight.symbol(key));
        } else {
            index = add(locate, key);
            if (index == REFUSED) {
                refused.add(key);
            }
        }
        indexByLocate[locate] = index;
        return index >= 0;
    }

    @Override
    public boolean boundByOrders() {
        // A file may have no directory before its orders.
        return true;
    }

    @Override
    public int idOfKnown(final int locate) {
        final int index = indexByLocate[locate];
        return index < 0 ? 0 : instrumentIds[index];
    }

    @Override
    public int index(final int locate) {
        final int index = indexByLocate[locate];
        if (index == REFUSED) {
            directory.passedOver(locate);
            return NONE;
        }
        if (index == NONE) {
            indexByLocate[locate] = add(locate, UNNAMED);
        }
        return Math.max(NONE, indexByLocate[locate]);
    }

    private int add(final int locate, final long key) {
        final int id = directory.add(locate, key == UNNAMED ? "" : ItchFlyweight.symbol(key));
        if (id == InstrumentDirectory.NONE) {
            return REFUSED;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            instrumentIds = Arrays.copyOf(instrumentIds, 2 * count);
        }
        keys[count] = key;
        instrumentIds[count] = id;
        if (key != UNNAMED) {
            indexByKey.put(key, count);
        }
        return count++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int instrumentId(final int index) {
        return instrumentIds[index];
    }

    @Override
    public long quantityUnit(final int index) {
        return 1;
    }
}
