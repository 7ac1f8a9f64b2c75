package io.tiercel.engine.boot.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example whose market sends MDP 3.0, with instruments that MDP 3.0 has no room for. */
final class Mdp3LimitsTest {
    private static final Path CONFIG = Path.of("..", "config");

    @TempDir
    Path temporary;

    @Test
    void shouldTakeTheExampleAndItsGreatestLot() throws IOException {
        assertEquals(2, load("KESTREL", "131", "0").instruments().size());
    }

    /** With the venueSymbol, lot and quantityScale that the line has. */
    @ParameterizedTest
    @CsvSource({
        "KESTREL-OF-DECEMBER-26,1,0,'venueSymbol = \"KESTREL-OF-DECEMBER-26\" has 22 characters, and at most 20 have'",
        "KESTREL,0.1,1,'lot = \"0.1\" is no whole number of contracts from 1 to 131'",
        "KESTREL,132,0,'lot = \"132\" is no whole number of contracts from 1 to 131'"
    })
    void shouldRefuseWhatMdp3HasNoRoomFor(
            final String venueSymbol, final String lot, final String scale, final String problem) {
        final String text = assertThrows(ConfigurationException.class, () -> load(venueSymbol, lot, scale))
                .getMessage();

        assertTrue(text.contains("column " + problem), text);
        assertTrue(text.contains(", since venues.SIM.mdp3.lines sends it as MDP 3.0; "), text);
    }

    private ReferenceData load(final String venueSymbol, final String lot, final String scale) throws IOException {
        final String line =
                String.join(",", "1,KESTREL,SIM", venueSymbol, "share", lot, scale, "1,EUR,,always,by-order");
        final String example = Files.readString(CONFIG.resolve("sim-mdp3").resolve("instruments.csv"));
        final Path instruments = Files.writeString(
                temporary.resolve("instruments.csv"),
                example.lines().reduce("", (all, each) -> all + (each.startsWith("1,") ? line : each) + "\n"));
        return ReferenceData.load(ConfigurationLoader.load(
                CONFIG.resolve("sim-mdp3.conf"),
                Map.of(),
                List.of("reference.instruments=" + instruments.toAbsolutePath()),
                OptionalLong.empty()));
    }
}
