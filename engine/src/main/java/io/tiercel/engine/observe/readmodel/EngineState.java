package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;

/**
 * Of the whole engine.
 *
 * @param inputs     that the core has had in this journal
 * @param outputs    that it has given
 * @param openOrders all of them, also those without room in the read model
 * @param allKilled  kill of all is in force
 * @param allHalted  halt of all is in force
 */
public record EngineState(
        int engineId,
        long inputs,
        long outputs,
        long openOrders,
        boolean allKilled,
        boolean allHalted,
        boolean stopping,
        boolean journalFull,
        boolean journalSlow) {
    static final int KIND = 1;

    ModelEntry entry() {
        return EntryBuffer.empty()
                .put(inputs)
                .put(outputs)
                .put(openOrders)
                .put(allKilled)
                .put(allHalted)
                .put(stopping)
                .put(journalFull)
                .put(journalSlow)
                .entry(KIND, engineId);
    }

    static EngineState of(final ModelEntry entry) {
        final EntryBuffer from = EntryBuffer.of(entry);
        return new EngineState(
                (int) entry.id(),
                from.take(),
                from.take(),
                from.take(),
                from.takeBoolean(),
                from.takeBoolean(),
                from.takeBoolean(),
                from.takeBoolean(),
                from.takeBoolean());
    }
}
