package io.tiercel.engine.reference;

import io.tiercel.codecs.HotPath;

/** The instruments by id. Ids are dense: an id is an index. */
@HotPath
public final class Instruments {
    private final Instrument[] byId;
    private int greatestId;

    /** @param maxInstruments the greatest id */
    public Instruments(final int maxInstruments) {
        byId = new Instrument[maxInstruments + 1];
    }

    /** The greatest id there can be. */
    public int maxInstruments() {
        return byId.length - 1;
    }

    /** The greatest id there is; ids up to it may be undefined. */
    public int greatestId() {
        return greatestId;
    }

    /** The instrument, or null when the id is unknown or out of range. */
    public Instrument get(final int instrumentId) {
        return instrumentId > 0 && instrumentId < byId.length ? byId[instrumentId] : null;
    }

    /** Adds or amends an instrument. The caller has checked that its id is in range. */
    public void define(final Instrument instrument) {
        byId[instrument.id()] = instrument;
        greatestId = Math.max(greatestId, instrument.id());
    }

    /** By symbol, for set-up only: a linear search. Null when there is none. */
    public Instrument find(final String symbol) {
        for (int id = 1; id <= greatestId; id++) {
            if (byId[id] != null && byId[id].symbol().equals(symbol)) {
                return byId[id];
            }
        }
        return null;
    }
}
