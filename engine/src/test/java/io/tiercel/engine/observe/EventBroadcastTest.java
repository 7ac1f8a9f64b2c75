package io.tiercel.engine.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tiercel.codecs.control.AlertDecoder;
import io.tiercel.codecs.control.KillDecoder;
import io.tiercel.codecs.orders.NewOrderDecoder;
import io.tiercel.codecs.orders.RiskRejectedDecoder;
import io.tiercel.engine.pipeline.InputProbe;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class EventBroadcastTest {
    private static final int CAPACITY = 1 << 16;
    private static final int WARM_UP = 100_000;
    private static final int EVENTS = 1_000_000;

    /** Counts what it sees, or keeps it, as a careless one would. */
    private static final class Next implements InputProbe {
        private final List<Long> kept = new ArrayList<>();
        private final boolean careless;
        private long count;

        Next(final boolean careless) {
            this.careless = careless;
        }

        @Override
        public void onOutput(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final boolean left,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            count++;
            if (careless) {
                kept.add(sequence);
            }
        }

        @Override
        public void onInputDone(
                final long sequence,
                final long inputTimeNs,
                final int templateId,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            count++;
        }
    }

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[4_096]);
    private final Next next = new Next(false);
    private final EventBroadcast broadcast = new EventBroadcast(next, CAPACITY);

    @Test
    void shouldTellWhatAnOperatorHearsOfAndNothingElse() {
        broadcast.onOutput(1, 10, NewOrderDecoder.TEMPLATE_ID, true, message, 0, 64);
        message.putLong(24, 4711);
        broadcast.onOutput(2, 20, AlertDecoder.TEMPLATE_ID, true, message, 16, 40);
        broadcast.onInputDone(3, 30, NewOrderDecoder.TEMPLATE_ID, message, 0, 64);
        broadcast.onInputDone(4, 40, KillDecoder.TEMPLATE_ID, message, 0, 20);

        final EventReceiver receiver = broadcast.receiver();
        assertTrue(receiver.next());
        assertEquals(2, receiver.sequence());
        assertEquals(20, receiver.timeNs());
        assertEquals(4711, receiver.message().getLong(8));
        assertTrue(receiver.whole());
        assertTrue(receiver.next());
        assertEquals(4, receiver.sequence());
        assertFalse(receiver.next());
        assertEquals(0, receiver.missedCount());
        assertEquals(4, next.count, "all of it goes on to who comes next");
    }

    @Test
    void shouldCutLongMessage() {
        broadcast.onInputDone(1, 10, KillDecoder.TEMPLATE_ID, message, 0, 1_025);

        assertTrue(broadcast.receiver().next());
        assertFalse(broadcast.receiver().whole());
    }

    @Test
    void shouldNeverWaitAndCountWhatReaderMissed() {
        for (int i = 1; i <= 10_000; i++) {
            broadcast.onOutput(i, i, AlertDecoder.TEMPLATE_ID, true, message, 0, 40);
        }

        final EventReceiver receiver = broadcast.receiver();
        int read = 0;
        while (receiver.next()) {
            read++;
        }
        assertTrue(read > 0 && read < 10_000, () -> "not " + receiver.sequence());
        assertEquals(10_000, read + receiver.missedCount());
        assertEquals(10_000, receiver.sequence());
    }

    @Test
    void shouldNotAllocate() {
        run(broadcast, WARM_UP);

        assertEquals(0, allocated(broadcast));
        final EventBroadcast careless = new EventBroadcast(new Next(true), CAPACITY);
        run(careless, WARM_UP);
        assertTrue(allocated(careless) > 0, "the measurement sees nothing");
    }

    private long allocated(final EventBroadcast measured) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long id = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(id);
        final long before = threads.getThreadAllocatedBytes(id);
        run(measured, EVENTS);
        return threads.getThreadAllocatedBytes(id) - before;
    }

    private void run(final EventBroadcast measured, final int events) {
        for (int i = 0; i < events; i++) {
            measured.onOutput(i, i, RiskRejectedDecoder.TEMPLATE_ID, true, message, 0, 80);
            measured.onInputDone(i, i, KillDecoder.TEMPLATE_ID, message, 0, 20);
        }
    }
}
