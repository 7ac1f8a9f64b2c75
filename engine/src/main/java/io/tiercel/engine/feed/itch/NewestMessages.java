package io.tiercel.engine.feed.itch;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest messages of a session that came one after the other, so that books that begin anew with a snapshot can go
 * on with those that it does not have.
 */
final class NewestMessages {
    private static final int PLACES = 1 << 16;
    /** More than any message of ITCH has: of a longer one the rest says nothing. */
    private static final int PLACE_BYTES = 64;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[PLACES * PLACE_BYTES]);
    private final int[] lengths = new int[PLACES];
    private long first = 1;
    private long next = 1;

    /** The message with this sequence comes next, whatever was before it. */
    void beginAt(final long sequence) {
        first = sequence;
        next = sequence;
    }

    void add(final DirectBuffer buffer, final int offset, final int length) {
        final int place = place(next);
        lengths[place] = Math.min(length, PLACE_BYTES);
        bytes.putBytes(place * PLACE_BYTES, buffer, offset, lengths[place]);
        next++;
        first = Math.max(first, next - PLACES);
    }

    private static int place(final long sequence) {
        return (int) (sequence & (PLACES - 1));
    }

    DirectBuffer buffer() {
        return bytes;
    }

    int offset(final long sequence) {
        return place(sequence) * PLACE_BYTES;
    }

    int length(final long sequence) {
        return lengths[place(sequence)];
    }

    /** Of the oldest that is kept. */
    long first() {
        return first;
    }

    /** Of the one that comes next. */
    long next() {
        return next;
    }
}
