package io.tiercel.engine.boot.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ClassesAheadTest {
    private static final int CALLS = 1_000_000;
    private static final int ROUNDS = 20;

    /** Its text is nowhere else, so that it is a new string unless it is held. */
    private static final class RareError {
        /** Called often enough, the JIT takes it. */
        private static long sum(final int end) {
            long sum = 0;
            for (int i = 0; i < end; i++) {
                sum = 31 * sum + i;
                if (i < 0) {
                    throw new IllegalStateException("a text that no other class of the tests has: i is below nothing");
                }
            }
            return sum;
        }
    }

    @Test
    void shouldHoldTheConstantsOfAllPlaces() {
        final int held = ClassesAhead.hold();

        assertTrue(held > 10_000, held + " constants");
        assertEquals(held, ClassesAhead.hold());
    }

    @Test
    void shouldLeaveNothingToAllocateWhenAMethodIsCompiled() {
        ClassesAhead.hold();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long id = Thread.currentThread().getId();
        RareError.sum(1);
        threads.getThreadAllocatedBytes(id);
        final long before = threads.getThreadAllocatedBytes(id);

        long sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += RareError.sum(ROUNDS);
        }
        final long allocated = threads.getThreadAllocatedBytes(id) - before;

        assertNotEquals(0, sum);
        assertEquals(0, allocated);
    }
}
