package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.venue.sim.VenueLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailuresTest {
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayOfAVenueLogThatCannotBeMadeWhatToDo() {
        final Path file = temporary.resolve("no-such-folder").resolve("SIM.csv");

        assertEquals(ExitCode.ENVIRONMENT, report(() -> VenueLog.create(file)));

        assertTrue(err().startsWith("tiercel: venue log " + file + " cannot be made ("), err());
        assertTrue(err().endsWith("): name a new file in a folder that exists\n"), err());
    }

    @Test
    void shouldCallAFileErrorWithoutWordsOfItsOwnUnexpected() {
        assertEquals(ExitCode.ENVIRONMENT, report(() -> {
            throw new UncheckedIOException(new IOException("Stale file handle"));
        }));

        assertTrue(err().startsWith("tiercel: unexpected: UncheckedIOException: "), err());
    }

    private int report(final Runnable failing) {
        try {
            failing.run();
        } catch (final RuntimeException failure) {
            return Failures.report(failure, false, new PrintStream(err, true, StandardCharsets.UTF_8));
        }
        throw new AssertionError("it did not fail");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
