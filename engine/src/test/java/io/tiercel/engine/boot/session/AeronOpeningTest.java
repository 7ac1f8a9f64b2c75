package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.boot.configuration.EngineConfiguration.Driver;
import io.tiercel.engine.boot.configuration.EngineConfiguration.NetworkThread;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AeronOpeningTest {
    private static final boolean NETWORK = true;

    @TempDir
    Path temporary;

    @Test
    void shouldLeaveNothingBehindWhenTheDriverForEmergenciesCannotStart() throws Exception {
        final Path folder = temporary.resolve("aeron");
        Files.createFile(temporary.resolve("aeron-emergency"));
        final EngineConfiguration.Aeron configuration =
                new EngineConfiguration.Aeron(Driver.EMBEDDED, folder.toString(), NetworkThread.ENGINE);

        final Exception refused = assertThrows(Exception.class, () -> new AeronTransport(configuration, NETWORK));

        assertTrue(refused.toString().contains("aeron-emergency"), refused::toString);
        assertFalse(Files.exists(folder));
    }
}
