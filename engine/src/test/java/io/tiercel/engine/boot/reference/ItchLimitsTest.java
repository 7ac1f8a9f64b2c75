package io.tiercel.engine.boot.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example whose market sends ITCH, with instruments that ITCH has no room for. */
final class ItchLimitsTest {
    private static final Path CONFIG = Path.of("..", "config");
    private static final String LINE = "1,KESTREL,SIM,KESTREL,share,1,0,1,EUR,,always,by-order";

    @TempDir
    Path temporary;

    @Test
    void shouldTakeTheExample() throws IOException {
        assertEquals(2, load(LINE, "101.50").instruments().size());
    }

    /** With the venueSymbol, tick table, lot and quantityScale that the line has. */
    @ParameterizedTest
    @CsvSource({
        "KESTRELXX,share,1,0,101.50,'venueSymbol = \"KESTRELXX\" has 9 characters, and at most 8 have room'",
        "KESTREL,share,0.1,1,101.50,'lot = \"0.1\" is no whole number of shares from 1 to 4294967295'",
        "KESTREL,share,4294967296,0,101.50,'lot = \"4294967296\" is no whole number of shares from 1 to'",
        "KESTREL,fine,1,0,101.50,'tickTable = \"fine\" has the tick 0.00005 at the start price 101.5, which is no'",
        "KESTREL,share,1,0,100000.05,'symbol = \"KESTREL\" begins at the price 100000.05, which is above 100000'"
    })
    void shouldRefuseWhatItchHasNoRoomFor(
            final String venueSymbol,
            final String ticks,
            final String lot,
            final String scale,
            final String price,
            final String problem) {
        final String line = String.join(",", "1,KESTREL,SIM", venueSymbol, ticks, lot, scale, "1,EUR,,always,by-order");

        final String text = assertThrows(ConfigurationException.class, () -> load(line, price))
                .getMessage();

        assertTrue(text.contains("instruments.csv:2"), text);
        assertTrue(text.contains("column " + problem), text);
        assertTrue(text.contains(", since venues.SIM.itch.lines sends it as ITCH; "), text);
    }

    @Test
    void shouldTakeAnythingWhereTheMarketSendsNone() throws IOException {
        final ReferenceData data = load(
                "1,KESTREL,SIM,KESTRELXX,fine,0.1,1,1,EUR,,always,by-order",
                "101.50",
                "venues.SIM.itch.lines=",
                "venues.SIM.itch.requests=",
                "venues.SIM.itch.snapshots=",
                "venues.SIM.type=builtIn",
                "feeds.SIM.venue=OTHER",
                "venues.OTHER.id=2",
                "venues.OTHER.type=dataOnly");

        assertEquals(2, data.instruments().size());
    }

    private ReferenceData load(final String line, final String price, final String... more) throws IOException {
        final String example = Files.readString(CONFIG.resolve("sim-itch").resolve("instruments.csv"));
        final Path instruments = Files.writeString(
                temporary.resolve("instruments.csv"),
                example.lines().skip(1).reduce("", (all, each) -> all + (each.startsWith("1,") ? line : each) + "\n"));
        final Path ticks = Files.writeString(
                temporary.resolve("ticks.csv"), "tickTable,fromPrice,tick\nshare,0,0.01\nfine,0,0.00005\n");
        final List<String> assignments = new ArrayList<>(List.of(more));
        assignments.add("reference.instruments=" + instruments.toAbsolutePath());
        assignments.add("reference.ticks=" + ticks.toAbsolutePath());
        assignments.add("venues.SIM.instruments.KESTREL.startPrice=" + price);
        return ReferenceData.load(
                ConfigurationLoader.load(CONFIG.resolve("sim-itch.conf"), Map.of(), assignments, OptionalLong.empty()));
    }
}
