package io.tiercel.engine.replay.whatif;

/** What the configuration of a re-simulation says at the opening, in place of what was recorded. */
public interface Opening {
    /** Every key of the configuration. */
    void configuration(MessageSink sink);

    boolean enabled(int strategyId);

    /** The limits of strategies that differ from the common ones. */
    void limits(MessageSink sink);
}
