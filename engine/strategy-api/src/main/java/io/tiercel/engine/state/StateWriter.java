package io.tiercel.engine.state;

/** Receives state as a sequence of typed values, without names; {@link StateReader} yields them in the same order. */
public interface StateWriter {
    /** Marks the begin of a part, so that a reader that lost step notices it there. */
    void section(int id);

    void putBoolean(boolean value);

    void putInt(int value);

    void putLong(long value);

    /** The raw bits are kept; every NaN becomes the canonical one. */
    void putDouble(double value);

    /** For cold state only. */
    void putText(String value);
}
