package io.tiercel.engine.boot.session;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.boot.session.Counter.Owner;
import io.tiercel.engine.pipeline.StatusWriter;
import java.util.function.Function;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Shows every {@link Counter} to other processes, in memory that they map. Each number is copied by the thread that
 * owns it.
 */
@HotPath
final class PublishedCounters implements StatusWriter {
    /** What the counters are, asked on the owner's thread. */
    interface Values {
        long of(Counter counter);
    }

    private static final Counter[] COUNTERS = Counter.values();

    private final Values values;
    private final AtomicCounter[] published = new AtomicCounter[COUNTERS.length];

    /** @param allocator makes the place of each */
    PublishedCounters(final Values values, final Function<Counter, AtomicCounter> allocator) {
        this.values = values;
        for (int i = 0; i < COUNTERS.length; i++) {
            published[i] = allocator.apply(COUNTERS[i]);
        }
    }

    @Override
    public void onIngress(final long timeNs) {
        copy(Owner.INGRESS);
    }

    @Override
    public void onCore(final long timeNs) {
        copy(Owner.CORE);
    }

    @Override
    public void onGate(final long timeNs) {
        copy(Owner.GATE);
    }

    private void copy(final Owner owner) {
        for (int i = 0; i < COUNTERS.length; i++) {
            // Aeron closes them when its driver is gone, and takes their memory away some seconds later.
            if (COUNTERS[i].owner() == owner && !published[i].isClosed()) {
                published[i].setOrdered(values.of(COUNTERS[i]));
            }
        }
    }
}
