package io.tiercel.engine.risk;

/** How a control holds a value against its limit, for those who explain it. */
public enum Bound {
    /** The value may be the limit, and not more: the margin is what is left up to it. */
    AT_MOST,
    /** The value may be the limit, and not less: the margin is what it is above it. */
    AT_LEAST,
    /** The value has to be a multiple of the limit. */
    MULTIPLE,
    /** A condition that holds or not; value and limit say what it was about. */
    STATE
}
