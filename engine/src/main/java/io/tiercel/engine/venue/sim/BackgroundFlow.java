package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.ColdPath;
import io.tiercel.codecs.Digest;
import io.tiercel.codecs.HotPath;
import java.util.List;

/**
 * The background traders of all instruments, in the order of time, and of the instrument's place where times are equal.
 */
@HotPath
final class BackgroundFlow {
    /** No decision is due, ever. */
    static final long NEVER = Long.MAX_VALUE;

    private final InstrumentFlow[] flows;
    private final long[] dueNs;
    /** A binary heap of indices into flows; the earliest is first. */
    private final int[] heap;

    private boolean running;

    BackgroundFlow(final SimVenueConfig config, final List<SimInstrument> instruments, final FlowListener listener) {
        final int count = config.eventsPerSecond() > 0 ? instruments.size() : 0;
        flows = new InstrumentFlow[count];
        dueNs = new long[count];
        heap = new int[count];
        for (int i = 0; i < count; i++) {
            flows[i] = new InstrumentFlow(i, instruments.get(i), config, listener);
        }
    }

    /** Fills the books and begins. */
    @ColdPath
    void start(final long timeNs) {
        for (int i = 0; i < flows.length; i++) {
            flows[i].open();
            dueNs[i] = timeNs + flows[i].nextGapNs();
            heap[i] = i;
        }
        order();
        running = true;
    }

    void stop() {
        running = false;
    }

    long nextTimeNs() {
        return running && heap.length > 0 ? dueNs[heap[0]] : NEVER;
    }

    /** Makes the decision that is due first. */
    void decide() {
        final int first = heap[0];
        flows[first].decide();
        dueNs[first] += flows[first].nextGapNs();
        sink(0);
    }

    /** Puts off everything by as much; what will be decided, and in which order, does not change. */
    void delay(final long byNs) {
        for (int i = 0; i < dueNs.length; i++) {
            dueNs[i] = dueNs[i] == NEVER ? NEVER : dueNs[i] + byNs;
        }
    }

    /** Puts off one instrument by the time from now until then; {@link #NEVER} is for ever. */
    void pause(final int index, final long timeNs, final long untilNs) {
        if (index < dueNs.length) {
            dueNs[index] = untilNs == NEVER ? NEVER : dueNs[index] + (untilNs - timeNs);
            order();
        }
    }

    private void order() {
        for (int i = heap.length / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    long decisionCount() {
        long count = 0;
        for (int i = 0; i < flows.length; i++) {
            count += flows[i].decisionCount();
        }
        return count;
    }

    /** A hash of all decisions so far. */
    long digest() {
        long digest = Digest.SEED;
        for (int i = 0; i < flows.length; i++) {
            digest = Digest.mix(digest, flows[i].digest());
        }
        return digest;
    }

    private void sink(final int from) {
        final int moved = heap[from];
        int position = from;
        while (true) {
            int child = 2 * position + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], moved)) {
                break;
            }
            heap[position] = heap[child];
            position = child;
        }
        heap[position] = moved;
    }

    private boolean isBefore(final int left, final int right) {
        return dueNs[left] < dueNs[right] || (dueNs[left] == dueNs[right] && left < right);
    }
}
