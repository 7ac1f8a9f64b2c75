package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** One change of one instrument, whichever template it came in. Filled anew for each. */
@HotPath
final class BookEntry {
    /** Says nothing of the book, but has a number among the instrument's entries. */
    static final int NUMBER = 0;

    static final int LEVEL = 1;
    static final int ORDER = 2;
    /** The instrument's book is empty. */
    static final int CLEAR = 3;

    static final long NO_NUMBER = -1;

    /** As the exchange's fields for actions on levels say. */
    static final int NEW = 0;

    static final int CHANGE = 1;
    static final int DELETE = 2;
    static final int DELETE_THRU = 3;
    static final int DELETE_FROM = 4;
    static final int OVERLAY = 5;
    static final int NO_ACTION = 255;

    int kind;
    /** Of its packet. */
    long sequence;
    /** {@link #NO_NUMBER} where the template has none. */
    long number;

    int action;
    /** From 1. */
    int level;

    boolean buy;
    boolean implied;
    long price;
    /** Null is below 0. */
    long size;

    int orders;
    long orderId;
    long priority;

    BookEntry of(final int newKind, final long newSequence, final long newNumber) {
        kind = newKind;
        sequence = newSequence;
        number = newNumber;
        return this;
    }
}
