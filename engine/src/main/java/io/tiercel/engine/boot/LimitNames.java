package io.tiercel.engine.boot;

import io.tiercel.codecs.types.LimitKind;
import io.tiercel.engine.boot.configuration.BadValueException;
import io.tiercel.engine.boot.configuration.KeyType;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The risk limits by the names that they have in the configuration. */
final class LimitNames {
    private static final SortedMap<String, LimitKind> KINDS = kinds();

    private LimitNames() {}

    private static SortedMap<String, LimitKind> kinds() {
        final SortedMap<String, LimitKind> kinds = new TreeMap<>();
        kinds.put("maxOrderQuantity", LimitKind.MAX_ORDER_QUANTITY);
        kinds.put("maxOrderNotional", LimitKind.MAX_ORDER_NOTIONAL);
        kinds.put("priceCollarBasisPoints", LimitKind.PRICE_COLLAR_BASIS_POINTS);
        kinds.put("maxPosition", LimitKind.MAX_POSITION);
        kinds.put("maxOpenOrders", LimitKind.MAX_OPEN_ORDERS);
        kinds.put("maxMessagesPerSecond", LimitKind.MAX_MESSAGES_PER_SECOND);
        return Collections.unmodifiableSortedMap(kinds);
    }

    static SortedMap<String, LimitKind> all() {
        return KINDS;
    }

    static LimitKind kind(final String name) throws BadValueException {
        final LimitKind kind = KINDS.get(name);
        if (kind == null) {
            throw new BadValueException(
                    "\"" + name + "\" is no limit; the limits are " + String.join(", ", KINDS.keySet()));
        }
        return kind;
    }

    /** Its value as a command carries it. */
    static long value(final LimitKind kind, final String text) throws BadValueException {
        try {
            return (kind == LimitKind.MAX_ORDER_NOTIONAL ? KeyType.DECIMAL : KeyType.WHOLE).parse(text);
        } catch (final BadValueException e) {
            throw new BadValueException("\"" + text + "\" " + e.getMessage());
        }
    }
}
