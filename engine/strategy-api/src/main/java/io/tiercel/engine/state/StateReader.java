package io.tiercel.engine.state;

/** Yields what a {@link StateWriter} received. A value of another type or section than written is an error. */
public interface StateReader {
    /** @throws IllegalStateException when the section found here is another one */
    void section(int id);

    boolean takeBoolean();

    int takeInt();

    long takeLong();

    double takeDouble();

    String takeText();
}
