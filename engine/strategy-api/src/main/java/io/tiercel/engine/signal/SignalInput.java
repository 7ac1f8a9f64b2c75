package io.tiercel.engine.signal;

/** What a signal wants to be called with. */
public enum SignalInput {
    /** Every change of the book, at whatever depth, at the end of a packet. */
    BOOK,
    /** A change of what the book shows at its best: a price, a quantity, or whether it is tradable. */
    QUOTE,
    /** Each trade, at once. */
    TRADE,
    /** A new value of an upstream signal. */
    SIGNAL
}
