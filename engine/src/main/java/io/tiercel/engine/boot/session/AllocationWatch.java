package io.tiercel.engine.boot.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much the pipeline's threads allocate once they are warm, as the JVM counts it. */
final class AllocationWatch {
    private static final long MAX_WARM_UP_NS = 30_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Thread, Long> atBegin = new LinkedHashMap<>();
    private final Map<String, Long> allocated = new LinkedHashMap<>();
    private boolean begun;

    /** Half of a run is warm-up, and never more than 30 s. */
    static long warmUpNs(final long durationNs) {
        return Math.min(MAX_WARM_UP_NS, durationNs / 2);
    }

    void watch(final Thread thread) {
        atBegin.put(thread, 0L);
    }

    void begin() {
        begun = true;
        atBegin.replaceAll((thread, before) -> threads.getThreadAllocatedBytes(thread.getId()));
    }

    void end() {
        if (begun) {
            atBegin.forEach((thread, before) ->
                    allocated.put(thread.getName(), threads.getThreadAllocatedBytes(thread.getId()) - before));
        }
    }

    /** By thread name; empty when the run ended before it was warm. */
    Map<String, Long> allocated() {
        return allocated;
    }
}
