package io.tiercel.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiercel.engine.state.StateBuffer;
import java.util.LinkedHashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExecutionIdsTest {
    private static final int CAPACITY = 32;

    @Test
    void shouldAgreeWithAListOfTheLastIds() {
        for (long seed = 1; seed <= 100; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            ExecutionIds ids = new ExecutionIds(CAPACITY);
            final LinkedHashSet<String> model = new LinkedHashSet<>();
            for (int step = 0; step < 2_000; step++) {
                final long id = random.nextInt(10) == 0 ? random.nextLong() : random.nextLong(1, 60);
                final int kind = random.nextInt(120, 123);

                final boolean isNew = ids.add(id, kind);

                assertEquals(model.add(id + "/" + kind), isNew, "seed " + seed + " step " + step);
                if (model.size() > CAPACITY) {
                    model.remove(model.iterator().next());
                }
                if (step % 100 == 0) {
                    ids = restored(ids);
                }
            }
        }
    }

    private static ExecutionIds restored(final ExecutionIds ids) {
        final StateBuffer buffer = new StateBuffer();
        ids.snapshotTo(buffer);
        final ExecutionIds restored = new ExecutionIds(CAPACITY);
        restored.restoreFrom(buffer.reader());
        return restored;
    }
}
