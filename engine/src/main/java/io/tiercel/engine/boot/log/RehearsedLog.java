package io.tiercel.engine.boot.log;

import io.tiercel.engine.observe.EventBroadcast;
import io.tiercel.engine.pipeline.InputProbe;

/** Takes the pipeline's events as {@link EngineLog} does, and lets nobody read them. */
final class RehearsedLog implements EventLog {
    private final int broadcastBytes;

    RehearsedLog(final int broadcastBytes) {
        this.broadcastBytes = broadcastBytes;
    }

    @Override
    public void write(final LogEvent event) {
        // A rehearsal is no event.
    }

    @Override
    public InputProbe watch(final InputProbe next, final String thread) {
        return new EventBroadcast(next, broadcastBytes);
    }

    @Override
    public EventLog rehearsal() {
        return this;
    }

    @Override
    public long lostCount() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
