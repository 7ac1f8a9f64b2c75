package io.tiercel.engine.pipeline;

/**
 * Is told by the threads of the pipeline how far they are with an input, each on its own thread, for telemetry. It
 * changes nothing. What a call writes is seen by the calls on the gate's thread for the same input.
 */
public interface StageStamps {
    /** Nobody listens. */
    StageStamps NONE = new StageStamps() {
        @Override
        public void onJournaled(final long sequence) {
            // Nobody listens.
        }

        @Override
        public void onCore(final long sequence) {
            // Nobody listens.
        }

        @Override
        public void onOutputJournaled(final int templateId, final boolean left) {
            // Nobody listens.
        }

        @Override
        public void onInputDone(final long sequence, final long inputTimeNs, final int templateId) {
            // Nobody listens.
        }
    };

    /** On the journal's thread: the record of an input is written. */
    void onJournaled(long sequence);

    /** On the core's thread: an input is about to be given to the core. */
    void onCore(long sequence);

    /**
     * On the gate's thread: the record of an output is written.
     *
     * @param left false: it is for a venue, and the gate could not send it
     */
    void onOutputJournaled(int templateId, boolean left);

    /** On the gate's thread: an input and all its outputs are through, and so is the probe. */
    void onInputDone(long sequence, long inputTimeNs, int templateId);
}
