package io.tiercel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
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
