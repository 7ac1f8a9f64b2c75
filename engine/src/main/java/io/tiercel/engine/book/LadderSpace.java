package io.tiercel.engine.book;

import io.tiercel.codecs.HotPath;

/**
 * Memory for the ladders of all books: pairs of (key, level slot) in one array, a contiguous segment per ladder. A
 * ladder that outgrows its segment takes a larger one from the end of the space; what it leaves behind is lost until
 * the space is used up. Then all ladders move to a second array of the same size, with room to spare, and the two
 * change roles.
 *
 * <p>The arrays hold twice what {@code maxLevels} levels can take after such a move, however they spread over the
 * ladders, so there is always room, and whether a level fits never depends on what happened before. A move copies all
 * live ladders, and becomes due only after a number of new levels in proportion to {@code maxLevels}: once books have
 * their usual depth, never.
 */
@HotPath
final class LadderSpace {
    static final int MAX_LADDERS = 1 << 21;

    private static final int LEAST_CAPACITY = 8;

    private final Ladder[] ladders;
    private int ladderCount;
    private long[] entries;
    private long[] reserve;
    private int used;
    private long moveCount;

    LadderSpace(final int maxLadders, final int maxLevels) {
        ladders = new Ladder[maxLadders];
        final int afterMove = maxLevels + maxLevels / 2 + LEAST_CAPACITY * maxLadders;
        entries = new long[4 * afterMove];
        reserve = new long[4 * afterMove];
    }

    /** Keys and slots in turn; another array after a move. */
    long[] entries() {
        return entries;
    }

    Ladder newLadder(final int instrumentId, final boolean buy, final LevelPool levels) {
        if (needsMove(LEAST_CAPACITY)) {
            move();
        }
        final Ladder ladder = new Ladder(this, levels, instrumentId, buy);
        ladder.segment(take(LEAST_CAPACITY), LEAST_CAPACITY);
        ladders[ladderCount++] = ladder;
        return ladder;
    }

    /** Gives a full ladder more room. */
    void grow(final Ladder ladder) {
        final int capacity = 2 * ladder.count() + LEAST_CAPACITY;
        if (needsMove(capacity)) {
            move();
            return;
        }
        final int base = take(capacity);
        System.arraycopy(entries, ladder.base(), entries, base, 2 * ladder.count());
        ladder.segment(base, capacity);
    }

    /** How often all ladders were moved. */
    long moveCount() {
        return moveCount;
    }

    private boolean needsMove(final int capacity) {
        return capacity > (entries.length - used) / 2;
    }

    private void move() {
        final long[] source = entries;
        entries = reserve;
        reserve = source;
        used = 0;
        moveCount++;
        for (int i = 0; i < ladderCount; i++) {
            final Ladder ladder = ladders[i];
            final int count = ladder.count();
            final int capacity = count + count / 2 + LEAST_CAPACITY;
            final int base = take(capacity);
            System.arraycopy(source, ladder.base(), entries, base, 2 * count);
            ladder.segment(base, capacity);
        }
    }

    private int take(final int capacity) {
        final int base = used;
        used += 2 * capacity;
        return base;
    }
}
