package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
    @TempDir
    private Path temporary;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayInPlainWordsWhatCannotBeRead() throws IOException {
        final Path rows = Files.writeString(temporary.resolve("rows.json"), "[]");
        final Path absent = temporary.resolve("absent");

        assertEquals(Bench.BAD_USAGE, runAndListen("compare", temporary.toString(), "--baseline", rows.toString()));
        assertEquals(
                "bench: " + temporary + " cannot be read: Is a directory; name a file that bench quick --json FILE"
                        + " wrote\n",
                err.toString());
        assertEquals(Bench.ENVIRONMENT_FAILED, runAndListen("floors", "--folder", absent.toString()));
        assertTrue(err.toString().startsWith("bench: no such file or folder (" + absent), err::toString);
    }

    @Test
    void shouldTakeFilesFromWhereTheCommandWasGiven() throws IOException {
        Files.writeString(temporary.resolve("old.json"), "[]");
        Files.writeString(temporary.resolve("new.json"), "[]");

        System.setProperty("tiercel.caller", temporary.toString());
        try {
            assertEquals(Bench.OK, runAndListen("compare", "new.json", "--baseline", "old.json"));
            assertEquals(Bench.BAD_USAGE, runAndListen("compare", "absent.json", "--baseline", "old.json"));
        } finally {
            System.clearProperty("tiercel.caller");
        }

        assertEquals(
                "bench: " + temporary.resolve("absent.json") + " is not there: bench quick --json FILE writes one\n",
                err.toString());
    }

    private int runAndListen(final String... arguments) {
        err.reset();
        final PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            return Bench.run(arguments);
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void shouldHelpWithEachMeasurement() {
        for (final String name : Bench.line().getSubcommands().keySet()) {
            final StringWriter out = new StringWriter();
            final CommandLine line = Bench.line().setOut(new PrintWriter(out, true));

            assertEquals(Bench.OK, line.execute(name, "--help"), name);

            assertTrue(out.toString().startsWith("Usage: bench " + name + " "), out::toString);
        }
    }
}
