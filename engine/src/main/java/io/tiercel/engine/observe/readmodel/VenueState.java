package io.tiercel.engine.observe.readmodel;

import io.tiercel.journal.readmodel.ModelEntry;

/** Whether a venue's session is up. */
public record VenueState(int id, boolean up) {
    static final int KIND = 3;

    ModelEntry entry() {
        return EntryBuffer.empty().put(up).entry(KIND, id);
    }

    static VenueState of(final ModelEntry entry) {
        return new VenueState((int) entry.id(), EntryBuffer.of(entry).takeBoolean());
    }
}
