package io.tiercel.engine.boot.session;

import java.util.Arrays;

/**
 * Where a thread of the engine hangs: what that thread had written before can be read by others as long as it stands
 * still. For people only, nothing is decided by it. Written by the supervisor's thread, read by main.
 */
final class HangSite {
    private final Session session;
    private volatile String thread;
    private volatile long sequence;
    private volatile String strategy;
    private volatile String frame;

    HangSite(final Session session) {
        this.session = session;
    }

    /** At once, before the thread may go on. */
    void note(final WatchedThread hung) {
        thread = hung.thread().get().getName();
        sequence = hung.sequence().getAsLong();
        strategy = hung.callsStrategies() ? session.core().strategies().called() : null;
    }

    /**
     * The place in the code. Last of all: a loop that the JIT has freed of safepoints does not let itself be looked at,
     * and who asks waits with it.
     */
    void look(final WatchedThread hung) {
        frame = place(hung.thread().get());
    }

    /** Where a thread is, or null. */
    static String place(final Thread thread) {
        // A loop that calls a library is often found there; of interest is who calls.
        return Arrays.stream(thread.getStackTrace())
                .filter(place -> !place.getClassName().startsWith("java.")
                        && !place.getClassName().startsWith("jdk."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse(null);
    }

    String thread() {
        return thread;
    }

    /** The input that the thread is at: the last one of the journal, where one thread does all. */
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
