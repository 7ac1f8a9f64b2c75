package io.tiercel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report()
            .put("name", "core")
            .put("events", 1_234_567)
            .put("same", true)
            .put("rate", Percentiles.of(2.5, 1.5, 3.5))
            .put("none", Double.NaN)
            .put("group", new Report().put("text", "inner").put("count", 3));

    @Test
    void shouldWriteJson() {
        assertEquals(
                "{\"name\":\"core\",\"events\":1234567,\"same\":true,"
                        + "\"rate\":{\"min\":1.5,\"median\":2.5,\"max\":3.5},\"none\":null,"
                        + "\"group\":{\"text\":\"inner\",\"count\":3}}",
                report.toJson());
    }

    @Test
    void shouldWriteText() {
        assertEquals(
                "name  core\nevents  1,234,567\nsame  true\nrate  min 1.500  median 2.500  max 3.500\nnone  none\n"
                        + "group\n  text  inner\n  count  3\n",
                report.toText());
    }

    @Test
    void shouldRejectFigureGivenTwice() {
        assertThrows(IllegalArgumentException.class, () -> report.put("events", 1));
    }
}
