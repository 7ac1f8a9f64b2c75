package io.tiercel.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final double NONE = Double.NaN;

    @Test
    void shouldSayWhatMoved() {
        final List<Row> before = List.of(
                ratio("faster", 3, 2.8, 3.2), ratio("same", 3, 2.8, 3.2), value("slower", 4e6), value("gone", 1));
        final List<Row> after = List.of(
                ratio("faster", 1.5, 1.4, 1.6), ratio("same", 3.1, 3, 3.2), value("slower", 3e6), value("new", 7));

        final String text = Comparison.of(before, after).replaceAll(" +", " ");

        assertEquals("""
                what before now change\s
                faster 3.00 1.50 -50.0 % better
                same 3.00 3.10 +3.3 %\s
                slower 4,000,000 3,000,000 -25.0 % worse
                new 7.00 new
                gone 1.00 not measured now
                """, text);
    }

    @Test
    void shouldNotCompareWhatIsNotThere() {
        final String text = Comparison.of(List.of(value("lost", 3)), List.of(value("lost", NONE)));

        assertEquals(
                "lost 3.00 ? cannot be compared", text.lines().toList().get(1).replaceAll(" +", " "));
    }

    @Test
    void shouldSayWhereAFigureComesOfDisturbedWindows() {
        final Row disturbed = new Row("way", 900, "ns", "echo", 4, "<= 2 times", 1, false, 3.9, 4.1, true);

        final String text = Comparison.of(List.of(ratio("way", 3, 2.8, 3.2)), List.of(disturbed));

        assertTrue(text.endsWith("worse (disturbed)\n"), text);
    }

    private static Row ratio(final String name, final double ratio, final double min, final double max) {
        return new Row(name, 900, "ns", "echo", ratio, "<= 2 times", 1, true, min, max, false);
    }

    private static Row value(final String name, final double value) {
        return new Row(name, value, "events/s", "", NONE, ">= 3", 1, true, NONE, NONE, false);
    }
}
