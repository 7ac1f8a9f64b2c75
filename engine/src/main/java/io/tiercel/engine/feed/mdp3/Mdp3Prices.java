package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** Prices and quantities of MDP 3.0 as Tiercel's: exactly, or not at all. */
@HotPath
final class Mdp3Prices {
    /** The exchange's word for no price. */
    static final long NONE = Long.MAX_VALUE;
    /** In place of a price or a size that is out of range. */
    static final long OUT_OF_RANGE = Long.MIN_VALUE;

    static final long NO_SIZE = -1;

    /** What a book takes: prices to either side of zero. */
    private static final long MAX_PRICE = 1L << 62;
    /** Two of them still add up. */
    private static final int MAX_ORDERS = (1 << 30) - 1;
    /** In the instrument's own scale. */
    private static final long MAX_QUANTITY = 1L << 53;

    private Mdp3Prices() {}

    /** In 1e-9, from a mantissa of which one is so many of those. */
    static long nanos(final long mantissa, final long unit) {
        if (mantissa == NONE) {
            return NONE;
        }
        final long price = mantissa * unit;
        return Math.multiplyHigh(mantissa, unit) == price >> 63 ? price : OUT_OF_RANGE;
    }

    static boolean isPrice(final long price) {
        return price >= -MAX_PRICE && price <= MAX_PRICE;
    }

    /** Contracts, unless none or more than a book takes. */
    static long size(final long contracts, final long none, final long unit) {
        if (contracts == none) {
            return NO_SIZE;
        }
        return contracts < 0 || contracts > maxSize(unit) ? OUT_OF_RANGE : contracts;
    }

    /** The most contracts that a book takes. */
    static long maxSize(final long unit) {
        return MAX_QUANTITY / unit;
    }

    /** How many orders; 0 where the exchange does not say, as of implied levels. */
    static int orders(final int count) {
        return count == Integer.MAX_VALUE ? 0 : Math.min(MAX_ORDERS, Math.max(0, count));
    }
}
