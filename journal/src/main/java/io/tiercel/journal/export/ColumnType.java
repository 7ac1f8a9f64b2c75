package io.tiercel.journal.export;

/** What a column holds. */
public enum ColumnType {
    /** Any text. */
    TEXT,
    /** One of a few texts: an enum's names. */
    NAME,
    BOOLEAN,
    INT8,
    UINT8,
    INT16,
    UINT16,
    INT32,
    UINT32,
    INT64,
    /** UTC nanoseconds since 1970. */
    TIME,
    DOUBLE,
    /** A list of them. */
    DOUBLES;

    /** Whether it is a whole number, or is held as one. */
    boolean isWhole() {
        return ordinal() >= INT8.ordinal() && ordinal() <= TIME.ordinal();
    }
}
