package io.tiercel.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MicroRunTest {
    @Test
    void shouldCountNothingThatTheHarnessCanHaveAllocated() {
        assertEquals(0, MicroRun.withoutHarness(0.03, 100_000));
        assertEquals(0, MicroRun.withoutHarness(8_192, 1));
    }

    @Test
    void shouldCountARareAllocationOfAnOperation() {
        assertEquals(0.16, MicroRun.withoutHarness(0.16, 100_000));
        assertEquals(16, MicroRun.withoutHarness(16, 1_000));
    }
}
