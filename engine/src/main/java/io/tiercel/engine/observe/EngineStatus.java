package io.tiercel.engine.observe;

import java.util.List;
import java.util.Map;

/**
 * What an engine looked like at one moment, from its own thread's point of view.
 *
 * @param timeNs  of the engine's last input, UTC
 * @param startNs of its start
 * @param totals  by the names that reports use
 */
public record EngineStatus(
        int engineId,
        long processId,
        String layout,
        String durability,
        State state,
        long startNs,
        long timeNs,
        String currency,
        Map<String, Long> totals,
        List<Instrument> instruments,
        List<Strategy> strategies,
        List<Order> orders,
        List<Latency> latencies,
        List<Health> health) {
    /** What the engine is doing. */
    public enum State {
        STARTING,
        TRADING,
        STOPPING,
        STOPPED,
        /** Its thread makes no rounds, or its process is gone. */
        DEAD
    }

    /** Prices in 1e-9, or Long.MIN_VALUE where there is none; quantities in the instrument's scale. */
    public record Instrument(
            int id,
            String symbol,
            int quantityScale,
            long bidPriceNanos,
            long bidQuantity,
            long askPriceNanos,
            long askQuantity,
            long lastPriceNanos,
            String feed) {}

    /** Money in 1e-9 of the currency. */
    public record Strategy(
            int id,
            String name,
            String state,
            int openOrders,
            long orders,
            long fills,
            long refused,
            List<Position> positions) {}

    public record Position(
            String symbol, int quantityScale, long quantity, long realisedMoney, long unrealisedMoney, long feeMoney) {}

    public record Order(
            long orderId,
            String strategy,
            String symbol,
            String side,
            int quantityScale,
            long leavesQuantity,
            long priceNanos,
            String state) {}

    public record Latency(String hop, long count, long p50Ns, long p99Ns, long p999Ns, long maxNs) {}

    /** @param good whether nothing has to be done about it */
    public record Health(String name, String text, boolean good) {}
}
