package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunDelayTest {
    @Test
    void shouldReadTimeWaited() {
        assertEquals(67_890, RunDelay.parse("12345 67890 12\n"));
    }

    @Test
    void shouldNeverGoBack() {
        final RunDelay delay = RunDelay.ofCurrentThread();
        final long before = delay.totalNs();

        assertTrue(delay.totalNs() >= before);
    }
}
