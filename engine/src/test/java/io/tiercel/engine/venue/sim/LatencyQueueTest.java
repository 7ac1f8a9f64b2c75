package io.tiercel.engine.venue.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LatencyQueueTest {
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[512]);

    @Test
    void shouldKeepOrderAndContentWhileItGrowsAndMoves() {
        final LatencyQueue queue = new LatencyQueue(1_000, 700, 3);
        final Randomness random = new Randomness(4);
        final ArrayDeque<Integer> expected = new ArrayDeque<>();
        long lastDueNs = 0;
        for (int step = 0; step < 20_000; step++) {
            final boolean filling = step / 2_000 % 2 == 0;
            if (random.nextBelow(10) < (filling ? 7 : 3)) {
                message.putInt(0, step);
                queue.draw();
                queue.add(step * 100L, message, 0, 4 + (int) random.nextBelow(500));
                expected.add(step);
            } else if (!queue.isEmpty()) {
                final int first = expected.remove();
                final long dueNs = queue.dueNs();
                assertTrue(dueNs >= lastDueNs && dueNs >= first * 100L + 1_000, "due at " + dueNs);
                assertEquals(first, queue.buffer().getInt(queue.offset()));
                lastDueNs = dueNs;
                queue.remove();
            }
            assertEquals(expected.isEmpty(), queue.isEmpty());
        }
    }

    @Test
    void shouldStayWithinBaseAndJitter() {
        final LatencyQueue queue = new LatencyQueue(1_000, 500, 9);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 2_000; i++) {
            queue.draw();
            queue.add(i * 10_000L, message, 0, 8);
            least = Math.min(least, queue.dueNs() - i * 10_000L);
            most = Math.max(most, queue.dueNs() - i * 10_000L);
            queue.remove();
        }
        assertTrue(least >= 1_000 && least < 1_010, "least " + least);
        assertTrue(most <= 1_500 && most > 1_490, "most " + most);
        assertEquals(LatencyQueue.NEVER, queue.dueNs());
    }
}
