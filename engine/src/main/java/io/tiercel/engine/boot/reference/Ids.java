package io.tiercel.engine.boot.reference;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Ids for names. */
final class Ids {
    private Ids() {}

    /** Names that had an id keep it; the others follow in rising order, from 1 when there were none. */
    static SortedMap<String, Integer> assign(final SortedSet<String> names, final Map<String, Integer> earlier) {
        final SortedMap<String, Integer> ids = new TreeMap<>(earlier);
        int next = 1;
        for (final int id : earlier.values()) {
            next = Math.max(next, id + 1);
        }
        for (final String name : names) {
            if (!ids.containsKey(name)) {
                ids.put(name, next++);
            }
        }
        return ids;
    }
}
