package io.tiercel.engine.book;

import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.TickTable;

/** Instruments for tests of books, which look at id and depth kind only. */
final class TestInstruments {
    private static final TickTable TICKS = new TickTable(1, new long[] {0}, new long[] {1});

    private TestInstruments() {}

    static Instrument byOrder(final int id) {
        return instrument(id, true);
    }

    static Instrument byLevel(final int id) {
        return instrument(id, false);
    }

    private static Instrument instrument(final int id, final boolean byOrder) {
        return new Instrument(id, "S" + id, "V" + id, 1, 0, byOrder, 1, 1, "USD", 0, 1, TICKS);
    }
}
