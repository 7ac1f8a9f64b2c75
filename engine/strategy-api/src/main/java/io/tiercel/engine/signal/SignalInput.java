package io.tiercel.engine.signal;

/** What a signal wants to be called with. */
public enum SignalInput {
    BOOK,
    TRADE,
    SIGNAL
}
