package io.tiercel.bench.floor;

/**
 * @param windows            measured ones of each floor
 * @param warmUpWindows      those before them
 * @param operations         of a window
 * @param processor          of the measuring thread; −1: not pinned
 * @param partnerProcessor   of its partner; −1: not pinned
 */
public record FloorSettings(int windows, int warmUpWindows, int operations, int processor, int partnerProcessor) {
    private static final int MAX_OPERATIONS = 1_000_000;

    public FloorSettings {
        if (windows < 1 || warmUpWindows < 0 || operations < 1 || operations > MAX_OPERATIONS) {
            throw new IllegalArgumentException(windows + " windows of " + operations + " operations after "
                    + warmUpWindows + ": at least 1 window, from 1 to " + MAX_OPERATIONS
                    + " operations, no warm-up below 0");
        }
        requireTwo(Runtime.getRuntime().availableProcessors(), processor, partnerProcessor);
    }

    /** Two spinning threads on one processor would measure its scheduler. */
    static void requireTwo(final int available, final int processor, final int partnerProcessor) {
        final boolean same = processor >= 0 && processor == partnerProcessor;
        // Isolated processors are not among those available, and can be named.
        final boolean named = processor >= 0 && partnerProcessor >= 0;
        if (same || !named && available < 2) {
            throw new IllegalArgumentException(
                    "floors needs 2 processors, one for each of two spinning threads, but got "
                            + (same ? "processor " + processor + " twice" : available + " for both")
                            + ": name two with --core and --partner-core, or measure on a host that has them");
        }
    }
}
