package io.tiercel.engine.feed.mdp3;

import io.tiercel.codecs.HotPath;
import java.util.Arrays;

/**
 * The orders of one instrument, as a snapshot gives them in pieces; sorted by rank when it is complete. Pieces come in
 * any order, and more than once: each line brings them.
 */
@HotPath
final class OrderImage {
    private final boolean[] buys;
    private final long[] prices;
    private final long[] sizes;
    private final long[] orderIds;
    private final long[] priorities;
    private final int[] ranked;
    /** A bit for each piece that came; one has an order at least, unless it is the only one. */
    private final long[] came;

    private InstrumentBook book;
    /** The book's, when the first piece came. */
    private int numbering;

    private long sequence;
    private long pieces;
    private long cameCount;
    private int count;
    private int selected;

    OrderImage(final int capacity) {
        buys = new boolean[capacity];
        prices = new long[capacity];
        sizes = new long[capacity];
        orderIds = new long[capacity];
        priorities = new long[capacity];
        ranked = new int[capacity];
        came = new long[capacity / Long.SIZE + 1];
    }

    /** Nothing came of it yet. */
    void begin(final InstrumentBook newBook, final long newSequence, final long newPieces) {
        forget();
        book = newBook;
        numbering = newBook.numbering;
        sequence = newSequence;
        pieces = newPieces;
    }

    boolean is(final InstrumentBook otherBook, final long otherSequence, final long otherPieces) {
        return book == otherBook
                && numbering == otherBook.numbering
                && sequence == otherSequence
                && pieces == otherPieces;
    }

    void forget() {
        book = null;
        count = 0;
        cameCount = 0;
        Arrays.fill(came, 0);
    }

    /** Whether the piece with this number, from 1, is one that has not come yet. */
    boolean takes(final long piece) {
        if (piece < 1 || piece > pieces || piece > (long) came.length * Long.SIZE) {
            return false;
        }
        final int word = (int) (piece - 1) / Long.SIZE;
        final long bit = 1L << piece - 1;
        if ((came[word] & bit) != 0) {
            return false;
        }
        came[word] |= bit;
        cameCount++;
        return true;
    }

    boolean complete() {
        return cameCount == pieces;
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
