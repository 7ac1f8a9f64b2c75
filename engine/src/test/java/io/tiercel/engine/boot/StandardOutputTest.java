package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldKeepTheExitCodeOfAResultThatWasWritten() {
        assertEquals(0, ended(0, new ByteArrayOutputStream()));
        assertEquals(1, ended(1, new ByteArrayOutputStream()));
        assertEquals("", said());
    }

    @Test
    void shouldFailWhereTheDiskIsFull() {
        assertEquals(3, ended(0, failing("No space left on device")));
        assertEquals(
                "tiercel: not all of the result could be written to standard output: No space left on device; make room,"
                        + " or send it elsewhere\n",
                said());
        assertEquals(1, ended(1, failing("No space left on device")));
    }

    @Test
    void shouldLetNobodyReadOn() {
        assertEquals(0, ended(0, failing("Broken pipe")));
        assertEquals("", said());
    }

    private int ended(final int exitCode, final OutputStream under) {
        final PrintStream out = new PrintStream(under, true, StandardCharsets.UTF_8);
        out.println("a result");
        return StandardOutput.exitCode(exitCode, out, under, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static OutputStream failing(final String why) {
        return new OutputStream() {
            @Override
            public void write(final int value) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
