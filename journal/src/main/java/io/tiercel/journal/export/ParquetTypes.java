package io.tiercel.journal.export;

/** Parquet's words for a column: numbers and structs of its parquet.thrift. */
final class ParquetTypes {
    static final int REQUIRED = 0;
    static final int OPTIONAL = 1;
    static final int BOOLEAN = 0;
    static final int INT32 = 1;
    static final int INT64 = 2;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;

    private static final int REPEATED = 2;
    private static final int CONVERTED_UTF8 = 0;
    private static final int CONVERTED_LIST = 3;
    private static final int CONVERTED_UINT_8 = 11;
    private static final int CONVERTED_INT_8 = 15;
    private static final int LOGICAL = 10;
    private static final int LOGICAL_STRING = 1;
    private static final int LOGICAL_LIST = 3;
    private static final int LOGICAL_TIMESTAMP = 8;
    private static final int LOGICAL_INTEGER = 10;
    private static final int UNIT_NANOS = 3;

    private ParquetTypes() {}

    static int physical(final ColumnType type) {
        return switch (type) {
            case TEXT, NAME -> BYTE_ARRAY;
            case BOOLEAN -> BOOLEAN;
            case INT64, TIME -> INT64;
            case DOUBLE, DOUBLES -> DOUBLE;
            default -> INT32;
        };
    }

    /** How many elements of the schema a column is. */
    static int elements(final Column column) {
        return column.type() == ColumnType.DOUBLES ? 3 : 1;
    }

    /** Where the values are, from the root. */
    static String[] path(final Column column) {
        return column.type() == ColumnType.DOUBLES
                ? new String[] {column.name(), "list", "element"}
                : new String[] {column.name()};
    }

    /** The column's elements of the schema, items of a list. */
    static void writeSchema(final ThriftWriter out, final Column column) {
        final ColumnType type = column.type();
        final int repetition = column.required() ? REQUIRED : OPTIONAL;
        if (type == ColumnType.DOUBLES) {
            out.beginItem()
                    .i32(3, repetition)
                    .string(4, column.name())
                    .i32(5, 1)
                    .i32(6, CONVERTED_LIST);
            out.beginStruct(LOGICAL).emptyStruct(LOGICAL_LIST).endStruct().endStruct();
            out.beginItem().i32(3, REPEATED).string(4, "list").i32(5, 1).endStruct();
            out.beginItem().i32(1, DOUBLE).i32(3, REQUIRED).string(4, "element").endStruct();
            return;
        }
        out.beginItem().i32(1, physical(type)).i32(3, repetition).string(4, column.name());
        switch (type) {
            case TEXT, NAME ->
                out.i32(6, CONVERTED_UTF8)
                        .beginStruct(LOGICAL)
                        .emptyStruct(LOGICAL_STRING)
                        .endStruct();
            case TIME ->
                out.beginStruct(LOGICAL)
                        .beginStruct(LOGICAL_TIMESTAMP)
                        .bool(1, true)
                        .beginStruct(2)
                        .emptyStruct(UNIT_NANOS)
                        .endStruct()
                        .endStruct()
                        .endStruct();
            case INT8 -> integer(out, 0, true);
            case INT16 -> integer(out, 1, true);
            case INT32 -> integer(out, 2, true);
            case UINT8 -> integer(out, 0, false);
            case UINT16 -> integer(out, 1, false);
            case UINT32 -> integer(out, 2, false);
            default -> {
                // the physical type says it all
            }
        }
        out.endStruct();
    }

    /** @param size 0 for 8 bits, 1 for 16, 2 for 32 */
    private static void integer(final ThriftWriter out, final int size, final boolean signed) {
        out.i32(6, (signed ? CONVERTED_INT_8 : CONVERTED_UINT_8) + size)
                .beginStruct(LOGICAL)
                .beginStruct(LOGICAL_INTEGER)
                .i8(1, Byte.SIZE << size)
                .bool(2, signed)
                .endStruct()
                .endStruct();
    }
}
