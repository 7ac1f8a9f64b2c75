package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;

/** The orders of one instrument, as a snapshot gives them in pieces; sorted by rank when it is complete. */
@HotPath
final class OrderImage {
    private final boolean[] buys;
    private final long[] prices;
    private final long[] sizes;
    private final long[] orderIds;
    private final long[] priorities;
    private final int[] ranked;
    private InstrumentBook book;
    private long sequence;
    private long pieces;
    private long nextPiece;
    private int count;
    private int selected;

    OrderImage(final int capacity) {
        buys = new boolean[capacity];
        prices = new long[capacity];
        sizes = new long[capacity];
        orderIds = new long[capacity];
        priorities = new long[capacity];
        ranked = new int[capacity];
    }

    /** Whether this piece is the first, or the next one of those before it. Otherwise all are forgotten. */
    boolean begin(final InstrumentBook newBook, final long newSequence, final long newPieces, final long piece) {
        if (piece == 1) {
            book = newBook;
            sequence = newSequence;
            pieces = newPieces;
            nextPiece = 1;
            count = 0;
        }
        if (book != newBook || sequence != newSequence || pieces != newPieces || piece != nextPiece) {
            forget();
            return false;
        }
        nextPiece++;
        return true;
    }

    void forget() {
        book = null;
        count = 0;
    }

    boolean complete() {
        return nextPiece > pieces;
    }

    /** False when there is no room: the image will never be whole. */
    boolean add(final BookEntry order) {
        if (count == prices.length) {
            return false;
        }
        buys[count] = order.buy;
        prices[count] = order.price;
        sizes[count] = order.size;
        orderIds[count] = order.orderId;
        priorities[count] = order.priority;
        ranked[count] = count++;
        return true;
    }

    /** The least number is the first in its queue: a heap, which needs no room of its own. */
    void sort() {
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(i, count);
        }
        for (int end = count - 1; end > 0; end--) {
            swap(0, end);
            sink(0, end);
        }
    }

    private void sink(final int from, final int end) {
        int parent = from;
        while (2 * parent + 1 < end) {
            int child = 2 * parent + 1;
            if (child + 1 < end && isBefore(child, child + 1)) {
                child++;
            }
            if (!isBefore(parent, child)) {
                return;
            }
            swap(parent, child);
            parent = child;
        }
    }

    private boolean isBefore(final int one, final int other) {
        return Long.compareUnsigned(priorities[ranked[one]], priorities[ranked[other]]) < 0;
    }

    private void swap(final int one, final int other) {
        final int kept = ranked[one];
        ranked[one] = ranked[other];
        ranked[other] = kept;
    }

    int count() {
        return count;
    }

    /** The order that the next calls are about, by rank. */
    void select(final int rank) {
        selected = ranked[rank];
    }

    boolean buy() {
        return buys[selected];
    }

    long price() {
        return prices[selected];
    }

    long size() {
        return sizes[selected];
    }

    long orderId() {
        return orderIds[selected];
    }

    long priority() {
        return priorities[selected];
    }
}
