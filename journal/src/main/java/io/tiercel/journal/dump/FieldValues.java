package io.tiercel.journal.dump;

/**
 * Takes the fields of a message, one after the other in the schema's order: a name, then its value. A list has values
 * instead, of one kind: the names that are in a set, or numbers.
 */
public interface FieldValues {
    FieldValues name(String name);

    /** Not set, or not there in the message's version. */
    FieldValues nothing();

    FieldValues number(long value);

    FieldValues number(double value);

    FieldValues string(CharSequence value);

    FieldValues beginList();

    FieldValues endList();
}
