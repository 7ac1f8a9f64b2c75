package io.tiercel.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DisruptorFloorTest {
    @Test
    void shouldNotWaitForAPartnerThatHasDied() {
        try (DisruptorFloor floor = new DisruptorFloor()) {
            floor.check(() -> {
                throw new IllegalStateException("the partner has died");
            });

            // More than the ring holds, and nobody takes one.
            final IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> floor.oneWayPerSecond(10_000));

            assertEquals("the partner has died", failure.getMessage());
        }
    }
}
