package io.tiercel.bench.peers;

/** What a matcher has traded, as a chain: equal only when the same makers traded the same, in the same order. */
public final class Trades {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long count;
    private long chain;
    private long lastMakerId;
    private long lastPrice;
    private long lastQuantity;

    /** In ticks, at the price of the order that rested. */
    public void onTrade(final long makerId, final long price, final long quantity) {
        count++;
        chain = ((chain ^ makerId) * FACTOR ^ price) * FACTOR + quantity;
        lastMakerId = makerId;
        lastPrice = price;
        lastQuantity = quantity;
    }

    public long count() {
        return count;
    }

    public long chain() {
        return chain;
    }

    /** The last of them in words. */
    public String describe() {
        return count == 0
                ? "no trade yet"
                : count + " trades, the last of " + lastQuantity + " at " + lastPrice + " with order " + lastMakerId;
    }
}
