package io.tiercel.journal.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Thrift's compact protocol: structs as maps by the number of the field, numbers as longs. */
final class Thrift {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final ByteBuffer in;

    Thrift(final ByteBuffer bytes, final int position) {
        in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(position);
    }

    int position() {
        return in.position();
    }

    Map<Integer, Object> struct() {
        final Map<Integer, Object> fields = new LinkedHashMap<>();
        int id = 0;
        int header = in.get() & 0xFF;
        while (header != 0) {
            id = header >> 4 == 0 ? (int) zigzag() : id + (header >> 4);
            fields.put(id, value(header & 0xF));
            header = in.get() & 0xFF;
        }
        return fields;
    }

    static long varint(final ByteBuffer in) {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = in.get();
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private Object value(final int type) {
        return switch (type) {
            case TRUE -> true;
            case FALSE -> false;
            case BYTE -> (long) in.get();
            case BINARY -> {
                final byte[] bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield bytes;
            }
            case LIST -> {
                final int header = in.get() & 0xFF;
                final int size = header >> 4 == 0xF ? (int) varint(in) : header >> 4;
                final List<Object> items = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    items.add(value(header & 0xF));
                }
                yield items;
            }
            case STRUCT -> struct();
            default -> zigzag();
        };
    }

    private long zigzag() {
        final long value = varint(in);
        return value >>> 1 ^ -(value & 1);
    }
}
