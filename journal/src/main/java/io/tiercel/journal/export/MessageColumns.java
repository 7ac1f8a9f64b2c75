package io.tiercel.journal.export;

import io.tiercel.journal.dump.FieldDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * The columns of a message's table: what every record has, then the message's fields in the schema's order. A set is a
 * boolean column for each of its choices.
 */
public final class MessageColumns {
    /** Columns of what every record has. */
    static final int STREAM = 0;

    static final int SEQUENCE = 1;
    static final int TIME = 2;
    static final int KIND = 3;
    static final int CAUSE = 4;
    static final int ORDINAL = 5;

    private static final List<Column> RECORD = List.of(
            new Column("stream", ColumnType.NAME, true),
            new Column("sequence", ColumnType.INT64, true),
            new Column("timeNs", ColumnType.TIME, true),
            new Column("kind", ColumnType.NAME, true),
            new Column("cause", ColumnType.INT64, true),
            new Column("ordinal", ColumnType.INT32, false));

    /** Lengths of time; every other field of type Nanos is a point in time. */
    private static final Set<String> LENGTHS = Set.of("firstResultNs", "offsetNs", "staleAfterNs");

    private final List<Column> columns = new ArrayList<>(RECORD);
    private final List<Field> fields = new ArrayList<>();

    private MessageColumns() {}

    /**
     * One field of the message.
     *
     * @param first   its column, or its first one
     * @param choices of a set, in the order of their columns; empty when it is none
     */
    record Field(String name, int first, ColumnType type, List<String> choices) {}

    /** @param message as the schema has it */
    public static MessageColumns of(final List<Token> message) {
        final MessageColumns made = new MessageColumns();
        final String name = message.get(0).name();
        int i = 1;
        while (i < message.size() - 1) {
            final Token field = message.get(i);
            made.add(FieldDecoder.fieldName(name, field), message, i);
            i += field.componentTokenCount();
        }
        return made;
    }

    /** Of records that no schema knows: their bytes. */
    static List<Column> undecoded() {
        final List<Column> columns = new ArrayList<>(RECORD);
        columns.add(new Column("bytes", ColumnType.TEXT, true));
        return columns;
    }

    /** In the order they have in the table. */
    public List<Column> columns() {
        return columns;
    }

    List<Field> fields() {
        return fields;
    }

    private void add(final String name, final List<Token> message, final int index) {
        final Token type = message.get(index + 1);
        switch (type.signal()) {
            case BEGIN_ENUM -> add(name, ColumnType.NAME);
            case BEGIN_SET -> addSet(name, message, index + 1);
            case ENCODING -> add(name, type(message.get(index).name(), type));
            default -> {
                if (message.get(index).signal() != Signal.BEGIN_VAR_DATA) {
                    throw new IllegalStateException("no column for field " + name + ": " + type);
                }
                add(name, ColumnType.TEXT);
            }
        }
    }

    private void add(final String name, final ColumnType type) {
        fields.add(new Field(name, columns.size(), type, List.of()));
        columns.add(new Column(name, type, false));
    }

    private void addSet(final String name, final List<Token> message, final int index) {
        final List<String> choices = new ArrayList<>();
        final int first = columns.size();
        for (int i = index + 1; message.get(i).signal() == Signal.CHOICE; i++) {
            choices.add(message.get(i).name());
            columns.add(new Column(name + "." + message.get(i).name(), ColumnType.BOOLEAN, false));
        }
        fields.add(new Field(name, first, ColumnType.BOOLEAN, choices));
    }

    private static ColumnType type(final String field, final Token type) {
        final Encoding encoding = type.encoding();
        final PrimitiveType primitive = encoding.primitiveType();
        final boolean array = type.arrayLength() > 1;
        if (encoding.presence() == Encoding.Presence.CONSTANT
                || primitive == PrimitiveType.CHAR
                || array && primitive.size() == 1) {
            return ColumnType.TEXT;
        }
        if (array && primitive != PrimitiveType.DOUBLE) {
            throw new IllegalStateException("no column for field " + field + ", an array of " + primitive);
        }
        return switch (primitive) {
            case INT8 -> ColumnType.INT8;
            case UINT8 -> ColumnType.UINT8;
            case INT16 -> ColumnType.INT16;
            case UINT16 -> ColumnType.UINT16;
            case INT32 -> ColumnType.INT32;
            case UINT32 -> ColumnType.UINT32;
            case FLOAT, DOUBLE -> array ? ColumnType.DOUBLES : ColumnType.DOUBLE;
            default -> type.name().equals("Nanos") && !LENGTHS.contains(field) ? ColumnType.TIME : ColumnType.INT64;
        };
    }
}
