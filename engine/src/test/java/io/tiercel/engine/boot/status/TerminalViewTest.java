package io.tiercel.engine.boot.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.observe.EngineStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalViewTest {
    private static final long NANO = 1_000_000_000L;
    private static final int COLUMNS = 100;
    private static final int ROWS = 30;

    private final Map<String, Long> totals = new LinkedHashMap<>();
    private final List<EngineStatus.Instrument> instruments = new ArrayList<>();
    private final List<EngineStatus.Strategy> strategies = new ArrayList<>();
    private final List<EngineStatus.Order> orders = new ArrayList<>();

    @Test
    void shouldFitTheTerminalHoweverMuchThereIs() {
        for (int i = 0; i < 500; i++) {
            instruments.add(instrument(i, "INSTRUMENT-NAME-OF-24-CH"));
            strategies.add(strategy("strategyWithALongName" + i));
            orders.add(order());
        }
        totals.put("openOrders", 500L);

        final List<String> lines = lines();

        assertTrue(lines.size() <= ROWS, () -> lines.size() + " lines");
        for (final String line : lines) {
            assertTrue(line.length() <= COLUMNS, line);
        }
        assertTrue(lines.stream().anyMatch(line -> line.matches("  and [0-9]+ more instruments")));
        assertTrue(lines.stream().anyMatch(line -> line.matches("  and [0-9]+ more positions")));
        assertTrue(lines.stream().anyMatch(line -> line.matches("  and [0-9]+ more orders")));
    }

    @Test
    void shouldShowEachPartOfAStatus() {
        totals.put("events", 1_234_567L);
        totals.put("realisedMoney", -5 * NANO);
        totals.put("feeMoney", NANO / 4);
        instruments.add(instrument(1, "GYRF"));
        strategies.add(strategy("maker"));
        orders.add(order());
        totals.put("openOrders", 1L);

        final String text = String.join("\n", lines());

        assertTrue(text.contains("engine 3  process 42  inline"), text);
        assertTrue(text.contains("trading"), text);
        assertTrue(text.contains("P&L -5.25 EUR"), text);
        assertTrue(text.contains("events 1,234,567"), text);
        assertTrue(text.matches("(?s).*GYRF +1\\.5 +99\\.995 +100\\.00 +20 +- +live.*"), text);
        assertTrue(text.matches("(?s).*maker +trading +1 +7 +6 +5 +\\+2\\.5 GYRF +\\+0\\.75.*"), text);
        assertTrue(text.matches("(?s).*maker +GYRF +buy +1\\.5 +99\\.99 +live.*"), text);
        assertTrue(text.matches("(?s).*tickToTrade +12 +850 ns +2\\.5 us +1\\.2 ms +250 ms.*"), text);
        assertTrue(text.contains("gate open"), text);
        assertFalse(text.contains("\u001b"), text);
        assertFalse(text.contains("more"), text);
    }

    @Test
    void shouldShowTheRateBetweenTwoMoments() {
        totals.put("events", 100L);
        final EngineStatus before = status(10 * NANO);
        final EngineStatus now = new EngineStatus(
                3,
                42,
                "inline",
                "process",
                EngineStatus.State.TRADING,
                0,
                12 * NANO,
                "EUR",
                Map.of("events", 2_100L),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        final String text = String.join("\n", view().lines(now, before, ""));

        assertTrue(text.contains("events 2,100 (1,000/s)"), text);
    }

    @Test
    void shouldColourWithoutChangingTheWidth() {
        instruments.add(instrument(1, "GYRF"));
        strategies.add(strategy("maker"));
        final List<String> plain = lines();

        final List<String> coloured =
                new TerminalView(new Paint(true, false), COLUMNS, ROWS).lines(status(NANO), null, "foot");

        assertTrue(String.join("", coloured).contains("\u001b[32m"));
        for (int i = 0; i < plain.size(); i++) {
            assertEquals(plain.get(i), coloured.get(i).replaceAll("\u001b\\[[0-9;]*m", ""));
        }
    }

    private TerminalView view() {
        return new TerminalView(new Paint(false, false), COLUMNS, ROWS);
    }

    private List<String> lines() {
        return view().lines(status(NANO), null, "foot");
    }

    private EngineStatus status(final long timeNs) {
        return new EngineStatus(
                3,
                42,
                "inline",
                "process",
                EngineStatus.State.TRADING,
                0,
                timeNs,
                "EUR",
                new LinkedHashMap<>(totals),
                instruments,
                strategies,
                orders,
                List.of(
                        new EngineStatus.Latency("tickToTrade", 12, 850, 2_500, 1_200_000, 250_000_000),
                        new EngineStatus.Latency("orderToAccept", 0, 0, 0, 0, 0)),
                List.of(
                        new EngineStatus.Health("gate", "open", true),
                        new EngineStatus.Health("venues", "0 up", false)));
    }

    private static EngineStatus.Instrument instrument(final int id, final String symbol) {
        return new EngineStatus.Instrument(id, symbol, 1, 99_995_000_000L, 15, 100 * NANO, 200, Long.MIN_VALUE, "live");
    }

    private static EngineStatus.Strategy strategy(final String name) {
        return new EngineStatus.Strategy(
                1, name, "trading", 1, 7, 6, 5, List.of(new EngineStatus.Position("GYRF", 1, 25, NANO, 0, NANO / 4)));
    }

    private static EngineStatus.Order order() {
        return new EngineStatus.Order(9, "maker", "GYRF", "buy", 1, 15, 99_990_000_000L, "live");
    }
}
