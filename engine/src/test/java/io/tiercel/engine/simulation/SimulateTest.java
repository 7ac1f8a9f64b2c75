package io.tiercel.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SimulateTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int simulate(final String... args) {
        return Simulate.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    @Test
    void shouldHelp() {
        assertEquals(0, simulate("--help"));

        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: simulate [--seeds N]"), out::toString);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameTheValueAndItsLimit() {
        assertEquals(2, simulate("--seeds", "0"));

        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("simulate: --seeds 0 is below 1: "), err::toString);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
