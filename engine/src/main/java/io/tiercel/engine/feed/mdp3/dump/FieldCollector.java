package io.tiercel.engine.feed.mdp3.dump;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.PrimitiveValue;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;

/** Collects a message's fields; mantissa and exponent become one exact decimal. */
final class FieldCollector extends AbstractTokenListener {
    private static final String MANTISSA = "mantissa";
    private static final String EXPONENT = "exponent";

    private final Deque<Map<String, Object>> open = new ArrayDeque<>();
    private Map<String, Object> composite;

    FieldCollector() {
        open.push(new LinkedHashMap<>());
    }

    Map<String, Object> fields() {
        return open.peek();
    }

    @Override
    public void onEncoding(
            final Token field, final DirectBuffer buffer, final int index, final Token type, final int actingVersion) {
        final Map<String, Object> into = composite == null ? open.peek() : composite;
        final String name = composite == null ? field.name() : type.name();
        into.put(name, field.version() > actingVersion ? null : value(buffer, index, type));
    }

    @Override
    public void onEnum(
            final Token field,
            final DirectBuffer buffer,
            final int index,
            final List<Token> tokens,
            final int from,
            final int to,
            final int actingVersion) {
        open.peek().put(field.name(), field.version() > actingVersion ? null : name(buffer, index, tokens, from, to));
    }

    @Override
    public void onBitSet(
            final Token field,
            final DirectBuffer buffer,
            final int index,
            final List<Token> tokens,
            final int from,
            final int to,
            final int actingVersion) {
        if (field.version() > actingVersion) {
            open.peek().put(field.name(), null);
            return;
        }
        final long bits = number(buffer, index, tokens.get(from).encoding());
        final Set<String> names = new LinkedHashSet<>();
        for (int i = from + 1; i < to; i++) {
            if ((bits >>> tokens.get(i).encoding().constValue().longValue() & 1) != 0) {
                names.add(tokens.get(i).name());
            }
        }
        open.peek().put(field.name(), names);
    }

    @Override
    public void onBeginComposite(final Token field, final List<Token> tokens, final int from, final int to) {
        composite = new LinkedHashMap<>();
    }

    @Override
    public void onEndComposite(final Token field, final List<Token> tokens, final int from, final int to) {
        final Object value = composite.containsKey(MANTISSA) && composite.containsKey(EXPONENT)
                ? decimal(composite.get(MANTISSA), composite.get(EXPONENT))
                : composite;
        composite = null;
        open.peek().put(field.name(), value);
    }

    @Override
    public void onGroupHeader(final Token group, final int count) {
        open.peek().put(group.name(), new ArrayList<>());
    }

    @Override
    public void onBeginGroup(final Token group, final int index, final int count) {
        open.push(new LinkedHashMap<>());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void onEndGroup(final Token group, final int index, final int count) {
        final Map<String, Object> entry = open.pop();
        ((List<Map<String, Object>>) open.peek().get(group.name())).add(entry);
    }

    private static BigDecimal decimal(final Object mantissa, final Object exponent) {
        return mantissa == null
                ? null
                : new BigDecimal(mantissa.toString()).scaleByPowerOfTen(((Number) exponent).intValue());
    }

    private static Object value(final DirectBuffer buffer, final int index, final Token type) {
        final Encoding encoding = type.encoding();
        final boolean constant = encoding.presence() == Encoding.Presence.CONSTANT;
        if (encoding.primitiveType() == PrimitiveType.CHAR) {
            return constant ? text(encoding.constValue()) : text(buffer, index, type.arrayLength());
        }
        if (encoding.primitiveType() == PrimitiveType.FLOAT) {
            return (double) buffer.getFloat(index, encoding.byteOrder());
        }
        if (encoding.primitiveType() == PrimitiveType.DOUBLE) {
            return buffer.getDouble(index, encoding.byteOrder());
        }
        final long number = constant ? encoding.constValue().longValue() : number(buffer, index, encoding);
        if (!constant
                && encoding.presence() == Encoding.Presence.OPTIONAL
                && number == encoding.applicableNullValue().longValue()) {
            return null;
        }
        // Beyond a long only where it is unsigned.
        return number < 0 && encoding.primitiveType() == PrimitiveType.UINT64
                ? new BigInteger(Long.toUnsignedString(number))
                : (Object) number;
    }

    /** What no name is known for is its number, or its character. */
    private static Object name(
            final DirectBuffer buffer, final int index, final List<Token> tokens, final int from, final int to) {
        final Encoding encoding = tokens.get(from).encoding();
        final long value = number(buffer, index, encoding);
        for (int i = from + 1; i < to; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                return tokens.get(i).name();
            }
        }
        if (encoding.nullValue() != null && value == encoding.nullValue().longValue()) {
            return null;
        }
        return encoding.primitiveType() == PrimitiveType.CHAR ? text(buffer, index, 1) : (Object) value;
    }

    private static String text(final PrimitiveValue constant) {
        return constant.size() == 1 ? String.valueOf((char) constant.longValue()) : constant.toString();
    }

    private static String text(final DirectBuffer buffer, final int index, final int room) {
        int length = 0;
        while (length < room && buffer.getByte(index + length) != 0) {
            length++;
        }
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static long number(final DirectBuffer buffer, final int index, final Encoding encoding) {
        return switch (encoding.primitiveType()) {
            case INT8 -> buffer.getByte(index);
            case CHAR, UINT8 -> buffer.getByte(index) & 0xFF;
            case INT16 -> buffer.getShort(index, encoding.byteOrder());
            case UINT16 -> buffer.getShort(index, encoding.byteOrder()) & 0xFFFF;
            case INT32 -> buffer.getInt(index, encoding.byteOrder());
            case UINT32 -> buffer.getInt(index, encoding.byteOrder()) & 0xFFFF_FFFFL;
            default -> buffer.getLong(index, encoding.byteOrder());
        };
    }
}
