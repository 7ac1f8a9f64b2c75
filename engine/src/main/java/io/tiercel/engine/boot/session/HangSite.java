package io.tiercel.engine.boot.session;

import java.util.Arrays;

/**
 * Where the engine's thread hangs: what that thread had written before can be read by others as long as it stands
 * still. For people only, nothing is decided by it. Written by the supervisor's thread, read by main.
 */
final class HangSite {
    private final Session session;
    private volatile long sequence;
    private volatile String strategy;
    private volatile String frame;

    HangSite(final Session session) {
        this.session = session;
    }

    /** At once, before the thread may go on. */
    void note() {
        sequence = session.lastSequence();
        strategy = session.core().strategies().called();
    }

    /**
     * The place in the code. Last of all: a loop that the JIT has freed of safepoints does not let itself be looked at,
     * and who asks waits with it.
     */
    void look(final Thread thread) {
        final StackTraceElement[] trace = thread.getStackTrace();
        // A loop that calls a library is often found there; of interest is who calls.
        frame = Arrays.stream(trace)
                .filter(place -> !place.getClassName().startsWith("java.")
                        && !place.getClassName().startsWith("jdk."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse(null);
    }

    /** The input, the last one of the journal. */
    long sequence() {
        return sequence;
    }

    /** The strategy that was being called, or null. */
    String strategy() {
        return strategy;
    }

    /** Or null. */
    String frame() {
        return frame;
    }
}
