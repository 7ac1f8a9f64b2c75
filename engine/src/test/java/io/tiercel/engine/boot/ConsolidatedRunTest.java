package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with two venues on virtual time, the west two euros above the east, where a maker quotes. */
final class ConsolidatedRunTest {
    private static final Path CONFIGURATION = Path.of("..", "config", "two-venues.conf");
    /** Of the maker in the east; strategies are numbered in the order of their names. */
    private static final int MAKER_EAST = 1;

    private static final long BETWEEN_NANOS = 101_700_000_000L;

    @TempDir
    Path temporary;

    private final Program program = new Program();

    @Test
    void shouldQuoteInTheEastByThePriceInTheWest() {
        final List<Long> consolidated = sellPrices("consolidated", true);
        final List<Long> alone = sellPrices("alone", false);

        assertFalse(consolidated.isEmpty());
        assertFalse(alone.isEmpty());
        assertTrue(consolidated.stream().allMatch(price -> price > BETWEEN_NANOS), consolidated::toString);
        assertTrue(alone.stream().allMatch(price -> price < BETWEEN_NANOS), alone::toString);
        assertEquals(
                0, program.execute("replay", temporary.resolve("consolidated").toString(), "--verify"), program::err);
    }

    private List<Long> sellPrices(final String journal, final boolean consolidated) {
        final Path folder = temporary.resolve(journal);
        assertEquals(
                0,
                program.execute(
                        "run",
                        "--virtual",
                        "--headless",
                        "--json",
                        "--duration",
                        "3s",
                        "--config",
                        CONFIGURATION.toAbsolutePath().toString(),
                        "--journal",
                        folder.toString(),
                        "--set",
                        "journal.blockBytes=1MiB",
                        "--set",
                        "venues.WEST.instruments.KESTREL-W.startPrice=103.50",
                        "--set",
                        "strategies.makerEast.parameters.consolidated=" + consolidated),
                program::err);
        return JournalOutputs.prices(folder, MAKER_EAST, Side.SELL);
    }
}
