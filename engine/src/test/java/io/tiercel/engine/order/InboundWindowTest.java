package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.state.StateBuffer;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InboundWindowTest {
    private static final int SIZE = 64;

    @Test
    void shouldAgreeWithASetOfSequences() {
        for (long seed = 1; seed <= 30; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long first = random.nextLong(1, 200);
            InboundWindow window = new InboundWindow(SIZE);
            window.start(first);
            final HashSet<Long> seen = new HashSet<>();
            long next = first;
            for (int step = 0; step < 2_000; step++) {
                final String where = "seed " + seed + " step " + step;
                final int jump = random.nextInt(20) == 0 ? random.nextInt(0, 3 * SIZE) : 1;
                final long sequence =
                        random.nextInt(3) == 0 ? next + jump - 1 : Math.max(1, next - random.nextInt(0, SIZE + 8));
                final boolean tooOld = sequence < first || sequence < next - SIZE;
                final int expected = tooOld
                        ? InboundWindow.TOO_OLD
                        : seen.add(sequence) ? InboundWindow.NEW : InboundWindow.DUPLICATE;

                assertEquals(expected, window.accept(sequence), where);
                assertEquals(sequence > next ? next : 0, window.gapFrom(), where);
                next = Math.max(next, sequence + 1);
                long missing = 0;
                for (long i = Math.max(first, next - SIZE); i < next; i++) {
                    missing += seen.contains(i) ? 0 : 1;
                }
                assertEquals(missing, window.missing(), where);
                if (step % 100 == 0) {
                    window = restored(window);
                }
            }
        }
    }

    private static InboundWindow restored(final InboundWindow window) {
        final StateBuffer buffer = new StateBuffer();
        window.snapshotTo(buffer);
        final InboundWindow restored = new InboundWindow(SIZE);
        restored.restoreFrom(buffer.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);
        assertArrayEquals(buffer.toByteArray(), again.toByteArray());
        return restored;
    }
}
