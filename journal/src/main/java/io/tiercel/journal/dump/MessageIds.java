package io.tiercel.journal.dump;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.AbstractTokenListener;
import uk.co.real_logic.sbe.otf.Types;

/** The instruments and orders that a message names, by the types of its fields. */
final class MessageIds extends AbstractTokenListener {
    private final List<String> types = new ArrayList<>();
    private final List<Long> values = new ArrayList<>();

    void clear() {
        types.clear();
        values.clear();
    }

    boolean has(final String type, final long value) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).equals(type) && values.get(i) == value) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onEncoding(
            final Token fieldToken,
            final DirectBuffer buffer,
            final int bufferIndex,
            final Token typeToken,
            final int actingVersion) {
        final String type = typeToken.name();
        if (fieldToken.version() <= actingVersion && (type.equals("InstrumentId") || type.equals("OrderId"))) {
            types.add(type);
            values.add(Types.getLong(buffer, bufferIndex, typeToken.encoding()));
        }
    }
}
