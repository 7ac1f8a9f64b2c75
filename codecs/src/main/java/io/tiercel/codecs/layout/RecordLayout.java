package io.tiercel.codecs.layout;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The fields of one kind of record.
 *
 * @param name   of the kind, by the specification
 * @param length of the record in bytes
 */
public record RecordLayout(String name, int length, ByteOrder order, List<Field> fields) {
    /** Tells every field of a record that has at least {@link #length} bytes. */
    public void write(final DirectBuffer buffer, final int offset, final FieldWriter writer) {
        for (final Field field : fields) {
            write(field, buffer, offset + field.offset(), writer);
        }
    }

    private void write(final Field field, final DirectBuffer buffer, final int index, final FieldWriter writer) {
        final String called = field.name();
        switch (field.kind()) {
            case TEXT -> writer.text(called, text(buffer, index, field.length()));
            case CHARACTER -> {
                final byte value = buffer.getByte(index);
                if (value == 0) {
                    writer.none(called);
                } else {
                    writer.text(called, String.valueOf((char) (value & 0xFF)));
                }
            }
            default -> {
                final boolean signed = field.kind() == Field.Kind.SIGNED || field.kind() == Field.Kind.DECIMAL;
                final long value = integer(buffer, index, field.length(), signed);
                if (field.nullable() && value == field.none()) {
                    writer.none(called);
                } else {
                    number(field, value, writer);
                }
            }
        }
    }

    private static void number(final Field field, final long value, final FieldWriter writer) {
        switch (field.kind()) {
            case SIGNED -> writer.number(field.name(), value);
            case UNSIGNED -> writer.unsigned(field.name(), value);
            case UNSIGNED_DECIMAL -> writer.unsignedDecimal(field.name(), value, field.scale());
            default -> writer.decimal(field.name(), value, field.scale());
        }
    }

    private long integer(final DirectBuffer buffer, final int index, final int length, final boolean signed) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            final int at = order == ByteOrder.BIG_ENDIAN ? i : length - 1 - i;
            value = value << Byte.SIZE | buffer.getByte(index + at) & 0xFF;
        }
        final int unused = Long.SIZE - length * Byte.SIZE;
        return signed ? value << unused >> unused : value;
    }

    private static String text(final DirectBuffer buffer, final int index, final int length) {
        int end = 0;
        while (end < length && buffer.getByte(index + end) != 0) {
            end++;
        }
        while (end > 0 && buffer.getByte(index + end - 1) == ' ') {
            end--;
        }
        final byte[] bytes = new byte[end];
        buffer.getBytes(index, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
