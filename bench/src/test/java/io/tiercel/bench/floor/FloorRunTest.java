package io.tiercel.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.report.Report;
import org.junit.jupiter.api.Test;

class FloorRunTest {
    private static final FloorSettings SETTINGS = new FloorSettings(3, 2, 10, -1, -1);

    /** Counts, and takes no time. */
    private static class CountingFloor extends Floor {
        private int operations;

        CountingFloor(final boolean withPartner) {
            super("counting", withPartner);
        }

        @Override
        void operate() {
            operations++;
        }
    }

    @Test
    void shouldOperateInWindowsWithAndWithoutTheClock() throws InterruptedException {
        final CountingFloor floor = new CountingFloor(false);

        final FloorWindows windows = new FloorRun(SETTINGS).take(floor);

        assertEquals((3 + 2) * 10 * 2, floor.operations);
        assertEquals(3, windows.count());
    }

    @Test
    void shouldSayThatThePartnerDied() {
        final Floor floor = new CountingFloor(true) {
            @Override
            void operate() {
                checkPartner();
            }

            @Override
            void answer() {
                throw new IllegalStateException("no ring");
            }
        };

        final IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> new FloorRun(SETTINGS).take(floor));

        assertTrue(failure.getMessage().contains("no ring"), failure.getMessage());
    }

    @Test
    void shouldShowDisturbedWindowsApart() {
        final FloorWindows windows = new FloorWindows();
        windows.add(FloorWindows.Window.of(new long[] {10, 20, 30}, 100, Double.NaN, false));
        windows.add(FloorWindows.Window.of(new long[] {9_000}, 1, Double.NaN, true));

        final Report report = windows.report();

        assertEquals(1, windows.disturbedCount());
        assertEquals(
                "{\"windows\":1,\"p50Ns\":" + all("20.0") + ",\"p90Ns\":" + all("30.0") + ",\"p99Ns\":" + all("30.0")
                        + ",\"perSecond\":" + all("100.0") + ",\"disturbed\":{\"windows\":1,\"p50Ns\":" + all("9000.0")
                        + ",\"p90Ns\":" + all("9000.0") + ",\"p99Ns\":" + all("9000.0") + ",\"perSecond\":"
                        + all("1.0") + "}}",
                report.toJson());
    }

    private static String all(final String figure) {
        return "{\"min\":" + figure + ",\"median\":" + figure + ",\"max\":" + figure + "}";
    }
}
