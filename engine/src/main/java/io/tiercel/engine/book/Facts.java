package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.AuctionKind;
import io.tiercel.codecs.types.PriceLimitScope;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * What exchanges say besides books and trades, of all instruments and, as instrument 0 of a venue, of whole markets:
 * the last word of each kind, and whom the open packet has said something of. Of whom nothing was defined nothing is
 * taken.
 */
@HotPath
public final class Facts {
    private static final int SECTION = 0x46414354;
    private static final int VENUES = 256;

    private final InstrumentFacts[] byInstrument;
    private final InstrumentFacts[] byVenue = new InstrumentFacts[VENUES];
    /** In the order in which the open packet spoke of them first. */
    private final InstrumentFacts[] changed;

    private int changedCount;
    private int greatestId;

    /** @param maxInstruments the greatest instrument id */
    public Facts(final int maxInstruments) {
        byInstrument = new InstrumentFacts[maxInstruments + 1];
        changed = new InstrumentFacts[maxInstruments + VENUES];
    }

    /** Takes the room for what may be said of it, and of its venue's market. A second time keeps what was said. */
    public void define(final Instrument instrument) {
        final int id = instrument.id();
        if (byInstrument[id] == null) {
            byInstrument[id] = new InstrumentFacts(id, instrument.venueId());
            greatestId = Math.max(greatestId, id);
        }
        byInstrument[id].instrument(instrument);
        if (byVenue[instrument.venueId()] == null) {
            byVenue[instrument.venueId()] = new InstrumentFacts(0, instrument.venueId());
        }
    }

    /** Null when it is not defined. */
    public MarketFacts of(final int instrumentId) {
        return instrumentId > 0 && instrumentId < byInstrument.length ? byInstrument[instrumentId] : null;
    }

    /** Of a whole market; null when it has no instrument. */
    public MarketFacts ofMarket(final int venueId) {
        return venueId > 0 && venueId < VENUES ? byVenue[venueId] : null;
    }

    /** @param instrumentId 0 for the market; with the venue it must be defined */
    public void statistic(
            final int instrumentId,
            final int venueId,
            final StatisticKind kind,
            final long priceNanos,
            final long quantity,
            final long code,
            final long referenceTimeNs,
            final long venueTimeNs) {
        touch(instrumentId, venueId).statistic(kind, priceNanos, quantity, code, referenceTimeNs, venueTimeNs);
    }

    /** @param instrumentId 0 for the market; with the venue it must be defined */
    public void withdraw(final int instrumentId, final int venueId, final StatisticKind kind) {
        touch(instrumentId, venueId).withdraw(kind);
    }

    /**
     * All that was said of it holds no more. Of whom nothing holds, nothing changes.
     *
     * @param instrumentId 0 for the market; with the venue it must be defined
     */
    public void clear(final int instrumentId, final int venueId) {
        if (find(instrumentId, venueId).withdraw()) {
            touch(instrumentId, venueId);
        }
    }

    public void imbalance(
            final int instrumentId,
            final AuctionKind auction,
            final Side side,
            final long pairedQuantity,
            final long imbalanceQuantity,
            final long referencePriceNanos,
            final long nearPriceNanos,
            final long farPriceNanos,
            final long venueTimeNs) {
        touch(instrumentId, 0)
                .imbalance()
                .set(
                        auction,
                        side,
                        pairedQuantity,
                        imbalanceQuantity,
                        referencePriceNanos,
                        nearPriceNanos,
                        farPriceNanos,
                        venueTimeNs);
    }

    public void limits(
            final int instrumentId,
            final PriceLimitScope scope,
            final long lowPriceNanos,
            final long highPriceNanos,
            final long referencePriceNanos,
            final long variationNanos,
            final long extension,
            final long venueTimeNs) {
        touch(instrumentId, 0)
                .limits(scope)
                .set(lowPriceNanos, highPriceNanos, referencePriceNanos, variationNanos, extension, venueTimeNs);
    }

    private InstrumentFacts touch(final int instrumentId, final int venueId) {
        final InstrumentFacts facts = instrumentId == 0 ? byVenue[venueId] : byInstrument[instrumentId];
        if (facts.list()) {
            changed[changedCount++] = facts;
        }
        return facts;
    }

    /** Of how many the open packet has said something. */
    public int changedCount() {
        return changedCount;
    }

    /** In the order in which it spoke of them first. */
    public MarketFacts changed(final int index) {
        return changed[index];
    }

    /** The packet was told. */
    public void told() {
        for (int i = 0; i < changedCount; i++) {
            changed[i].told();
            changed[i] = null;
        }
        changedCount = 0;
    }

    /** Nothing was ever said. */
    public boolean isEmpty() {
        for (int id = 1; id <= greatestId; id++) {
            if (byInstrument[id] != null && byInstrument[id].said()) {
                return false;
            }
        }
        for (int venueId = 1; venueId < VENUES; venueId++) {
            if (byVenue[venueId] != null && byVenue[venueId].said()) {
                return false;
            }
        }
        return true;
    }

    /** By venue, then by instrument; of whom something was said. */
    public void snapshotTo(final StateWriter writer) {
        writer.section(SECTION);
        for (int venueId = 1; venueId < VENUES; venueId++) {
            snapshot(byVenue[venueId], writer);
        }
        for (int id = 1; id <= greatestId; id++) {
            snapshot(byInstrument[id], writer);
        }
        writer.putBoolean(false);
        writer.putInt(changedCount);
        for (int i = 0; i < changedCount; i++) {
            writer.putInt(changed[i].instrumentId());
            writer.putInt(changed[i].venueId());
        }
    }

    private static void snapshot(final InstrumentFacts facts, final StateWriter writer) {
        if (facts != null && facts.said()) {
            writer.putBoolean(true);
            facts.snapshotTo(writer);
        }
    }

    /**
     * After instruments were defined.
     *
     * @throws IllegalStateException when the snapshot has one that is not defined
     */
    public void restoreFrom(final StateReader reader) {
        reader.section(SECTION);
        told();
        for (int id = 1; id <= greatestId; id++) {
            forget(byInstrument[id]);
        }
        for (int venueId = 1; venueId < VENUES; venueId++) {
            forget(byVenue[venueId]);
        }
        while (reader.takeBoolean()) {
            find(reader.takeInt(), reader.takeInt()).restoreFrom(reader);
        }
        final int count = reader.takeInt();
        for (int i = 0; i < count; i++) {
            touch(reader.takeInt(), reader.takeInt());
        }
    }

    private static void forget(final InstrumentFacts facts) {
        if (facts != null) {
            facts.forget();
        }
    }

    private InstrumentFacts find(final int instrumentId, final int venueId) {
        final MarketFacts found = instrumentId == 0 ? ofMarket(venueId) : of(instrumentId);
        if (found == null) {
            throw new IllegalStateException("snapshot has facts of instrument " + instrumentId + " of venue " + venueId
                    + ", which is not defined: restore the definitions of the same snapshot first");
        }
        return (InstrumentFacts) found;
    }
}
