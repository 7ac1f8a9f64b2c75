package io.tiercel.bench.peers;

/**
 * Operations on books or matchers, made beforehand and read from front to back. Prices count ticks and are positive,
 * and so are quantities and order ids; instruments count from 1.
 */
public final class Operations {
    /** An order comes. A matcher lets it trade first; what is left rests. */
    public static final int ADD = 0;
    /** An order leaves. */
    public static final int DELETE = 1;
    /** Books: a quantity of an order was traded at the order's price; with nothing left it leaves. */
    public static final int EXECUTE = 2;
    /** Books: an order leaves, one with another id takes its place at the end of a queue. */
    public static final int REPLACE = 3;
    /** Matchers: an order trades what it can and never rests. */
    public static final int IMMEDIATE = 4;
    /** Matchers: an order goes to another price with the quantity it has left, which is given, and may trade there. */
    public static final int MOVE = 5;

    private static final String[] NAMES = {"add", "delete", "execute", "replace", "immediate order", "move"};

    private final byte[] kinds;
    private final boolean[] buys;
    private final int[] instruments;
    private final long[] orderIds;
    private final long[] newOrderIds;
    private final long[] prices;
    private final long[] quantities;
    private int count;

    public Operations(final int capacity) {
        kinds = new byte[capacity];
        buys = new boolean[capacity];
        instruments = new int[capacity];
        orderIds = new long[capacity];
        newOrderIds = new long[capacity];
        prices = new long[capacity];
        quantities = new long[capacity];
    }

    /** Behind all others. The side is that of the order named, also where another one trades with it. */
    public void append(
            final int kind,
            final int instrument,
            final boolean buy,
            final long orderId,
            final long newOrderId,
            final long price,
            final long quantity) {
        kinds[count] = (byte) kind;
        instruments[count] = instrument;
        buys[count] = buy;
        orderIds[count] = orderId;
        newOrderIds[count] = newOrderId;
        prices[count] = price;
        quantities[count] = quantity;
        count++;
    }

    public int count() {
        return count;
    }

    public int kind(final int index) {
        return kinds[index];
    }

    public int instrument(final int index) {
        return instruments[index];
    }

    public boolean buy(final int index) {
        return buys[index];
    }

    public long orderId(final int index) {
        return orderIds[index];
    }

    public long newOrderId(final int index) {
        return newOrderIds[index];
    }

    public long price(final int index) {
        return prices[index];
    }

    public long quantity(final int index) {
        return quantities[index];
    }

    /** Of an operation in words. */
    public String describe(final int index) {
        return NAMES[kinds[index]] + " of order " + orderIds[index] + ", instrument " + instruments[index];
    }

    /** For who was given an operation that it does not know. */
    public IllegalArgumentException unknown(final int index) {
        return new IllegalArgumentException(
                "operation " + index + ", " + describe(index) + ", is none for what it was given to");
    }
}
