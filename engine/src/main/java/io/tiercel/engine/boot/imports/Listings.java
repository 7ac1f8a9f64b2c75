package io.tiercel.engine.boot.imports;

/** Which of the session's instruments those of the files are. */
interface Listings {
    /** Of a feed, or an instrument, that is left out. */
    int NONE = 0;

    /** The venue of the files' next feed, or {@link #NONE}. */
    int nextVenue();

    /**
     * The id of an instrument that the files name, or {@link #NONE}.
     *
     * @param quantityDecimals digits after the point of the files' quantities
     * @param code             the exchange's own number
     */
    int find(int venueId, boolean byOrder, int quantityDecimals, long code, String symbol);

    /** A message is about an instrument that was not found before. */
    void passedOver(long code);

    /** What the least quantity in the files is in the instrument's scale. */
    long quantityUnit(int instrumentId);
}
