package io.tiercel.engine.strategy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.engine.book.ConsolidatedBook;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.reference.Instruments;
import io.tiercel.engine.strategy.testing.FakeBook;
import io.tiercel.engine.strategy.testing.FakeContext;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SetupTest {
    private final Instruments instruments = new Instruments(2);
    private final Instrument bolt = FakeBook.instrument(2, "BOLT", 2, 1);

    SetupTest() {
        instruments.define(FakeBook.instrument(1, "ACME", 0, 10));
        instruments.define(bolt);
    }

    @Test
    void shouldUseDefaults() {
        final Setup setup = setup(Map.of());

        assertEquals(5, setup.wholeNumber("a", 5, 1, 9).value());
        assertEquals(0.00001, setup.number("b", 0.00001, 0, 1).value());
        assertEquals(150, setup.quantity("c", bolt, "1.5", "0", "10").value());
        assertEquals(2_000_000, setup.duration("d", "2ms", "1us", "1s").value());
        assertEquals(true, setup.flag("e", true).value());
        assertEquals(0.5, setup.fixedNumber("f", 0.5, 0, 1));
        assertEquals(60_000_000_000L, setup.fixedDuration("g", "1m", "1s", "1h"));
    }

    @Test
    void shouldReadConfiguredValues() {
        final Setup setup = setup(
                Map.of("a", "-7", "b", "2.5e-3", "c", "0.01", "d", "1.5 us", "e", "false", "f", " 1 ", "g", "250ns"));

        assertEquals(-7, setup.wholeNumber("a", 5, -9, 9).value());
        assertEquals(0.0025, setup.number("b", 1, 0, 1).value());
        assertEquals(1, setup.quantity("c", bolt, "1.5", "0", "10").value());
        assertEquals(1_500, setup.duration("d", "2ms", "1ns", "1s").value());
        assertEquals(false, setup.flag("e", true).value());
        assertEquals(1.0, setup.fixedNumber("f", 0.5, 0, 1));
        assertEquals(250, setup.fixedDuration("g", "1m", "1ns", "1h"));
    }

    @Test
    void shouldExplainWholeNumbers() {
        assertError("10", "out of range; set a whole number from 1 to 9", setup -> setup.wholeNumber("key", 5, 1, 9));
        assertError(
                "1.0",
                "not a value of this parameter; set a whole number from 1 to 9",
                setup -> setup.wholeNumber("key", 5, 1, 9));
        assertError(
                "9223372036854775808",
                "not a value of this parameter; set a whole number from 1 to 9",
                setup -> setup.wholeNumber("key", 5, 1, 9));
    }

    @Test
    void shouldExplainNumbers() {
        assertError("-0.1", "out of range; set a number from 0.0 to 1.5", setup -> setup.number("key", 1, 0, 1.5));
        for (final String text : new String[] {"NaN", "Infinity", "0x1p3", "1d", "", "1e999", "1,5"}) {
            assertError(
                    text,
                    "not a value of this parameter; set a number from 0.0 to 1.5",
                    setup -> setup.number("key", 1, 0, 1.5));
        }
    }

    @Test
    void shouldExplainQuantities() {
        final String expected = "set a quantity of BOLT from 0.5 to 10 with at most 2 decimals";
        assertError("0.49", "out of range; " + expected, setup -> setup.quantity("key", bolt, "1", "0.5", "10"));
        assertError(
                "0.505",
                "not a value of this parameter; " + expected,
                setup -> setup.quantity("key", bolt, "1", "0.5", "10"));
        assertError(
                "9999999999999999999",
                "not a value of this parameter; " + expected,
                setup -> setup.quantity("key", bolt, "1", "0.5", "10"));
    }

    @Test
    void shouldExplainDurations() {
        final String expected = "set a duration from 1us to 1s with a unit (ns, us, ms, s, m, h, d)";
        assertError("2s", "out of range; " + expected, setup -> setup.duration("key", "1ms", "1us", "1s"));
        for (final String text : new String[] {"100", "1 day", "-1ms", "0.5ns", "ms"}) {
            assertError(
                    text,
                    "not a value of this parameter; " + expected,
                    setup -> setup.duration("key", "1ms", "1us", "1s"));
        }
    }

    @Test
    void shouldExplainFlags() {
        assertError("yes", "not a value of this parameter; set true or false", setup -> setup.flag("key", true));
    }

    @Test
    void shouldExplainInstruments() {
        final String remedy = "no such instrument; set the symbol of one from the reference data";
        assertError("CAKE", remedy, setup -> setup.instrument("key"));
        assertEquals(
                "strategies.test.parameters.key = \"CAKE\": " + remedy,
                failure(setup(Map.of("key", "ACME,CAKE")), setup -> setup.instruments("key")));
        assertEquals(
                "strategies.test.parameters.key = \"ACME\": stands in the list twice; name each instrument once",
                failure(setup(Map.of("key", "ACME, ACME")), setup -> setup.instruments("key")));
        assertEquals(
                "strategies.test.parameters.key: missing; set the symbol of an instrument from the reference data",
                failure(setup(Map.of()), setup -> setup.instrument("key")));
    }

    @Test
    void shouldRefuseDefaultOutOfRange() {
        assertEquals(
                "strategies.test.parameters.key = \"10\": out of range; set a whole number from 1 to 9",
                failure(setup(Map.of()), setup -> setup.wholeNumber("key", 10, 1, 9)));
    }

    @Test
    void shouldRefuseKeyThatIsAskedForTwice() {
        final Setup setup = setup(Map.of());
        setup.flag("key", true);

        assertEquals(
                "strategies.test.parameters.key: the strategy asks for this key twice; ask once in its constructor"
                        + " and keep the result",
                failure(setup, twice -> twice.flag("key", false)));
    }

    @Test
    void shouldWriteQuantitiesAsItReadsThem() {
        for (final long quantity : new long[] {0, 1, 10, 100, 12_345, Long.MAX_VALUE / 4}) {
            for (int scale = 0; scale <= 9; scale++) {
                final String text = ParameterText.quantityText(quantity, scale);
                assertEquals(quantity, ParameterText.quantity(text, scale), text);
            }
        }
    }

    @Test
    void shouldSubscribeToAllListingsOfASecurity() {
        final Instruments linked = new Instruments(4);
        for (int id = 1; id <= 4; id++) {
            linked.define(listing(id, id == 3 ? 3 : 1));
        }
        final Setup setup =
                new Setup("test", new FakeContext(), linked, null, new LaneResults(), Map.of("instrument", "S2"));

        final ConsolidatedBook consolidated = setup.consolidatedBook(setup.instrument("instrument"));

        assertEquals(3, consolidated.listingCount());
        assertEquals(4, consolidated.listing(2).id());
        assertArrayEquals(new int[] {1, 2, 4}, setup.instrumentIds());
    }

    private Instrument listing(final int id, final int securityId) {
        return new Instrument(id, "S" + id, "V", id, 0, true, 1, 1, "EUR", 0, 1, bolt.tickTable(), securityId);
    }

    private Setup setup(final Map<String, String> parameters) {
        return new Setup("test", null, instruments, null, new LaneResults(), parameters);
    }

    private void assertError(final String value, final String text, final Function<Setup, Object> use) {
        assertEquals(
                "strategies.test.parameters.key = \"" + value + "\": " + text,
                failure(setup(Map.of("key", value)), use));
    }

    private static String failure(final Setup setup, final Function<Setup, Object> use) {
        return assertThrows(IllegalArgumentException.class, () -> use.apply(setup))
                .getMessage();
    }
}
