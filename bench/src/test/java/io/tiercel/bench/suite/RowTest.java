package io.tiercel.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Line LINE =
            new Line("way", "run", "clean.p50|all.p50", "ns", "echo", "ratio.median", "ratio", Goal.ratioAtMost(1.5));

    @Test
    void shouldTakeFiguresFromTheirPlaces() {
        final Row row = Row.of(
                LINE, ConfigFactory.parseString("{clean:{p50:null},all:{p50:800},ratio:{min:1,median:1.4,max:2}}"));

        assertEquals(new Row("way", 800, "ns", "echo", 1.4, "<= 1.5 times", 1.5 / 1.4, true, 1, 2, true), row);
    }

    @Test
    void shouldSayWhatComesOfDisturbedWindows() {
        final Line line =
                new Line("way", "run", "p50|all.p50", "ns", "echo", "ratio|allRatio", "", Goal.ratioAtMost(2));

        assertFalse(Row.of(line, ConfigFactory.parseString("{p50:1,ratio:1,all:{p50:2},allRatio:2}"))
                .disturbed());
        assertTrue(Row.of(line, ConfigFactory.parseString("{p50:1,ratio:null,allRatio:2}"))
                .disturbed());
        assertTrue(
                Row.of(line, ConfigFactory.parseString("{all:{p50:2},ratio:1}")).disturbed());
        assertFalse(Row.of(line, ConfigFactory.empty()).disturbed());
    }

    @Test
    void shouldSayWhatAGroupSaysOfItself() {
        final Line line =
                new Line("rate", "run", "rate.median", "/s", "peer", "ratio.median", "ratio", Goal.ratioAtLeast(1));

        assertFalse(Row.of(line, ConfigFactory.parseString("{rate:{median:1},ratio:{median:1,disturbed:false}}"))
                .disturbed());
        assertTrue(Row.of(line, ConfigFactory.parseString("{rate:{median:1},ratio:{median:1,disturbed:true}}"))
                .disturbed());
        assertTrue(Row.of(line, ConfigFactory.parseString("{rate:{median:1,disturbed:true},ratio:{median:1}}"))
                .disturbed());
    }

    @Test
    void shouldTakeRowsFromBeforeTheyToldOfDisturbedWindows() {
        final String json = "[{\"name\":\"way\",\"value\":1,\"unit\":\"ns\",\"against\":\"\",\"ratio\":null,"
                + "\"goal\":\"<= 1\",\"met\":true,\"spread\":{\"min\":1,\"max\":1}}]";

        assertFalse(Row.fromJson(json).get(0).disturbed());
    }

    @Test
    void shouldMeetNoGoalWithoutAFigure() {
        final Row row = Row.of(LINE, ConfigFactory.empty());

        assertFalse(row.met());
        assertTrue(Double.isNaN(row.value()) && Double.isNaN(row.ratio()) && Double.isNaN(row.min()));
    }

    @Test
    void shouldDivideByTheRatioOfAnotherMeasurement() {
        final Line line =
                new Line("fused", "fused", "p50", "ns", "inline", "ratio.median", "ratio", Goal.NONE, "inline");
        final Row row = Row.of(
                line,
                ConfigFactory.parseString("{p50:2000,ratio:{min:6,median:8,max:9}}"),
                ConfigFactory.parseString("{ratio:{min:3,median:4,max:4.5}}"));

        assertEquals(2, row.ratio());
        assertEquals(6 / 4.5, row.min());
        assertEquals(9 / 3.0, row.max());
        assertTrue(row.met() && !row.hasGoal() && row.metText().isEmpty());
        assertTrue(Double.isNaN(Row.of(line, ConfigFactory.parseString("{p50:1}"), ConfigFactory.empty())
                .ratio()));
    }

    @Test
    void shouldReachAsMuchMoreOfAGoalAsAFigureIsBetter() {
        final Row row = Row.of(LINE, ConfigFactory.parseString("{all:{p50:800},ratio:{min:1,median:1.5,max:3}}"));

        assertEquals(1, row.reachedBy(1.5));
        assertEquals(1.5, row.reachedBy(row.min()));
        assertEquals(0.5, row.reachedBy(row.max()));
    }

    @Test
    void shouldHoldGoalsInBothDirections() {
        assertFalse(Goal.ratioBelow(1).met(0, 1));
        assertTrue(Goal.ratioBelow(1).met(0, 0.99));
        assertEquals("< 1 times", Goal.ratioBelow(1).text());
        assertEquals("", Goal.NONE.text());
        assertFalse(Goal.NONE.met(Double.NaN, Double.NaN));
        assertTrue(Goal.valueAtLeast(3).met(3, Double.NaN));
        assertFalse(Goal.valueAtLeast(3).met(2.9, Double.NaN));
        assertTrue(Goal.valueAtMost(0).met(0, Double.NaN));
        assertFalse(Goal.valueAtMost(0).met(1, Double.NaN));
        assertFalse(Goal.ratioAtMost(2).met(0, Double.NaN));
        assertEquals(1, Goal.valueAtMost(0).reached(0, Double.NaN));
        assertEquals(0.5, Goal.ratioAtMost(2).reached(0, 4));
    }

    @Test
    void shouldReadWhatItWrites() {
        final Row row = Row.of(LINE, ConfigFactory.parseString("{all:{p50:800},ratio:{min:1,median:1.75,max:2}}"));
        final String json = Row.toJson(List.of(row));

        assertEquals(
                "[{\"name\":\"way\",\"value\":800.0,\"unit\":\"ns\",\"against\":\"echo\",\"ratio\":1.75,"
                        + "\"goal\":\"<= 1.5 times\",\"met\":false,\"spread\":{\"min\":1.0,\"max\":2.0},\"disturbed\":true}]",
                json);
        assertEquals(json, Row.toJson(Row.fromJson(json)));
    }

    @Test
    void shouldRefuseTwoRowsOfOneName() {
        final Row row = Row.of(LINE, ConfigFactory.empty());
        final String json = Row.toJson(List.of(row, row));

        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Row.fromJson(json));

        assertEquals(
                "rows 1 and 2 are both named way: remove one, since rows are compared by name", refused.getMessage());
    }

    @Test
    void shouldSayWhichRowLacksAField() {
        final String json = Row.toJson(List.of(Row.of(LINE, ConfigFactory.empty())));
        final String lacking = json.substring(0, json.length() - 1) + ",{\"name\":\"other\"}]";

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Row.fromJson(lacking));

        assertTrue(refused.getMessage().contains("row 2 lacks a field"), refused::getMessage);
    }

    @Test
    void shouldSayWhatIsNoJsonOfItsOwn() {
        for (final String wrong : List.of("{}", "[{\"name\":\"way\"}]", "[1", "")) {
            final IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Row.fromJson(wrong));

            assertTrue(refused.getMessage().startsWith("not the JSON that bench quick --json writes"), wrong);
        }
    }
}
