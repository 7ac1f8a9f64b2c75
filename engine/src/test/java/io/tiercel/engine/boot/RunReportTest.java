package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.StrategyCallback;
import io.tiercel.engine.boot.session.Counter;
import io.tiercel.engine.boot.session.DisabledStrategies.Disabled;
import io.tiercel.engine.boot.session.Readiness;
import io.tiercel.engine.boot.session.RunResult;
import io.tiercel.engine.boot.status.FeedText;
import io.tiercel.engine.ingress.VirtualClock;
import io.tiercel.engine.observe.FeedFigures;
import io.tiercel.engine.observe.SessionMetrics;
import io.tiercel.engine.strategy.StrategyFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunReportTest {
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    private final List<Disabled> disabled = new ArrayList<>();
    private final List<FeedFigures> feeds = new ArrayList<>();

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

    @Test
    void shouldShowWhatFeedsCounted() {
        feeds.add(new FeedFigures(
                "ITCH",
                12,
                "ended",
                new TreeMap<>(Map.of("requests", 7L)),
                List.of(new FeedFigures.Socket(
                        "A",
                        "233.54.12.1:26400",
                        "eth1",
                        "",
                        new TreeMap<>(Map.of("hostDropped", 2_000L, "notCaptured", 3L, "packets", 9L)))),
                List.of(new FeedFigures.Socket(
                        "answers",
                        "10.0.0.9:18000",
                        "",
                        "",
                        new TreeMap<>(Map.of("hostDropped", 5L, "receiveBuffer", 4_096L))))));

        final String json = RunReport.json(result());
        final List<String> shown = RunReport.text(result())
                .lines()
                .filter(line -> line.startsWith("look at"))
                .toList();

        assertTrue(
                json.endsWith(
                        "\"feeds\":[{\"feed\":\"ITCH\",\"process\":12,\"state\":\"ended\",\"requests\":7,\"lines\":["
                                + "{\"line\":\"A\",\"address\":\"233.54.12.1:26400\",\"interface\":\"eth1\",\"source\":null,"
                                + "\"hostDropped\":2000,\"notCaptured\":3,\"packets\":9}],"
                                + "\"sockets\":[{\"socket\":\"answers\",\"address\":\"10.0.0.9:18000\",\"interface\":null,"
                                + "\"source\":null,\"hostDropped\":5,\"receiveBuffer\":4096}]}]}"),
                json);
        assertEquals(
                List.of(
                        "look at        2,000 datagrams of feed ITCH, line A, that the host dropped",
                        "look at        3 datagrams of feed ITCH, line A, that are not in its captures",
                        "look at        5 datagrams of feed ITCH, answers, that the host dropped"),
                shown);
        assertEquals(
                "FEED ITCH  ended  requests 7\n"
                        + "  line A at 233.54.12.1:26400 by eth1  hostDropped 2,000  notCaptured 3  packets 9\n"
                        + "  answers at 10.0.0.9:18000  hostDropped 5  receiveBuffer 4,096\n",
                FeedText.text(feeds));
    }

    @Test
    void shouldSayWhichStrategiesFailed() {
        disabled.add(new Disabled("pairs", new StrategyFailure(1_234, StrategyCallback.TRADE, "com.example.Odd")));
        disabled.add(new Disabled("maker", new StrategyFailure(5, StrategyCallback.NULL_VAL, "")));

        final List<String> shown = RunReport.text(result())
                .lines()
                .filter(line -> line.startsWith("disabled"))
                .toList();
        final String json = RunReport.json(result());

        assertEquals(
                List.of(
                        "disabled       pairs, at input 1,234: onTrade threw com.example.Odd",
                        "disabled       maker, at input 5: too many of its orders were refused in a second"),
                shown);
        assertTrue(
                json.contains(
                        "\"disabledStrategies\":[{\"strategy\":\"pairs\",\"sequence\":1234,\"method\":\"onTrade\","
                                + "\"exception\":\"com.example.Odd\"},{\"strategy\":\"maker\",\"sequence\":5,\"method\":null,"
                                + "\"exception\":null}]"),
                json);
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
                List.of(),
                disabled,
                new TreeMap<>(),
                0,
                Path.of("journal"),
                "fsync",
                new SessionMetrics(new VirtualClock(0), 1),
                counters,
                Map.of(),
                new Readiness(2345, 1200, 60_000, 900, Map.of("tiercel-engine: a.B.c, null_check", 2)),
                feeds,
                true);
    }
}
