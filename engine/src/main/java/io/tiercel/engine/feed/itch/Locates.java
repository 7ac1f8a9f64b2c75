package io.tiercel.engine.feed.itch;

/**
 * Which instrument a locate code is: the exchange's directory binds each code to a symbol anew every day. An instrument
 * is known here by its index.
 */
interface Locates {
    int NONE = -1;

    /** Another day, other codes. */
    void clear();

    /** Whether the symbol is an instrument's. */
    boolean bind(int locate, long key);

    /** Whether orders and trades bind codes, too, by the stock that they name. */
    boolean boundByOrders();

    /** The index of its instrument, or {@link #NONE}. */
    int index(int locate);

    int count();

    int instrumentId(int index);

    /** The instrument of a code, without a word or a change when it is none's; then 0. */
    int idOfKnown(int locate);

    /** What one share is in the instrument's scale. */
    long quantityUnit(int index);
}
