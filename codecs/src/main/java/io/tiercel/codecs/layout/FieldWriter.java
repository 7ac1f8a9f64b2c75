package io.tiercel.codecs.layout;

/** Who is told the fields of a message, in the order of its specification. */
public interface FieldWriter {
    void number(String name, long value);

    /** A number of 64 bits without a sign. */
    void unsigned(String name, long value);

    /** @param value counts the last of {@code scale} digits after the point */
    void decimal(String name, long value, int scale);

    /** The same without a sign. */
    void unsignedDecimal(String name, long value, int scale);

    void text(String name, String value);

    /** The field says that it has no value. */
    void none(String name);

    /** A repeating group begins; each entry's fields follow between {@link #beginEntry} and {@link #endEntry}. */
    void beginGroup(String name);

    void beginEntry();

    void endEntry();

    void endGroup();

    /** A field of several parts begins; each follows as a field until {@link #endComposite}. */
    void beginComposite(String name);

    void endComposite();
}
