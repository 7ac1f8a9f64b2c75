package io.tiercel.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class InstrumentsTest {
    private final Instruments instruments = new Instruments(10);

    @Test
    void shouldFindByIdAndSymbol() {
        final Instrument second = instrument(7, "ABC");
        instruments.define(instrument(2, "XYZ"));
        instruments.define(second);

        assertSame(second, instruments.get(7));
        assertSame(second, instruments.find("ABC"));
        assertEquals(7, instruments.greatestId());
    }

    @Test
    void shouldHaveNothingWhereNothingIsDefined() {
        instruments.define(instrument(2, "XYZ"));

        assertNull(instruments.get(1));
        assertNull(instruments.get(0));
        assertNull(instruments.get(-1));
        assertNull(instruments.get(11));
        assertNull(instruments.find("ABC"));
    }

    @Test
    void shouldTakeOverAnAmendedDefinition() {
        final Instrument amended = instrument(2, "NEW");
        instruments.define(instrument(2, "OLD"));
        instruments.define(amended);

        assertSame(amended, instruments.get(2));
        assertNull(instruments.find("OLD"));
        assertEquals(2, instruments.greatestId());
    }

    private static Instrument instrument(final int id, final String symbol) {
        final TickTable ticks = new TickTable(1, new long[] {0}, new long[] {1});
        return new Instrument(id, symbol, symbol, 1, 0, true, 1, 1, "USD", 0, 1, ticks);
    }
}
