package io.tiercel.engine.core;

import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.reference.TickTable;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * The tick tables in force, and those of which entries are still coming. Nothing uses a table before it is whole, and
 * an entry out of order spoils its table's draft: the table in force stays. Cold: it allocates.
 */
final class TickTableSet {
    private final Instruments instruments;
    private final TreeMap<Integer, TickTable> inForce = new TreeMap<>();
    private final TreeMap<Integer, Draft> drafts = new TreeMap<>();

    TickTableSet(final Instruments instruments) {
        this.instruments = instruments;
    }

    /** Forgets what came of tables that were never completed. */
    void discardDrafts() {
        drafts.clear();
    }

    /**
     * The entries of a table come in rising order of price, the first from 0 on.
     *
     * @throws IllegalArgumentException when this one does not fit; until the drafts are completed or discarded its
     * table takes no others
     */
    void entry(final int id, final long fromPriceNanos, final long tickNanos) {
        final Draft draft = drafts.computeIfAbsent(id, Draft::new);
        if (draft.spoiled) {
            return;
        }
        draft.spoiled = true;
        draft.add(fromPriceNanos, tickNanos);
        draft.spoiled = false;
    }

    /** No more entries come for the tables begun: puts each in force, for all instruments that use its id. */
    void completeDrafts() {
        for (final Draft draft : drafts.values()) {
            if (!draft.spoiled) {
                inForce.put(draft.table.id(), draft.table);
                pointInstrumentsTo(draft.table);
            }
        }
        drafts.clear();
    }

    private void pointInstrumentsTo(final TickTable table) {
        for (int id = 1; id <= instruments.greatestId(); id++) {
            final Instrument instrument = instruments.get(id);
            if (instrument != null && instrument.tickTable().id() == table.id()) {
                instrument.tickTable(table);
            }
        }
    }

    /** The table in force, or null. */
    TickTable table(final int id) {
        return inForce.get(id);
    }

    /** Of the tables in force. */
    NavigableSet<Integer> ids() {
        return inForce.navigableKeySet();
    }

    private static final class Draft {
        private final int id;
        private TickTable table;
        private boolean spoiled;

        Draft(final int id) {
            this.id = id;
        }

        void add(final long fromPriceNanos, final long tickNanos) {
            final int count = table == null ? 0 : table.entryCount();
            final long[] from = new long[count + 1];
            final long[] ticks = new long[count + 1];
            Arrays.setAll(from, i -> i < count ? table.fromPriceNanos(i) : fromPriceNanos);
            Arrays.setAll(ticks, i -> i < count ? table.tickNanos(i) : tickNanos);
            table = new TickTable(id, from, ticks);
        }
    }
}
