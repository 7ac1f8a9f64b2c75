package io.tiercel.engine.feed.history;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.layout.FieldWriter;
import io.tiercel.codecs.types.StatisticKind;
import io.tiercel.engine.feed.MarketDataSink;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What an exchange said last of an instrument's session, besides its book. */
public final class SessionStatistics {
    private record Value(long priceNanos, long quantity, int code) {}

    private final Map<StatisticKind, Value> values = new EnumMap<>(StatisticKind.class);

    SessionStatistics() {}

    void set(final StatisticKind kind, final long priceNanos, final long quantity, final int code) {
        values.put(kind, new Value(priceNanos, quantity, code));
    }

    void remove(final StatisticKind kind) {
        values.remove(kind);
    }

    void clear() {
        values.clear();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Tells those that hold: the price, the quantity where there is no price, the code where there is neither. */
    public void writeTo(final FieldWriter writer) {
        values.forEach((kind, value) -> {
            final String name = name(kind);
            if (value.priceNanos != MarketDataSink.NO_VALUE) {
                writer.decimal(name, value.priceNanos, FixedPoint.PRICE_SCALE);
            } else if (value.quantity != MarketDataSink.NO_VALUE) {
                writer.number(name, value.quantity);
            } else {
                writer.number(name, value.code);
            }
        });
    }

    /** As reports call it: in lower camel case. */
    private static String name(final StatisticKind kind) {
        final String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
        final StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
