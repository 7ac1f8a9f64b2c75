package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Which trades of records count: where several schemas of a stream tell those of one instrument, each of them tells
 * the same ones, in order. So a trade between the oldest and the newest of those that count is one of them, unless the
 * schema that told the newest one tells it.
 */
final class DbnTrades {
    private final Int2ObjectHashMap<Told> byInstrument = new Int2ObjectHashMap<>();
    private long repeated;

    /** The trades of an instrument that count, and which schema's records told the newest one first. */
    private static final class Told {
        private long oldestNs = Long.MAX_VALUE;
        private long newestNs = Long.MIN_VALUE;
        private int schema;
    }

    /**
     * Whether it was not told before.
     *
     * @param schema any number for it
     */
    boolean isNew(final int id, final int schema, final long eventTimeNs) {
        if (eventTimeNs == DbnFlyweight.NO_TIME) {
            return true;
        }
        Told told = byInstrument.get(id);
        if (told == null) {
            told = new Told();
            byInstrument.put(id, told);
        } else if (schema != told.schema && eventTimeNs >= told.oldestNs && eventTimeNs <= told.newestNs) {
            repeated++;
            return false;
        }
        told.oldestNs = Math.min(told.oldestNs, eventTimeNs);
        if (eventTimeNs > told.newestNs) {
            told.newestNs = eventTimeNs;
            told.schema = schema;
        }
        return true;
    }

    /** Trades that another schema had told. */
    long repeatedCount() {
        return repeated;
    }
}
