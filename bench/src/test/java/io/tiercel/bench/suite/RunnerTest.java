package io.tiercel.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.bench.suite.Suite.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private final List<String> progress = new ArrayList<>();
    private final Runner runner = new Runner(Program.class.getName(), progress::add);

    /** Prints its first argument and ends with the second as its exit code. */
    static final class Program {
        public static void main(final String[] arguments) {
            System.out.println(arguments[0]);
            System.exit(arguments[2].equals("--json") ? Integer.parseInt(arguments[1]) : 9);
        }
    }

    @Test
    void shouldTakeResultsAndSayWhatFailed() throws InterruptedException {
        runner.run(List.of(
                Run.of("good", "{rate:{median:5}}", "0"),
                Run.of("missed", "{rate:{median:6}}", "1"),
                Run.of("broken", "", "3"),
                Run.of("garbled", "{rate", "0")));

        assertEquals(Set.of("good", "missed"), runner.results().keySet());
        assertTrue(runner.missed());
        assertEquals(2, runner.failures().size());
        assertEquals(
                "broken: ended with exit code 3, see above", runner.failures().get(0));
        assertTrue(runner.failures().get(1).startsWith("garbled: its result is no JSON"));
        assertTrue(progress.contains("4 of 4: {rate 0"), progress::toString);
        assertTrue(progress.get(4).startsWith("something in it does not hold"), progress::toString);
        final Line line = new Line("rate", "missed", "rate.median", "/s", "", "", "", Goal.valueAtLeast(6));
        assertTrue(runner.rows(List.of(line)).get(0).met());
        final Line absent = new Line("rate", "broken", "rate.median", "/s", "", "", "", Goal.valueAtLeast(6));
        assertFalse(runner.rows(List.of(absent)).get(0).met());
    }
}
