package io.tiercel.bench.floor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FloorSettingsTest {
    @Test
    void shouldRefuseOneProcessorForBothThreads() {
        assertEquals(
                "floors needs 2 processors, one for each of two spinning threads, but got 1 for both: name two with"
                        + " --core and --partner-core, or measure on a host that has them",
                assertThrows(IllegalArgumentException.class, () -> FloorSettings.requireTwo(1, -1, -1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> FloorSettings.requireTwo(1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> FloorSettings.requireTwo(8, 3, 3));
    }

    @Test
    void shouldTakeTwoIsolatedProcessorsThatAreNotAvailableToOthers() {
        assertDoesNotThrow(() -> FloorSettings.requireTwo(1, 2, 3));
    }

    @Test
    void shouldRefuseAProcessorThatTheHostDoesNotHave() {
        final FloorRun run = new FloorRun(new FloorSettings(1, 0, 1, 1_000, 1_001));

        assertTrue(assertThrows(IllegalArgumentException.class, () -> run.take(new ClockFloor()))
                .getMessage()
                .contains("did not accept processor 1000"));
    }
}
