package io.tiercel.engine.boot.why;

import io.tiercel.codecs.FixedPoint;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.reference.Instrument;
import io.tiercel.engine.replay.story.OrderStory.Check;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/** Numbers of a story in the units that a person thinks in, exactly. */
final class Units {
    private static final int MONEY_DIGITS = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int scale;

    /** @param instrument whose quantities these are; null where it is not known */
    Units(final Instrument instrument) {
        scale = instrument == null ? 0 : instrument.quantityScale();
    }

    String quantity(final long quantity) {
        return plain(quantity, scale, 0);
    }

    static String price(final long nanos) {
        return nanos == Book.NO_PRICE ? "none" : plain(nanos, FixedPoint.PRICE_SCALE, MONEY_DIGITS);
    }

    static String money(final long nanos) {
        return plain(nanos, FixedPoint.PRICE_SCALE, MONEY_DIGITS);
    }

    private static String plain(final long value, final int valueScale, final int leastDigits) {
        final BigDecimal number = BigDecimal.valueOf(value, valueScale);
        final int digits = Math.max(leastDigits, number.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    /** A field of a message, by its name. */
    String field(final String name, final String text) {
        if (!text.matches("-?[0-9]{1,19}")) {
            return text;
        }
        if (name.endsWith("riceNanos")) {
            return price(Long.parseLong(text));
        }
        if (name.endsWith("Money")) {
            return money(Long.parseLong(text));
        }
        return name.endsWith("uantity") ? quantity(Long.parseLong(text)) : text;
    }

    String value(final Check check) {
        return value(check.control(), check.value());
    }

    String limit(final Check check) {
        return limit(check.control(), check.limitValue());
    }

    /** In the unit of this control's limit. */
    String limit(final RiskReason control, final long limitValue) {
        return control == RiskReason.MONEY_OVERFLOW ? money(limitValue) : value(control, limitValue);
    }

    /** In the unit of this control's value. */
    String value(final RiskReason control, final long value) {
        return switch (control) {
            case PRICE_TICK, PRICE_COLLAR, NO_REFERENCE_PRICE, MONEY_OVERFLOW -> price(value);
            case NOTIONAL_LIMIT -> money(value);
            case QUANTITY_NOT_POSITIVE, QUANTITY_LOT, QUANTITY_LIMIT, STOPPING, POSITION_LIMIT -> quantity(value);
            default -> String.format(Locale.ROOT, "%d", value);
        };
    }

    static Instant time(final long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND));
    }

    /** A time since another one. */
    static String since(final long ns) {
        final double size = Math.abs((double) ns);
        final String sign = ns < 0 ? "-" : "+";
        if (size < 1e3) {
            return sign + (long) size + " ns";
        }
        if (size < 1e6) {
            return String.format(Locale.ROOT, "%s%.1f us", sign, size / 1e3);
        }
        return size < 1e9
                ? String.format(Locale.ROOT, "%s%.3f ms", sign, size / 1e6)
                : String.format(Locale.ROOT, "%s%.3f s", sign, size / 1e9);
    }
}
