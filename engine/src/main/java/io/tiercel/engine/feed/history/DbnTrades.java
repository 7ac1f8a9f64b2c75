package io.tiercel.engine.feed.history;

import io.tiercel.codecs.dbn.DbnFlyweight;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Which trades of records count: where several schemas of a stream tell those of one instrument, each of them tells
 * the same ones, in order. So a trade that is not newer than what another schema has told is one of those.
 */
final class DbnTrades {
    private final Int2ObjectHashMap<Newest> byInstrument = new Int2ObjectHashMap<>();
    private long repeated;

    /** The newest trade of an instrument, and which schema's records told it first. */
    private static final class Newest {
        private long timeNs;
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
        Newest newest = byInstrument.get(id);
        if (newest == null) {
            newest = new Newest();
            byInstrument.put(id, newest);
        } else if (schema != newest.schema && eventTimeNs <= newest.timeNs) {
            repeated++;
            return false;
        }
        newest.schema = schema;
        newest.timeNs = eventTimeNs;
        return true;
    }

    /** Trades that another schema had told. */
    long repeatedCount() {
        return repeated;
    }
}
