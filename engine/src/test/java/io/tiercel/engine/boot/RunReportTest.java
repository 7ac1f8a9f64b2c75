package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.boot.session.Counter;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.SessionMetrics;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunReportTest {
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);

    @Test
    void shouldShowPeopleOnlyWhatTheyShouldLookAt() {
        counters.put(Counter.INPUTS_REFUSED, 1_234L);
        counters.put(Counter.PACKETS_BROKEN, 0L);
        counters.put(Counter.MESSAGES_SENT, 99L);
        counters.put(Counter.MESSAGES_LOST, 1L);

        final List<String> shown = RunReport.text(result())
                .lines()
                .filter(line -> line.startsWith("look at"))
                .toList();

        assertEquals(
                List.of(
                        "look at        1,234 messages from outside refused",
                        "look at        1 messages neither sent nor told back"),
                shown);
    }

    @Test
    void shouldShowScriptsAllInOrder() {
        counters.put(Counter.MESSAGES_LOST, 1L);
        counters.put(Counter.INPUTS_REFUSED, 0L);

        final String json = RunReport.json(result());

        assertTrue(json.contains(",\"counters\":{\"inputsRefused\":0,\"messagesLost\":1},"), json);
    }

    private RunResult result() {
        return new RunResult(
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                0,
                Path.of("journal"),
                new SessionMetrics(new VirtualClock(0)),
                counters,
                Map.of(),
                true);
    }
}
