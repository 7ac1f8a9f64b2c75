package io.tiercel.engine.boot.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldMatchReferenceInDocs() throws IOException {
        final String document = Files.readString(REFERENCE);

        assertEquals(
                KeyReference.update(document),
                document,
                "docs/configuration.md is out of date: run scripts/tiercel config explain --markdown docs/configuration.md");
    }

    @Test
    void shouldNoticeReferenceOutOfDate() throws IOException {
        final String document = Files.readString(REFERENCE).replace("0 to 127", "0 to 128");

        assertNotEquals(KeyReference.update(document), document);
    }

    @Test
    void shouldAcceptEveryDefaultAsItsCanonicalText() throws BadValueException {
        for (final Key key : Keys.all()) {
            if (key.defaultText() != null) {
                assertEquals(key.defaultText(), key.canonical(key.defaultText()), key.path());
            }
        }
    }

    @Test
    void shouldTakeDefaultsOnlyFromEarlierKeys() {
        final Set<String> earlier = new HashSet<>();
        for (final Key key : Keys.all()) {
            assertTrue(key.defaultFrom() == null || earlier.contains(key.defaultFrom()), key.path());
            assertTrue(earlier.add(key.path()), key.path() + " is declared twice");
        }
    }

    @Test
    void shouldNameEnvironmentVariables() {
        assertEquals("TIERCEL_ENGINE_ID", Key.environmentName(List.of("engine", "id")));
        assertEquals(
                "TIERCEL_RISK_PRICE_COLLAR_BASIS_POINTS",
                Key.environmentName(List.of("risk", "priceCollarBasisPoints")));
        assertEquals(
                "TIERCEL_VENUES_SIM_INSTRUMENTS_BRK_B_START_PRICE",
                Key.environmentName(List.of("venues", "SIM", "instruments", "BRK.B", "startPrice")));
    }

    @Test
    void shouldKnowSecretsByTheirEnding() {
        assertTrue(Key.secret(List.of("a", "dbPassword")));
        assertTrue(Key.secret(List.of("a", "KEY")));
        assertTrue(!Key.secret(List.of("apiKey", "size")));
    }
}
