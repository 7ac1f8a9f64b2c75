package io.tiercel.engine.reference;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

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

    /** What changes of them while they are traded: their status. */
    public void snapshotTo(final StateWriter writer) {
        for (int id = 1; id <= greatestId; id++) {
            writer.putInt(byId[id] == null ? -1 : byId[id].status().value());
        }
    }

    /** The same instruments must have been defined before. */
    public void restoreFrom(final StateReader reader) {
        for (int id = 1; id <= greatestId; id++) {
            final int status = reader.takeInt();
            if (status >= 0) {
                byId[id].status(TradingStatus.get((short) status));
            }
        }
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
