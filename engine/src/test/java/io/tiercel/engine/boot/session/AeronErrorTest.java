package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AeronErrorTest {
    @Test
    void shouldFailEngineAtItsNextUpkeepAfterAnError(@TempDir final Path folder) {
        final EngineConfiguration.Aeron configuration = new EngineConfiguration.Aeron(
                EngineConfiguration.Driver.EMBEDDED, folder.resolve("aeron").toString());
        try (AeronTransport transport = new AeronTransport(configuration)) {
            transport.engineUpkeep();
            final Exception first = new Exception("MediaDriver keepalive timed out");
            transport.onError(first);
            transport.onError(new Exception("later"));

            final EnvironmentException failed = assertThrows(EnvironmentException.class, transport::engineUpkeep);

            assertSame(first, failed.getCause());
            assertEquals(
                    "Aeron failed: MediaDriver keepalive timed out; is the media driver at " + folder.resolve("aeron")
                            + " alive?",
                    failed.getMessage());
        }
    }
}
