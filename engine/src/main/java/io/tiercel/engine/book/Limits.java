package io.tiercel.engine.book;

/** The ranges that market data and capacities must lie in. */
final class Limits {
    /** Prices reach from minus this to plus this: those of spreads can be negative. */
    static final long MAX_PRICE_NANOS = 1L << 62;
    /** Of one order: what a double still holds exactly. */
    static final long MAX_QUANTITY = 1L << 53;
    /** Of one price level: two of them still add up without overflow. */
    static final long MAX_LEVEL_QUANTITY = 1L << 62;

    private Limits() {}

    static boolean isPrice(final long priceNanos) {
        return priceNanos >= -MAX_PRICE_NANOS && priceNanos <= MAX_PRICE_NANOS;
    }

    static boolean isQuantity(final long quantity) {
        return quantity > 0 && quantity <= MAX_QUANTITY;
    }

    /** @throws IllegalArgumentException when a capacity is out of range */
    static int check(final String what, final int capacity, final int limit) {
        if (capacity < 1 || capacity > limit) {
            throw new IllegalArgumentException("books: capacity of " + capacity + " " + what + " is not within 1 and "
                    + limit + ": configure one that is");
        }
        return capacity;
    }
}
