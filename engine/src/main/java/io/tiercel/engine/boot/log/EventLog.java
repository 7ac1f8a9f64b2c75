package io.tiercel.engine.boot.log;

import io.tiercel.engine.pipeline.InputProbe;

/** Where a run's events go for machines to read. Any thread; nobody waits for it. */
public interface EventLog extends AutoCloseable {
    /** For who keeps none. */
    EventLog NONE = new EventLog() {
        @Override
        public void write(final LogEvent event) {
            // Nobody reads it.
        }

        @Override
        public InputProbe watch(final InputProbe next, final String thread) {
            return next;
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
    };

    /** Takes it, or counts that there was no room for it. */
    void write(LogEvent event);

    /**
     * Sees the pipeline's inputs and outputs too, from now on. Once.
     *
     * @param next   what sees them first
     * @param thread the one that the probe is called on
     */
    InputProbe watch(InputProbe next, String thread);

    /** One that does on the pipeline's threads what this one does, and writes nothing. */
    EventLog rehearsal();

    /** Events that did not come into the file so far. */
    long lostCount();

    /** Writes what has come so far. Throws nothing. */
    @Override
    void close();
}
