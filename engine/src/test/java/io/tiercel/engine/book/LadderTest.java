package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final int MAX_LEVELS = 300;
    private static final int LADDERS = 10;

    private final LevelPool levels = new LevelPool(MAX_LEVELS, new OrderPool(1));
    private final LadderSpace space = new LadderSpace(LADDERS, MAX_LEVELS);

    @Test
    void shouldKeepTheBestAtDepthZero() {
        final Ladder bids = space.newLadder(true, levels);
        final Ladder asks = space.newLadder(false, levels);
        for (final long price : new long[] {5, -3, 8}) {
            insert(bids, price);
            insert(asks, price);
        }

        assertEquals(8, bids.bestPriceNanos());
        assertEquals(-3, asks.bestPriceNanos());
        assertEquals(-3, levels.priceNanos(bids.levelAt(2)));
        assertEquals(8, levels.priceNanos(asks.levelAt(2)));
        assertEquals(LevelPool.NONE, bids.levelAt(3));
        assertEquals(LevelPool.NONE, bids.levelAt(-1));
    }

    @Test
    void shouldHaveNoBestWhenEmpty() {
        final Ladder bids = space.newLadder(true, levels);
        insert(bids, 1);
        bids.remove(bids.find(1));

        assertEquals(Book.NO_PRICE, bids.bestPriceNanos());
        assertEquals(LevelPool.NONE, bids.bestLevel());
    }

    /** Each ladder in turn takes all levels there are, which uses the space up again and again. */
    @Test
    void shouldAlwaysHoldAllLevelsHoweverTheyMoved() {
        final Ladder[] ladders = new Ladder[LADDERS];
        for (int i = 0; i < LADDERS; i++) {
            ladders[i] = space.newLadder(i % 2 == 0, levels);
        }

        for (int round = 0; round < 100; round++) {
            final Ladder ladder = ladders[round % LADDERS];
            for (int price = 0; price < MAX_LEVELS; price++) {
                insert(ladder, price);
            }
            assertTrue(levels.full());
            for (int price = 0; price < MAX_LEVELS; price++) {
                assertEquals(price, levels.priceNanos(ladder.level(ladder.find(price))));
            }
            ladder.clear();
        }

        assertTrue(space.moveCount() > 3, () -> "moved " + space.moveCount() + " times");
    }

    @Test
    void shouldBehaveLikeSortedSets() {
        for (long seed = 1; seed <= 20; seed++) {
            try {
                new LadderTest().compareWithSets(new Random(seed));
            } catch (final AssertionError | RuntimeException error) {
                throw new AssertionError("seed " + seed, error);
            }
        }
    }

    private void compareWithSets(final Random random) {
        final Ladder[] ladders = new Ladder[LADDERS];
        final List<TreeSet<Long>> sets = new ArrayList<>();
        for (int i = 0; i < LADDERS; i++) {
            ladders[i] = space.newLadder(i % 2 == 0, levels);
            sets.add(i % 2 == 0 ? new TreeSet<>(Collections.reverseOrder()) : new TreeSet<>());
        }
        int favourite = 0;
        for (int step = 0; step < 4_000; step++) {
            favourite = step % 400 == 0 ? random.nextInt(LADDERS) : favourite;
            final int which = random.nextInt(3) == 0 ? random.nextInt(LADDERS) : favourite;
            final Ladder ladder = ladders[which];
            final TreeSet<Long> set = sets.get(which);
            final long price = random.nextInt(400) - 200;
            final int index = ladder.find(price);
            assertEquals(set.contains(price), index >= 0);
            if (random.nextInt(500) == 0) {
                ladder.clear();
                set.clear();
            } else if (index >= 0) {
                if (which != favourite) {
                    ladder.remove(index);
                    set.remove(price);
                }
            } else if (!levels.full()) {
                ladder.insert(-1 - index, price);
                set.add(price);
            }
            assertSame(set, ladder);
        }
    }

    private void assertSame(final TreeSet<Long> set, final Ladder ladder) {
        assertEquals(set.size(), ladder.count());
        assertEquals(set.isEmpty() ? Book.NO_PRICE : set.first(), ladder.bestPriceNanos());
        final Iterator<Long> prices = set.iterator();
        for (int depth = 0; depth < ladder.count(); depth++) {
            assertEquals(prices.next(), levels.priceNanos(ladder.levelAt(depth)));
        }
    }

    private static void insert(final Ladder ladder, final long price) {
        ladder.insert(-1 - ladder.find(price), price);
    }
}
