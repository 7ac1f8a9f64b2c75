package io.tiercel.engine.boot.status;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Figures {
    private static final int MONEY_DIGITS = 2;
    private static final int PRICE_SCALE = 9;
    private static final int LEAST_PRICE_DIGITS = 2;
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;
    private static final double SECONDS = 1e9;
    private static final long[] BYTE_UNITS = {1L << 40, 1L << 30, 1L << 20, 1L << 10};
    private static final String[] BYTE_NAMES = {"TB", "GB", "MB", "KB"};

    private Figures() {}

    static String count(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String money(final long nanos) {
        final BigDecimal money = BigDecimal.valueOf(nanos, PRICE_SCALE).setScale(MONEY_DIGITS, RoundingMode.HALF_EVEN);
        return String.format(Locale.ROOT, "%,.2f", money);
    }

    static String signedMoney(final long nanos) {
        final String text = money(nanos);
        return nanos > 0 && !text.equals("0.00") ? "+" + text : text.equals("-0.00") ? "0.00" : text;
    }

    /** Exact, with at least two digits after the point. */
    static String price(final long nanos) {
        final BigDecimal price = BigDecimal.valueOf(nanos, PRICE_SCALE).stripTrailingZeros();
        return price.setScale(Math.max(LEAST_PRICE_DIGITS, price.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    static String quantity(final long quantity, final int scale) {
        final BigDecimal value = BigDecimal.valueOf(quantity, scale);
        return String.format(
                Locale.ROOT, "%,." + Math.max(0, value.stripTrailingZeros().scale()) + "f", value);
    }

    static String signedQuantity(final long quantity, final int scale) {
        return (quantity > 0 ? "+" : "") + quantity(quantity, scale);
    }

    static String latency(final long ns) {
        if (ns < MICROS) {
            return ns + " ns";
        }
        if (ns < MILLIS) {
            return String.format(Locale.ROOT, ns < 100 * MICROS ? "%.1f us" : "%.0f us", ns / MICROS);
        }
        return String.format(Locale.ROOT, ns < 100 * MILLIS ? "%.1f ms" : "%.0f ms", ns / MILLIS);
    }

    static String bytes(final long bytes) {
        for (int i = 0; i < BYTE_UNITS.length; i++) {
            if (bytes >= BYTE_UNITS[i]) {
                return String.format(Locale.ROOT, "%.1f %s", (double) bytes / BYTE_UNITS[i], BYTE_NAMES[i]);
            }
        }
        return bytes + " B";
    }

    /** Hours, minutes and seconds. */
    static String elapsed(final long ns) {
        final long seconds = Math.max(0, ns) / (long) SECONDS;
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
