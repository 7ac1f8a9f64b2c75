package io.tiercel.journal.export;

import java.nio.charset.StandardCharsets;

/**
 * Thrift's compact protocol, as much of it as Parquet's headers need. A field's header is its distance to the one
 * before in the struct and its type, in a nibble each; numbers are zigzag varints; a struct ends with a zero.
 */
final class ThriftWriter {
    static final int I32 = 5;
    static final int BINARY = 8;
    static final int STRUCT = 12;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I64 = 6;
    private static final int LIST = 9;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_SHORT_LIST = 14;

    private final Bytes out;
    private final int[] lastIds = new int[MAX_DEPTH];
    private int depth;

    /** A struct is begun. */
    ThriftWriter(final Bytes out) {
        this.out = out;
    }

    ThriftWriter bool(final int id, final boolean value) {
        header(id, value ? TRUE : FALSE);
        return this;
    }

    ThriftWriter i8(final int id, final int value) {
        header(id, BYTE);
        out.putByte(value);
        return this;
    }

    ThriftWriter i32(final int id, final int value) {
        header(id, I32);
        item(value);
        return this;
    }

    ThriftWriter i64(final int id, final long value) {
        header(id, I64);
        item(value);
        return this;
    }

    ThriftWriter binary(final int id, final byte[] value) {
        header(id, BINARY);
        out.putVarint(value.length);
        out.put(value);
        return this;
    }

    ThriftWriter string(final int id, final String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    ThriftWriter beginStruct(final int id) {
        header(id, STRUCT);
        return beginItem();
    }

    /** A struct without fields. */
    ThriftWriter emptyStruct(final int id) {
        return beginStruct(id).endStruct();
    }

    ThriftWriter endStruct() {
        out.putByte(0);
        depth--;
        return this;
    }

    /** The items follow. */
    ThriftWriter list(final int id, final int itemType, final int size) {
        header(id, LIST);
        if (size <= MAX_SHORT_LIST) {
            out.putByte(size << 4 | itemType);
        } else {
            out.putByte(0xF0 | itemType);
            out.putVarint(size);
        }
        return this;
    }

    /** A struct in a list; it ends as every struct does. */
    ThriftWriter beginItem() {
        depth++;
        lastIds[depth] = 0;
        return this;
    }

    ThriftWriter item(final long value) {
        out.putVarint(value << 1 ^ value >> 63);
        return this;
    }

    ThriftWriter item(final String value) {
        final byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.putVarint(bytes.length);
        out.put(bytes);
        return this;
    }

    /** Items that were written before, each a struct with its end. */
    ThriftWriter items(final Bytes written) {
        out.put(written);
        return this;
    }

    /** The end of the outermost struct. */
    void end() {
        out.putByte(0);
    }

    private void header(final int id, final int type) {
        // Parquet's ids rise, and never by more than a nibble holds
        out.putByte(id - lastIds[depth] << 4 | type);
        lastIds[depth] = id;
    }
}
