package io.tiercel.engine.pipeline;

/**
 * How large the rings of {@link FusedLoop} are, and how its threads wait.
 *
 * @param slots        inputs on the ring, a power of two
 * @param outputBytes  room for outputs between core and gate, a power of two
 * @param waitMode     what a thread does while it waits for another one
 * @param stallLimitNs a wait longer than this ends trading: the thread that is waited for hangs
 * @param leaveBeforeRecord outputs of an input may leave before its record is written; the next input's only after it
 */
public record FusedSettings(
        int slots, int outputBytes, WaitMode waitMode, long stallLimitNs, boolean leaveBeforeRecord) {
    private static final int MIN_SLOTS = 512;
    public static final int MIN_OUTPUT_BYTES = 1 << 14;

    public FusedSettings {
        check("slots", slots, MIN_SLOTS);
        check("outputBytes", outputBytes, MIN_OUTPUT_BYTES);
        if (stallLimitNs < 1) {
            throw new IllegalArgumentException("stallLimitNs is " + stallLimitNs + ", it has to be 1 or more");
        }
    }

    /** Nothing leaves before the record of its input. */
    public FusedSettings(final int slots, final int outputBytes, final WaitMode waitMode, final long stallLimitNs) {
        this(slots, outputBytes, waitMode, stallLimitNs, false);
    }

    private static void check(final String what, final int value, final int least) {
        if (value < least || Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", it has to be a power of two and " + least + " or more");
        }
    }
}
