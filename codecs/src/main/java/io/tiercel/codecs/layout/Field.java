package io.tiercel.codecs.layout;

/**
 * One field of a record.
 *
 * @param name   by the specification, in camel case
 * @param length in bytes
 * @param scale  of a decimal: digits after the point
 * @param none   the value that says there is none, where {@code nullable}
 */
public record Field(String name, Kind kind, int offset, int length, int scale, boolean nullable, long none) {
    /** How a field's bytes are read. */
    public enum Kind {
        UNSIGNED,
        SIGNED,
        /** An integer that counts the last digit of a decimal. */
        DECIMAL,
        /** The same without a sign. */
        UNSIGNED_DECIMAL,
        /** ASCII, filled with spaces or zeros on the right. */
        TEXT,
        /** One character, shown as it is; zero is none. */
        CHARACTER
    }

    public static Field unsigned(final String name, final int offset, final int length) {
        return new Field(name, Kind.UNSIGNED, offset, length, 0, false, 0);
    }

    public static Field signed(final String name, final int offset, final int length) {
        return new Field(name, Kind.SIGNED, offset, length, 0, false, 0);
    }

    public static Field decimal(final String name, final int offset, final int length, final int scale) {
        return new Field(name, Kind.DECIMAL, offset, length, scale, false, 0);
    }

    public static Field unsignedDecimal(final String name, final int offset, final int length, final int scale) {
        return new Field(name, Kind.UNSIGNED_DECIMAL, offset, length, scale, false, 0);
    }

    public static Field text(final String name, final int offset, final int length) {
        return new Field(name, Kind.TEXT, offset, length, 0, false, 0);
    }

    public static Field character(final String name, final int offset) {
        return new Field(name, Kind.CHARACTER, offset, 1, 0, false, 0);
    }

    /** The same, with a value that says there is none. */
    public Field orNone(final long value) {
        return new Field(name, kind, offset, length, scale, true, value);
    }
}
