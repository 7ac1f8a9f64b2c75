package io.tiercel.journal.dump;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.Types;

/** Collects a message's fields as texts. */
final class FieldTexts extends AbstractTokenListener {
    private final Map<String, String> values = new LinkedHashMap<>();

    Map<String, String> values() {
        return values;
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int offset,
            final Token typeToken,
            final int actingVersion) {
        final PrimitiveType type = typeToken.encoding().primitiveType();
        final int count = typeToken.arrayLength();
        final String text;
        if (type == PrimitiveType.CHAR && count > 1) {
            final byte[] bytes = new byte[count];
            buffer.getBytes(offset, bytes);
            text = new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
        } else if (count > 1) {
            text = FieldDecoder.hex(buffer, offset, count * type.size());
        } else {
            final StringBuilder number = new StringBuilder();
            Types.appendAsString(number, buffer, offset, typeToken.encoding());
            text = number.toString();
        }
        values.put(fieldToken.name(), text);
    }

    @Override
    public void onEnum(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int offset,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        final long value =
                Types.getLong(buffer, offset, tokens.get(fromIndex + 1).encoding());
        String text = Long.toString(value);
        for (int i = fromIndex + 1; i < toIndex; i++) {
            if (tokens.get(i).encoding().constValue().longValue() == value) {
                text = tokens.get(i).name();
            }
        }
        values.put(fieldToken.name(), text);
    }

    @Override
    public void onBitSet(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int offset,
            final List<Token> tokens,
            final int fromIndex,
            final int toIndex,
            final int actingVersion) {
        final long value =
                Types.getLong(buffer, offset, tokens.get(fromIndex + 1).encoding());
        values.put(fieldToken.name(), "0x" + Long.toHexString(value));
    }

    @Override
    public void onVarData(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Token typeToken) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        values.put(fieldToken.name(), new String(bytes, StandardCharsets.UTF_8));
    }
}
