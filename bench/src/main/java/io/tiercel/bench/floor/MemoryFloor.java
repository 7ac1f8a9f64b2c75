package io.tiercel.bench.floor;

import java.util.SplittableRandom;

/**
 * A read whose place only the read before it says, anywhere in so much memory of the heap: what each step from a table
 * to a record and on to its neighbour costs once the caches do not hold them all, in any design.
 */
public final class MemoryFloor extends Floor {
    private static final int LINE_LONGS = 8;
    private static final long LINES_PER_MIB = (1 << 20) / (LINE_LONGS * Long.BYTES);
    private static final long SEED = 7;

    /** In the first long of each line the place of the next one; all lines are one ring. */
    private final long[] lines;

    private long place;

    public MemoryFloor(final int mebibytes) {
        super("dependentRead" + mebibytes + "MiB", false);
        final int count = (int) (mebibytes * LINES_PER_MIB);
        lines = new long[count * LINE_LONGS];
        for (int i = 0; i < count; i++) {
            lines[i * LINE_LONGS] = (long) i * LINE_LONGS;
        }
        final SplittableRandom random = new SplittableRandom(SEED);
        // Swapped with one before it only, so that no line ends up in a ring of its own.
        for (int i = count - 1; i > 0; i--) {
            final int other = random.nextInt(i) * LINE_LONGS;
            final long next = lines[i * LINE_LONGS];
            lines[i * LINE_LONGS] = lines[other];
            lines[other] = next;
        }
    }

    @Override
    void operate() {
        place = lines[(int) place];
    }
}
