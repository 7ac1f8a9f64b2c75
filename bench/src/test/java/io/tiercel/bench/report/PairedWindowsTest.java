package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.report.PairedWindows.Window;
import org.junit.jupiter.api.Test;

class PairedWindowsTest {
    private final PairedWindows windows = new PairedWindows();

    @Test
    void shouldKeepDisturbedPairsApart() {
        for (int i = 0; i < 5; i++) {
            windows.add(new Window(200, 400, false), new Window(100, 100, false));
            windows.add(new Window(300, 600, false), new Window(100, 100, false));
        }
        windows.add(new Window(9_000, 9_000, true), new Window(100, 100, false));
        windows.add(new Window(250, 500, false), new Window(5_000, 5_000, true));

        assertEquals(12, windows.count());
        assertEquals(10, windows.cleanCount());
        assertEquals(1, windows.disturbedCount(true));
        assertEquals(1, windows.disturbedCount(false));
        assertEquals(2.5, windows.p50Ratio(true).median());
        assertEquals(2, windows.p50Ratio(true).min());
        assertEquals(3, windows.p50Ratio(true).max());
        assertEquals(5, windows.p99Ratio(true).median());
        assertEquals(12, windows.p50Ratio(false).count());
        assertEquals(9_000, windows.p50(true, true).median());
        assertEquals(11, windows.p50(true, false).count());
    }

    @Test
    void shouldHaveNoRatioOfFewCleanPairs() {
        windows.add(new Window(1, 1, true), new Window(1, 1, false));
        for (int i = 0; i < 9; i++) {
            windows.add(new Window(1, 1, false), new Window(1, 1, false));
        }

        assertTrue(Double.isNaN(windows.p50Ratio(true).median()));
    }

    @Test
    void shouldMakeWindowOfSamples() {
        final Window window = Window.of(new long[] {5, 1, 3, 2, 4}, 5, false);

        assertEquals(new Window(3, 5, false), window);
    }
}
