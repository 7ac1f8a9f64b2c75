package io.tiercel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.reference.TickTable;
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

    /** On the grid of the test's prices, coarser than it, by price, and one that leaves no price near. */
    private static final TickTable[] TICKS = {
        new TickTable(1, new long[1], new long[] {1}),
        new TickTable(2, new long[1], new long[] {7}),
        new TickTable(3, new long[] {0, 50, 100}, new long[] {1, 5, 10}),
        new TickTable(4, new long[1], new long[] {Long.MAX_VALUE}),
    };

    private final LevelPool levels = new LevelPool(MAX_LEVELS, new OrderPool(1, MAX_LEVELS));
    private final LadderSpace space = new LadderSpace(LADDERS, MAX_LEVELS);

    @Test
    void shouldKeepTheBestAtDepthZero() {
        final Ladder bids = space.newLadder(1, true, levels);
        final Ladder asks = space.newLadder(1, false, levels);
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
        final Ladder bids = space.newLadder(1, true, levels);
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
            ladders[i] = space.newLadder(1 + i / 2, i % 2 == 0, levels);
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
    void shouldFindPricesFartherApartThanALongCanSay() {
        for (final TickTable ticks : TICKS) {
            final Ladder bids = space.newLadder(1, true, levels);
            bids.ticks(ticks);
            final long[] prices = {Limits.MAX_PRICE_NANOS, 1, 0, -1, -Limits.MAX_PRICE_NANOS};
            for (final long price : prices) {
                insert(bids, price);
            }

            for (int depth = 0; depth < prices.length; depth++) {
                assertEquals(prices.length - 1 - depth, bids.find(prices[depth]));
            }
            assertEquals(-1 - 1, bids.find(-2));
            bids.clear();
        }
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
            ladders[i] = space.newLadder(1 + i / 2, i % 2 == 0, levels);
            ladders[i].ticks(TICKS[i / 2 % TICKS.length]);
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
                ladder.ticks(TICKS[random.nextInt(TICKS.length)]);
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
