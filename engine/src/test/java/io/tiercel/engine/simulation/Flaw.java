package io.tiercel.engine.simulation;

/** A bug that is planted to see that it is found. */
enum Flaw {
    NONE,
    /** The journal loses an input now and then, and says nothing. */
    APPEND_DROPPED,
    /** An input is written with the one after it, so what it leads to leaves first. */
    APPEND_LATE,
    /** The disk says that it has synced, and has not. */
    SYNC_IGNORED,
    /** An execution that comes again is taken for another one. */
    EXECUTION_FORGOTTEN,
    /** A restart does not know of the last fill. */
    POSITION_LOST,
    /** The position limit is one lot greater than what was ordered. */
    LIMIT_TOO_GREAT,
    /** The engine's clock goes back with the host's. */
    CLOCK_BACK,
    /** Readers of the journal pass over what is damaged. */
    DAMAGE_SKIPPED,
    /** A restart begins with sequences that were used. */
    SEQUENCE_AGAIN,
    /** What was killed trades again after a restart. */
    KILL_FORGOTTEN
}
