package io.tiercel.engine.feed.history;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.layout.FieldWriter;
import java.util.EnumMap;
import java.util.Map;

/** What an exchange said last of an instrument's session, besides its book. */
public final class SessionStatistics {
    /** What there is. */
    enum Value {
        OPEN("open", true),
        HIGH("high", true),
        LOW("low", true),
        HIGHEST_BID("highestBid", true),
        LOWEST_OFFER("lowestOffer", true),
        SETTLEMENT("settlement", true),
        FIXING("fixing", true),
        AVERAGE_PRICE("averagePrice", true),
        VOLUME("volume", false),
        CLEARED_VOLUME("clearedVolume", false),
        OPEN_INTEREST("openInterest", false);

        private final String title;
        private final boolean price;

        Value(final String title, final boolean price) {
            this.title = title;
            this.price = price;
        }

        boolean price() {
            return price;
        }
    }

    private final Map<Value, Long> values = new EnumMap<>(Value.class);

    SessionStatistics() {}

    /** @param amount a price in 1e-9, or a quantity */
    void set(final Value value, final long amount) {
        values.put(value, amount);
    }

    void remove(final Value value) {
        values.remove(value);
    }

    void clear() {
        values.clear();
    }

    /** Tells those that were said. */
    public void writeTo(final FieldWriter writer) {
        values.forEach((value, amount) -> {
            if (value.price) {
                writer.decimal(value.title, amount, FixedPoint.PRICE_SCALE);
            } else {
                writer.number(value.title, amount);
            }
        });
    }
}
