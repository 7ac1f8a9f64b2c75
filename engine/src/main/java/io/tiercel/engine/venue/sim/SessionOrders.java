package io.tiercel.engine.venue.sim;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;

/**
 * The engine's orders by venue token: the open ones, in the order in which they came, and of those that are over as
 * many as there is room for; the oldest of these is forgotten first. Each token has a record of its own: a replace
 * closes one record and names its successor, so that a cancel that still carries the old token finds the order.
 */
@HotPath
final class SessionOrders {
    static final int NONE = -1;

    private final OrderMap map;
    private final long[] tokens;
    private final long[] orderIds;
    private final long[] venueOrderIds;
    private final long[] prices;
    private final long[] quantities;
    private final long[] cumulatives;
    private final int[] strategyIds;
    private final int[] instrumentIndexes;
    private final int[] successors;
    private final boolean[] buys;
    private final boolean[] open;
    private final boolean[] untilCancelled;
    /** Every used record is in one of two lists: open ones, and closed ones. */
    private final int[] before;

    private final int[] after;
    private int firstOpen = NONE;
    private int lastOpen = NONE;
    private int firstClosed = NONE;
    private int lastClosed = NONE;
    private int usedCount;
    private int openCount;

    SessionOrders(final int capacity) {
        map = new OrderMap(capacity);
        tokens = new long[capacity];
        orderIds = new long[capacity];
        venueOrderIds = new long[capacity];
        prices = new long[capacity];
        quantities = new long[capacity];
        cumulatives = new long[capacity];
        strategyIds = new int[capacity];
        instrumentIndexes = new int[capacity];
        successors = new int[capacity];
        buys = new boolean[capacity];
        open = new boolean[capacity];
        untilCancelled = new boolean[capacity];
        before = new int[capacity];
        after = new int[capacity];
    }

    /** The token's own record, open or over, or NONE. */
    int find(final long token) {
        int position = map.start(token);
        while (true) {
            final int record = map.candidate(position, token);
            if (record == NONE) {
                return NONE;
            }
            if (record >= 0 && tokens[record] == token) {
                return record;
            }
            position = map.after(position);
        }
    }

    /** The record that the order has now, after the replaces that it went through. */
    int latest(final int record) {
        int current = record;
        while (successors[current] != NONE) {
            current = successors[current];
        }
        return current;
    }

    /** Whether {@link #open} will find room. */
    boolean hasRoom() {
        return openCount < tokens.length;
    }

    /** The record that {@link #open} will take next; the caller asked {@link #hasRoom}. */
    int nextRecord() {
        return usedCount < tokens.length ? usedCount : firstClosed;
    }

    /** A record for a token that {@link #find} does not know; the caller asked {@link #hasRoom}. */
    int open(
            final long token,
            final long orderId,
            final long venueOrderId,
            final int strategyId,
            final int instrumentIndex,
            final Side side,
            final boolean goodTillCancelled,
            final long priceNanos,
            final long quantity,
            final long cumulativeQuantity) {
        final int record = usedCount < tokens.length ? usedCount++ : forgetOldest();
        map.put(token, record);
        tokens[record] = token;
        orderIds[record] = orderId;
        venueOrderIds[record] = venueOrderId;
        strategyIds[record] = strategyId;
        instrumentIndexes[record] = instrumentIndex;
        buys[record] = side == Side.BUY;
        untilCancelled[record] = goodTillCancelled;
        prices[record] = priceNanos;
        quantities[record] = quantity;
        cumulatives[record] = cumulativeQuantity;
        successors[record] = NONE;
        open[record] = true;
        before[record] = lastOpen;
        after[record] = NONE;
        if (lastOpen == NONE) {
            firstOpen = record;
        } else {
            after[lastOpen] = record;
        }
        lastOpen = record;
        openCount++;
        return record;
    }

    /** The order is over, or goes on as {@code successor}. */
    void close(final int record, final int successor) {
        final int previous = before[record];
        final int next = after[record];
        if (previous == NONE) {
            firstOpen = next;
        } else {
            after[previous] = next;
        }
        if (next == NONE) {
            lastOpen = previous;
        } else {
            before[next] = previous;
        }
        openCount--;
        open[record] = false;
        successors[record] = successor;
        after[record] = NONE;
        if (lastClosed == NONE) {
            firstClosed = record;
        } else {
            after[lastClosed] = record;
        }
        lastClosed = record;
    }

    void execute(final int record, final long quantity) {
        cumulatives[record] += quantity;
    }

    int openCount() {
        return openCount;
    }

    /** The open order that came first, or NONE. */
    int firstOpen() {
        return firstOpen;
    }

    /** The open order that came next, or NONE. */
    int nextOpen(final int record) {
        return after[record];
    }

    boolean isOpen(final int record) {
        return open[record];
    }

    /** Whether it outlives its day. */
    boolean untilCancelled(final int record) {
        return untilCancelled[record];
    }

    long token(final int record) {
        return tokens[record];
    }

    long orderId(final int record) {
        return orderIds[record];
    }

    long venueOrderId(final int record) {
        return venueOrderIds[record];
    }

    int strategyId(final int record) {
        return strategyIds[record];
    }

    int instrumentIndex(final int record) {
        return instrumentIndexes[record];
    }

    Side side(final int record) {
        return buys[record] ? Side.BUY : Side.SELL;
    }

    long priceNanos(final int record) {
        return prices[record];
    }

    /** Total, executed part included. */
    long quantity(final int record) {
        return quantities[record];
    }

    long cumulativeQuantity(final int record) {
        return cumulatives[record];
    }

    private int forgetOldest() {
        final int record = firstClosed;
        firstClosed = after[record];
        if (firstClosed == NONE) {
            lastClosed = NONE;
        }
        map.remove(tokens[record], record);
        return record;
    }
}
