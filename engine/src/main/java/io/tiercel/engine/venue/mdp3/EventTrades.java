package io.tiercel.engine.venue.mdp3;

import io.tiercel.codecs.HotPath;
import io.tiercel.codecs.types.Side;

/** What traded in one event: each order that rested and was hit, one after the other. */
@HotPath
final class EventTrades {
    private final long[] orderIds;
    private final long[] prices;
    private final int[] sizes;
    private final long[] matchIds;
    private Side aggressor = Side.NULL_VAL;
    private int count;

    EventTrades(final int capacity) {
        orderIds = new long[capacity];
        prices = new long[capacity];
        sizes = new int[capacity];
        matchIds = new long[capacity];
    }

    void clear() {
        count = 0;
    }

    void add(final long orderId, final Side newAggressor, final long price, final int size, final long matchId) {
        aggressor = newAggressor;
        orderIds[count] = orderId;
        prices[count] = price;
        sizes[count] = size;
        matchIds[count++] = matchId;
    }

    int count() {
        return count;
    }

    /** The side of who took. */
    Side aggressor() {
        return aggressor;
    }

    /** Behind the last one, up to an end, that traded at the same price as this one. */
    int endOfPrice(final int from, final int end) {
        int index = from + 1;
        while (index < end && prices[index] == prices[from]) {
            index++;
        }
        return index;
    }

    int sum(final int from, final int end) {
        int sum = 0;
        for (int i = from; i < end; i++) {
            sum += sizes[i];
        }
        return sum;
    }

    long orderId(final int index) {
        return orderIds[index];
    }

    long price(final int index) {
        return prices[index];
    }

    int size(final int index) {
        return sizes[index];
    }

    long matchId(final int index) {
        return matchIds[index];
    }
}
