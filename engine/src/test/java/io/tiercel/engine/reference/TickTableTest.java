package io.tiercel.engine.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TickTableTest {
    private static final long CENT = 10_000_000;
    private static final long DOLLAR = 100 * CENT;
    /** 0.0001 below one dollar, then 0.01, from 100 dollars on 0.05. */
    private final TickTable table =
            new TickTable(3, new long[] {0, DOLLAR, 100 * DOLLAR}, new long[] {CENT / 100, CENT, 5 * CENT});

    @Test
    void shouldTakeTheTickOfThePrice() {
        assertEquals(CENT / 100, table.tickAt(0));
        assertEquals(CENT / 100, table.tickAt(DOLLAR - 1));
        assertEquals(CENT, table.tickAt(DOLLAR));
        assertEquals(CENT, table.tickAt(100 * DOLLAR - 1));
        assertEquals(5 * CENT, table.tickAt(100 * DOLLAR));
        assertEquals(5 * CENT, table.tickAt(Long.MAX_VALUE));
    }

    @Test
    void shouldTakeTheTickOfTheAbsoluteValueWhenNegative() {
        assertEquals(CENT / 100, table.tickAt(-DOLLAR + 1));
        assertEquals(CENT, table.tickAt(-DOLLAR));
        assertEquals(5 * CENT, table.tickAt(-500 * DOLLAR));
    }

    @Test
    void shouldTellWhatIsOnTheGrid() {
        assertTrue(table.onTick(DOLLAR + CENT));
        assertTrue(table.onTick(-DOLLAR - CENT));
        assertTrue(table.onTick(0));
        assertTrue(table.onTick(CENT / 100));
        assertFalse(table.onTick(DOLLAR + CENT / 100));
        assertFalse(table.onTick(-DOLLAR - CENT / 100));
        assertFalse(table.onTick(100 * DOLLAR + CENT));
    }

    @Test
    void shouldRoundTowardsLessOrGreaterPrices() {
        assertEquals(DOLLAR, table.roundDown(DOLLAR + CENT - 1));
        assertEquals(DOLLAR + CENT, table.roundUp(DOLLAR + 1));
        assertEquals(100 * DOLLAR, table.roundDown(100 * DOLLAR + CENT));
        assertEquals(100 * DOLLAR + 5 * CENT, table.roundUp(100 * DOLLAR + CENT));
    }

    @Test
    void shouldRoundNegativePricesTowardsLessOrGreaterPrices() {
        assertEquals(-DOLLAR - CENT, table.roundDown(-DOLLAR - 1));
        assertEquals(-DOLLAR, table.roundUp(-DOLLAR - 1));
    }

    @Test
    void shouldKeepPricesThatAreOnTheGrid() {
        for (final long price : new long[] {0, CENT / 100, -CENT / 100, DOLLAR, -DOLLAR, 100 * DOLLAR, 7 * DOLLAR}) {
            assertEquals(price, table.roundDown(price));
            assertEquals(price, table.roundUp(price));
        }
    }

    @Test
    void shouldFindTheNearestGridPriceWhateverThePrice() {
        final long seed = 7;
        final Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            final long price = random.nextLong(-200 * DOLLAR, 200 * DOLLAR);
            final long down = table.roundDown(price);
            final long up = table.roundUp(price);

            assertTrue(down <= price && price <= up, () -> "seed " + seed + " price " + price);
            assertTrue(table.onTick(down) && table.onTick(up), () -> "seed " + seed + " price " + price);
            assertTrue(up - down <= table.tickAt(price), () -> "seed " + seed + " price " + price);
            assertEquals(table.onTick(price), down == up, () -> "seed " + seed + " price " + price);
        }
    }

    @Test
    void shouldNotShareItsArrays() {
        final long[] ticks = {CENT};
        final TickTable flat = new TickTable(1, new long[] {0}, ticks);

        ticks[0] = 1;

        assertEquals(CENT, flat.tickNanos(0));
    }

    @Test
    void shouldRefuseTableThatDoesNotBeginAtZero() {
        assertRefused(new long[] {}, new long[] {});
        assertRefused(new long[] {1}, new long[] {1});
        assertRefused(new long[] {0, 5}, new long[] {1});
    }

    @Test
    void shouldRefusePricesThatDoNotRise() {
        assertRefused(new long[] {0, 5, 5}, new long[] {1, 1, 1});
    }

    @Test
    void shouldRefuseTickThatIsNotPositive() {
        assertRefused(new long[] {0, 5}, new long[] {1, 0});
        assertRefused(new long[] {0}, new long[] {-1});
    }

    private static void assertRefused(final long[] fromPrices, final long[] ticks) {
        assertThrows(IllegalArgumentException.class, () -> new TickTable(9, fromPrices, ticks));
    }

    @Test
    void shouldKnowTheGridAsARemainderDoes() {
        final long seed = 20_261_121;
        final Random random = new Random(seed);

        for (int i = 0; i < 200_000; i++) {
            final long tick = Math.max(1, random.nextLong() >>> random.nextInt(1, 64));
            final TickTable table = new TickTable(1, new long[] {0}, new long[] {tick});
            final long near = (random.nextLong() >>> random.nextInt(1, 64)) / tick * tick;
            final long price = Math.max(0, near + random.nextInt(-1, 2)) * (random.nextBoolean() ? 1 : -1);

            assertEquals(price % tick == 0, table.onTick(price), price + " on " + tick + ", seed " + seed);
        }
        assertTrue(new TickTable(1, new long[] {0}, new long[] {1}).onTick(Long.MAX_VALUE));
        assertFalse(new TickTable(1, new long[] {0}, new long[] {1}).onTick(Long.MIN_VALUE));
    }
}
