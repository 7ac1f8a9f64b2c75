package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;

/**
 * Of a strategy.
 *
 * @param disabled             it failed
 * @param killed               a kill of it is in force
 * @param halted               a halt of it is in force
 * @param maxOpenOrders        limit of {@code openOrders}
 * @param recentMessages       in the second before the read model's time
 * @param maxMessagesPerSecond limit of {@code recentMessages}
 */
public record StrategyState(
        int id,
        String name,
        boolean disabled,
        boolean killed,
        boolean halted,
        long openOrders,
        long maxOpenOrders,
        long recentMessages,
        long maxMessagesPerSecond) {
    static final int KIND = 2;

    ModelEntry entry() {
        return EntryBuffer.empty()
                .put(name)
                .put(disabled)
                .put(killed)
                .put(halted)
                .put(openOrders)
                .put(maxOpenOrders)
                .put(recentMessages)
                .put(maxMessagesPerSecond)
                .entry(KIND, id);
    }

    static StrategyState of(final ModelEntry entry) {
        final EntryBuffer from = EntryBuffer.of(entry);
        return new StrategyState(
                (int) entry.id(),
                from.takeText(),
                from.takeBoolean(),
                from.takeBoolean(),
                from.takeBoolean(),
                from.take(),
                from.take(),
                from.take(),
                from.take());
    }
}
