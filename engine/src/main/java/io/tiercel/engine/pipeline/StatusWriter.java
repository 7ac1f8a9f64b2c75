package io.tiercel.engine.pipeline;

/**
 * Copies what only the threads of the pipeline may read to where others can. Called every
 * {@value Pipeline#STATUS_INTERVAL_NS} ns of the inputs' time, on the thread that owns what is copied: nobody waits for
 * a reader, and a reader that is slow misses what was replaced meanwhile.
 */
public interface StatusWriter {
    /** Copies nothing: where nobody looks. */
    StatusWriter NONE = new StatusWriter() {
        @Override
        public void onIngress(final long timeNs) {
            // Nobody looks.
        }

        @Override
        public void onCore(final long timeNs) {
            // Nobody looks.
        }

        @Override
        public void onGate(final long timeNs) {
            // Nobody looks.
        }
    };

    /** On the thread of ingress, between two rounds. */
    void onIngress(long timeNs);

    /** On the core's thread, between two inputs. */
    void onCore(long timeNs);

    /** On the thread of gate and probe, between two inputs. */
    void onGate(long timeNs);
}
