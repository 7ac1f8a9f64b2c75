package io.tiercel.engine.signal;

import java.util.List;
import java.util.Set;

/**
 * Declares a signal: what it is, what it listens to, how to make it. Two specs with the same key are the same signal,
 * which is then calculated once.
 */
public interface SignalSpec {
    /** Names the calculation, the instrument and every parameter, for example {@code microprice(7)}. */
    String key();

    int instrumentId();

    Set<SignalInput> inputs();

    /** The signals this one is calculated from. They are declared first, and updated first. */
    default List<SignalSpec> upstream() {
        return List.of();
    }

    /** @param upstream the signals of {@link #upstream()}, in that order */
    Signal create(List<Signal> upstream);
}
