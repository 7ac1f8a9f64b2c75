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

/** The example with two venues, and what its links refuse. */
final class TwoVenuesTest {
    private static final Path CONFIG = Path.of("..", "config");

    @TempDir
    Path temporary;

    @Test
    void shouldLinkListingsOfOneSecurity() {
        final ReferenceData data = load(CONFIG.resolve("two-venues").resolve("instruments.csv"));

        assertEquals(
                List.of(1, 1, 3, 3),
                data.instruments().stream().map(InstrumentRow::securityId).toList());
    }

    @Test
    void shouldRefuseToLinkWhatCannotBeCompared() throws IOException {
        final Path file = temporary.resolve("i.csv");
        final String example = Files.readString(CONFIG.resolve("two-venues").resolve("instruments.csv"));
        Files.writeString(
                file,
                example.replace(
                        "2,KESTREL-W,WEST,KESTREL,share,1,0,1,EUR", "2,KESTREL-W,WEST,KESTREL,share,1,0,1,USD"));

        final ConfigurationException refused = assertThrows(ConfigurationException.class, () -> load(file));

        assertTrue(
                refused.getMessage()
                        .contains("column security = \"KESTREL\" is also that of KESTREL-E, which has another"
                                + " quantityScale, multiplier, currency or expiry"),
                refused::getMessage);
    }

    private static ReferenceData load(final Path instruments) {
        return ReferenceData.load(ConfigurationLoader.load(
                CONFIG.resolve("two-venues.conf"),
                Map.of(),
                List.of("reference.instruments=" + instruments.toAbsolutePath()),
                OptionalLong.empty()));
    }
}
