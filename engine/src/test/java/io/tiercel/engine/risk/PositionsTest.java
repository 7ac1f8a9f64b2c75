package io.tiercel.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final long NANOS = FakeBook.NANOS;

    private final FakeBook book = new FakeBook(1, 2, 1, 10);
    private final Positions positions = new Positions(2, 3);

    @Test
    void shouldRealiseAgainstAverageCost() {
        fill(Side.BUY, 100, 10 * NANOS);
        fill(Side.BUY, 100, 12 * NANOS);
        fill(Side.SELL, 50, 13 * NANOS);

        // 0.5 units, 2.00 above the average of 11, times 10
        assertEquals(10 * NANOS, positions.realisedMoney(1, 1));
        assertEquals(150, positions.quantity(1, 1));
        assertEquals(165 * NANOS, positions.costMoney(1, 1));
    }

    @Test
    void shouldSplitAFillThatGoesThroughZero() {
        fill(Side.BUY, 100, 10 * NANOS);
        fill(Side.SELL, 300, 11 * NANOS);

        assertEquals(10 * NANOS, positions.realisedMoney(1, 1));
        assertEquals(-200, positions.quantity(1, 1));
        assertEquals(-220 * NANOS, positions.costMoney(1, 1));

        fill(Side.BUY, 200, 10 * NANOS);
        assertEquals(30 * NANOS, positions.realisedMoney(1, 1));
        assertEquals(0, positions.costMoney(1, 1));
    }

    @Test
    void shouldMarkAtTheMiddleElseAtTheLastTrade() {
        fill(Side.BUY, 100, 90 * NANOS);
        assertEquals(100 * NANOS, positions.unrealisedMoney(1, book));

        book.askPriceNanos = FakeBook.NO_PRICE;
        assertEquals(0, positions.unrealisedMoney(1, book));

        book.lastTradePriceNanos = 91 * NANOS;
        assertEquals(10 * NANOS, positions.unrealisedMoney(1, book));
    }

    @Test
    void shouldBeTouchedByFillsAndStartPositionsOnly() {
        positions.changeOpen(1, 1, Side.BUY, 10);
        assertFalse(positions.touched(1, 1));

        fill(Side.BUY, 1, NANOS);
        assertTrue(positions.touched(1, 1));
        assertTrue(positions.start(2, book.instrument(), 0, 0));
        assertTrue(positions.touched(2, 1));
    }

    @Test
    void shouldAnswerZeroOutOfRange() {
        fill(Side.BUY, 100, NANOS);

        assertEquals(0, positions.quantity(0, 1));
        assertEquals(0, positions.quantity(3, 1));
        assertEquals(0, positions.quantity(1, 4));
        assertEquals(0, positions.quantity(1, -1));
        assertEquals(0, positions.openOrderCount(3));
    }

    @Test
    void shouldStopAtZeroAndCountWhatIsGivenBackTwice() {
        positions.changeOpen(1, 1, Side.BUY, 10);
        positions.changeOpen(1, 1, Side.BUY, -11);
        positions.countOrder(1, -1);

        assertEquals(0, positions.openBuyQuantity(1, 1));
        assertEquals(0, positions.openOrderCount(1));
        assertEquals(2, positions.inconsistencyCount());
    }

    @Test
    void shouldKeepMoneyAsItWasWhenItOverflows() {
        fill(Side.BUY, 100, NANOS);

        assertFalse(positions.fill(1, book.instrument(), Side.BUY, 1L << 60, 1L << 60, 0));
        assertFalse(positions.known(1, 1));
        assertEquals(10 * NANOS, positions.costMoney(1, 1));
        assertEquals(100 + (1L << 60), positions.quantity(1, 1));
        assertFalse(positions.fill(1, book.instrument(), Side.BUY, Long.MAX_VALUE, 0, 0));
        assertEquals(Long.MAX_VALUE, positions.quantity(1, 1));
    }

    @Test
    void shouldOverflowOnFeesAlone() {
        assertTrue(positions.fill(1, book.instrument(), Side.BUY, 1, NANOS, Long.MAX_VALUE));
        assertFalse(positions.fill(1, book.instrument(), Side.BUY, 1, NANOS, 1));
        assertEquals(Long.MAX_VALUE, positions.feeMoney(1, 1));
    }

    @Test
    void shouldAgreeWithExactArithmeticOverRandomFills() {
        for (long seed = 1; seed <= 40; seed++) {
            runRandomFills(seed);
        }
    }

    private static void runRandomFills(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int scale = random.nextInt(0, 9);
        final long multiplier = random.nextInt(1, 50);
        final FakeBook book = new FakeBook(1, scale, 1, multiplier);
        final Positions positions = new Positions(1, 1);
        final MathContext precision = new MathContext(60);
        final BigDecimal unit = BigDecimal.ONE.movePointRight(scale);
        BigInteger cash = BigInteger.ZERO;
        BigDecimal exactCash = BigDecimal.ZERO;
        BigDecimal average = BigDecimal.ZERO;
        BigDecimal realised = BigDecimal.ZERO;
        long held = 0;
        long fees = 0;
        final int fills = 300;
        for (int i = 1; i <= fills; i++) {
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            final long quantity = 1 + random.nextLong(1L << random.nextInt(1, 13));
            final long price = random.nextLong(-10 * NANOS, 200 * NANOS);
            final long fee = random.nextInt(-100, 1_000);
            final String where = "seed " + seed + " fill " + i;

            assertTrue(positions.fill(1, book.instrument(), side, quantity, price, fee), where);

            final BigDecimal each = BigDecimal.valueOf(price)
                    .multiply(BigDecimal.valueOf(multiplier))
                    .divide(unit, precision);
            final long change = side == Side.BUY ? quantity : -quantity;
            final BigDecimal flow = each.multiply(BigDecimal.valueOf(-change));
            exactCash = exactCash.add(flow);
            cash = cash.add(flow.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact());
            if (held != 0 && Long.signum(held) != Long.signum(change)) {
                final long closed = Math.min(Math.abs(held), quantity);
                realised =
                        realised.add(each.subtract(average).multiply(BigDecimal.valueOf(Long.signum(held) * closed)));
                if (quantity > Math.abs(held)) {
                    average = each;
                }
            } else {
                average = average.multiply(BigDecimal.valueOf(held))
                        .add(each.multiply(BigDecimal.valueOf(change)))
                        .divide(BigDecimal.valueOf(held + change), precision);
            }
            held += change;
            fees += fee;

            assertEquals(held, positions.quantity(1, 1), where);
            assertEquals(fees, positions.feeMoney(1, 1), where);
            final BigInteger identity = BigInteger.valueOf(positions.realisedMoney(1, 1))
                    .subtract(BigInteger.valueOf(positions.costMoney(1, 1)));
            assertEquals(cash, identity, where);
            assertWithin(exactCash, new BigDecimal(identity), BigDecimal.valueOf(i), where);
            assertWithin(
                    realised, BigDecimal.valueOf(positions.realisedMoney(1, 1)), BigDecimal.valueOf(2L * i), where);
        }
    }

    private static void assertWithin(
            final BigDecimal expected, final BigDecimal actual, final BigDecimal bound, final String where) {
        assertTrue(
                expected.subtract(actual).abs().compareTo(bound) <= 0,
                where + ": expected " + expected + " within " + bound + ", was " + actual);
    }

    private void fill(final Side side, final long quantity, final long priceNanos) {
        assertTrue(positions.fill(1, book.instrument(), side, quantity, priceNanos, 0));
    }
}
