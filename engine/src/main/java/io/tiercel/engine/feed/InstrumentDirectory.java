package io.tiercel.engine.feed;

/** Where a feed enters instruments that its own messages name, when there is no reference data. */
public interface InstrumentDirectory {
    /** When there is no room for another one. */
    int NONE = 0;

    /**
     * Enters an instrument.
     *
     * @param code   the exchange's own number for it
     * @param symbol empty when it is not known yet
     * @return its id, or {@link #NONE}
     */
    int add(long code, String symbol);

    /** A message is about one that had no room, or was not wanted, and that is not asked for again. */
    default void passedOver(final long code) {}

    /** Its code or symbol became known, or is another one now. */
    void rename(int instrumentId, long code, String symbol);
}
