package io.tiercel.journal;

/** How much room a journal has for what follows, in falling order. */
public enum Room {
    /** All that is to be allocated ahead is. */
    AMPLE,
    /** The disk has no more to give: what was allocated ahead is all there is. */
    SHORT,
    /** Less than half of that is left: it is kept for cancels, their answers and the end of the session. */
    EMERGENCY
}
