package io.tiercel.journal.dump;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;

/** Gives out a message's fields, by the schema's names: the one place that knows what stands in a message. */
public final class FieldDecoder extends AbstractTokenListener {
    /** A field of one of these names gets the message's name before it: an object must not hold a name twice. */
    private static final Set<String> RESERVED = Set.of("stream", "sequence", "timeNs", "kind", "cause", "ordinal");

    private final FieldValues values;
    private String message;

    FieldDecoder(final FieldValues values) {
        this.values = values;
    }

    /** What a message's field is called beside what every record has. */
    public static String fieldName(final String message, final Token field) {
        return RESERVED.contains(field.name()) ? message + "." + field.name() : field.name();
    }

    @Override
    public void onBeginMessage(final Token token) {
        message = token.name();
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final Token typeToken,
            final int actingVersion) {
        name(fieldToken);
        final Encoding encoding = typeToken.encoding();
        if (absent(fieldToken, actingVersion)) {
            values.nothing();
        } else if (encoding.presence() == Encoding.Presence.CONSTANT) {
            values.string(encoding.constValue().toString());
        } else if (encoding.primitiveType() == PrimitiveType.CHAR) {
            values.string(text(buffer, bufferIndex, typeToken.arrayLength(), encoding.characterEncoding(), true));
        } else if (typeToken.arrayLength() > 1 && encoding.primitiveType().size() == 1) {
            values.string(hex(buffer, bufferIndex, typeToken.arrayLength()));
        } else if (typeToken.arrayLength() > 1) {
            array(buffer, bufferIndex, typeToken);
        } else {
            value(buffer, bufferIndex, encoding);
        }
    }

    @Override
    public void onEnum(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        name(fieldToken);
        final Encoding encoding = tokens.get(fromIndex).encoding();
        final long value = number(buffer, bufferIndex, encoding);
        if (absent(fieldToken, actingVersion) || isNull(value, encoding)) {
            values.nothing();
            return;
        }
        for (int i = fromIndex + 1; i < toIndex; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                values.string(tokens.get(i).name());
                return;
            }
        }
        // a later version may know it
        values.number(value);
    }

    @Override
    public void onBitSet(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        name(fieldToken);
        if (absent(fieldToken, actingVersion)) {
            values.nothing();
            return;
        }
        final long bits = number(buffer, bufferIndex, tokens.get(fromIndex).encoding());
        values.beginList();
        for (int i = fromIndex + 1; i < toIndex; i++) {
            final long bit = tokens.get(i).encoding().constValue().longValue();
            if ((bits >>> bit & 1) != 0) {
                values.string(tokens.get(i).name());
            }
        }
        values.endList();
    }

    @Override
    public void onVarData(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final int length,
            final Token typeToken) {
        name(fieldToken);
        final String charset = typeToken.encoding().characterEncoding();
        values.string(
                charset == null ? hex(buffer, bufferIndex, length) : text(buffer, bufferIndex, length, charset, false));
    }

    private void name(final Token field) {
        values.name(fieldName(message, field));
    }

    private void array(final DirectBuffer buffer, final int index, final Token type) {
        final Encoding encoding = type.encoding();
        values.beginList();
        for (int i = 0; i < type.arrayLength(); i++) {
            value(buffer, index + i * encoding.primitiveType().size(), encoding);
        }
        values.endList();
    }

    private void value(final DirectBuffer buffer, final int index, final Encoding encoding) {
        switch (encoding.primitiveType()) {
            case FLOAT -> values.number(buffer.getFloat(index, encoding.byteOrder()));
            case DOUBLE -> values.number(buffer.getDouble(index, encoding.byteOrder()));
            default -> {
                final long value = number(buffer, index, encoding);
                if (isNull(value, encoding)) {
                    values.nothing();
                } else {
                    values.number(value);
                }
            }
        }
    }

    private static long number(final DirectBuffer buffer, final int index, final Encoding encoding) {
        return switch (encoding.primitiveType()) {
            case INT8 -> buffer.getByte(index);
            case CHAR, UINT8 -> buffer.getByte(index) & 0xFF;
            case INT16 -> buffer.getShort(index, encoding.byteOrder());
            case UINT16 -> buffer.getShort(index, encoding.byteOrder()) & 0xFFFF;
            case INT32 -> buffer.getInt(index, encoding.byteOrder());
            case UINT32 -> buffer.getInt(index, encoding.byteOrder()) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> buffer.getLong(index, encoding.byteOrder());
            default -> throw new IllegalStateException("no whole number: " + encoding);
        };
    }

    private static boolean isNull(final long value, final Encoding encoding) {
        final PrimitiveValue none = encoding.applicableNullValue();
        return value == none.longValue();
    }

    private static boolean absent(final Token field, final int actingVersion) {
        return field.version() > actingVersion;
    }

    private static String text(
            final DirectBuffer buffer,
            final int index,
            final int length,
            final String charset,
            final boolean endsAtZero) {
        int end = length;
        if (endsAtZero) {
            end = 0;
            while (end < length && buffer.getByte(index + end) != 0) {
                end++;
            }
        }
        final byte[] bytes = new byte[end];
        buffer.getBytes(index, bytes);
        return new String(bytes, charset == null ? StandardCharsets.US_ASCII : Charset.forName(charset));
    }

    /** Bytes as hexadecimal digits. */
    public static String hex(final DirectBuffer buffer, final int index, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
