package io.tiercel.engine.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.codecs.types.FeedState;
import io.tiercel.codecs.types.LimitKind;
import io.tiercel.codecs.types.OrderType;
import io.tiercel.codecs.types.RiskReason;
import io.tiercel.codecs.types.Side;
import io.tiercel.codecs.types.TradingStatus;
import io.tiercel.engine.book.Book;
import io.tiercel.engine.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RiskTest {
    private static final long NANOS = FakeBook.NANOS;
    private static final long PRICE = 100 * NANOS;
    private static final RiskLimits LIMITS = new RiskLimits(50, 4_000 * NANOS, 200, 60, 3, 4);
    private static final int STRATEGIES = 3;
    private static final int INSTRUMENTS = 4;

    private final FakeBook book = new FakeBook(2, 1, 5, 1);
    private Risk risk;
    private long timeNs = 1_000 * NANOS;
    private final List<Told> told = new ArrayList<>();

    @BeforeEach
    void setUp() {
        risk = new Risk(
                LIMITS,
                STRATEGIES,
                INSTRUMENTS,
                (control, bound, passed, value, limit) -> told.add(new Told(control, bound, passed, value, limit)));
        risk.venueUp(1, true);
    }

    @Test
    void shouldTellEveryControlInItsOrder() {
        risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs);

        assertEquals(
                List.of(
                        RiskReason.UNSUPPORTED,
                        RiskReason.UNSUPPORTED,
                        RiskReason.UNSUPPORTED,
                        RiskReason.ALL_KILLED,
                        RiskReason.STRATEGY_KILLED,
                        RiskReason.JOURNAL_FULL,
                        RiskReason.JOURNAL_SLOW,
                        RiskReason.HALTED,
                        RiskReason.UNKNOWN_INSTRUMENT,
                        RiskReason.INSTRUMENT_EXPIRED,
                        RiskReason.INSTRUMENT_HALTED,
                        RiskReason.VENUE_DOWN,
                        RiskReason.BOOK_SUSPECT,
                        RiskReason.FEED_NOT_LIVE,
                        RiskReason.QUANTITY_NOT_POSITIVE,
                        RiskReason.QUANTITY_LOT,
                        RiskReason.PRICE_TICK,
                        RiskReason.QUANTITY_LIMIT,
                        RiskReason.NO_REFERENCE_PRICE,
                        RiskReason.PRICE_COLLAR,
                        RiskReason.MONEY_OVERFLOW,
                        RiskReason.NOTIONAL_LIMIT,
                        RiskReason.POSITION_UNKNOWN,
                        RiskReason.STOPPING,
                        RiskReason.POSITION_LIMIT,
                        RiskReason.OPEN_ORDER_LIMIT,
                        RiskReason.MESSAGE_RATE),
                told.stream().map(Told::control).toList());
        assertTrue(told.stream().allMatch(Told::passed), told::toString);
        assertTrue(told.contains(new Told(RiskReason.QUANTITY_LIMIT, Bound.AT_MOST, true, 10, 500)), told::toString);
        assertTrue(told.contains(new Told(RiskReason.OPEN_ORDER_LIMIT, Bound.AT_MOST, true, 1, 3)), told::toString);
        assertTrue(
                told.contains(new Told(RiskReason.MESSAGE_RATE, Bound.AT_MOST, true, 1, LIMITS.maxMessagesPerSecond())),
                told::toString);
    }

    @Test
    void shouldTellNothingAfterTheControlThatRefuses() {
        risk.halt(1);

        assertEquals(RiskReason.HALTED, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs));

        assertEquals(RiskReason.HALTED, told.get(told.size() - 1).control());
        assertEquals(1, told.stream().filter(check -> !check.passed()).count());
    }

    @Test
    void shouldPassOrderWithinAllLimits() {
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.NONE, check(Side.SELL, PRICE, 10));
    }

    @Test
    void shouldRejectUnknownStrategySideAndType() {
        assertEquals(RiskReason.UNSUPPORTED, checkNew(0, Side.BUY, OrderType.LIMIT, PRICE, 10));
        assertEquals(RiskReason.UNSUPPORTED, checkNew(STRATEGIES + 1, Side.BUY, OrderType.LIMIT, PRICE, 10));
        assertBreach(STRATEGIES + 1, STRATEGIES);
        assertEquals(RiskReason.UNSUPPORTED, checkNew(1, Side.SBE_UNKNOWN, OrderType.LIMIT, PRICE, 10));
        assertEquals(RiskReason.UNSUPPORTED, checkNew(1, Side.BUY, OrderType.SBE_UNKNOWN, PRICE, 10));
    }

    @Test
    void shouldRejectUnknownInstrument() {
        final FakeBook beyond = new FakeBook(INSTRUMENTS + 1, 0, 1, 1);

        assertEquals(
                RiskReason.UNKNOWN_INSTRUMENT, risk.checkNew(1, null, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs));
        assertEquals(
                RiskReason.UNKNOWN_INSTRUMENT, risk.checkNew(1, beyond, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs));
        assertBreach(INSTRUMENTS + 1, INSTRUMENTS);
    }

    @Test
    void shouldRejectInstrumentThatIsNotTrading() {
        for (final TradingStatus status :
                new TradingStatus[] {TradingStatus.HALTED, TradingStatus.AUCTION, TradingStatus.CLOSED}) {
            book.instrument().status(status);

            assertEquals(RiskReason.INSTRUMENT_HALTED, check(Side.BUY, PRICE, 10));
            assertBreach(status.value(), TradingStatus.TRADING.value());
        }
    }

    @Test
    void shouldRejectWhenVenueIsDownAndBeforeItIsUp() {
        risk.venueUp(1, false);
        assertEquals(RiskReason.VENUE_DOWN, check(Side.BUY, PRICE, 10));
        assertBreach(1, 0);

        final Risk fresh = new Risk(LIMITS, STRATEGIES, INSTRUMENTS);
        assertEquals(RiskReason.VENUE_DOWN, fresh.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs));
    }

    @Test
    void shouldRejectOnSuspectBook() {
        book.suspect = true;

        assertEquals(RiskReason.BOOK_SUSPECT, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldRejectWhenFeedIsNotLive() {
        book.feedState = FeedState.STALE;
        assertEquals(RiskReason.FEED_NOT_LIVE, check(Side.BUY, PRICE, 10));

        book.feedState = FeedState.RECOVERING;
        assertEquals(RiskReason.FEED_NOT_LIVE, check(Side.BUY, PRICE, 10));
        assertBreach(FeedState.RECOVERING.value(), FeedState.LIVE.value());
    }

    @Test
    void shouldRejectQuantityThatIsNotPositive() {
        for (final long quantity : new long[] {0, -5, Long.MIN_VALUE}) {
            assertEquals(RiskReason.QUANTITY_NOT_POSITIVE, check(Side.BUY, PRICE, quantity));
            assertBreach(quantity, 1);
        }
    }

    @Test
    void shouldRejectQuantityBetweenLots() {
        assertEquals(RiskReason.QUANTITY_LOT, check(Side.BUY, PRICE, 9));
        assertBreach(9, 5);
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.QUANTITY_LOT, check(Side.BUY, PRICE, 11));
    }

    @Test
    void shouldRejectPriceBetweenTicks() {
        assertEquals(RiskReason.PRICE_TICK, check(Side.BUY, PRICE - 1, 10));
        assertBreach(PRICE - 1, FakeBook.TICK);
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.PRICE_TICK, check(Side.BUY, PRICE + 1, 10));
        assertEquals(RiskReason.PRICE_TICK, check(Side.SELL, Book.NO_PRICE, 10));
    }

    @Test
    void shouldRejectQuantityAboveLimitInUnits() {
        unlimited(LimitKind.MAX_ORDER_NOTIONAL);
        unlimited(LimitKind.MAX_POSITION);

        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 495));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 500));
        assertEquals(RiskReason.QUANTITY_LIMIT, check(Side.BUY, PRICE, 505));
        assertBreach(505, 500);
    }

    @Test
    void shouldRejectNotionalAboveLimit() {
        // 40 units at 100 are 4,000; a tick more is too much.
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE - FakeBook.TICK, 400));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 400));
        assertEquals(RiskReason.NOTIONAL_LIMIT, check(Side.BUY, PRICE + FakeBook.TICK, 400));
        assertBreach(4_000 * NANOS + 40 * FakeBook.TICK, 4_000 * NANOS);
    }

    @Test
    void shouldHoldTheMagnitudeOfNegativePricesAgainstTheNotionalLimit() {
        book.bidPriceNanos = -101 * NANOS;
        book.askPriceNanos = -99 * NANOS;

        assertEquals(RiskReason.NONE, check(Side.BUY, -PRICE, 400));
        assertEquals(RiskReason.NOTIONAL_LIMIT, check(Side.BUY, -PRICE - FakeBook.TICK, 400));
    }

    @Test
    void shouldRejectNotionalThatDoesNotFit() {
        unlimited(LimitKind.MAX_ORDER_QUANTITY);
        unlimited(LimitKind.MAX_ORDER_NOTIONAL);
        unlimited(LimitKind.MAX_POSITION);

        assertEquals(RiskReason.MONEY_OVERFLOW, check(Side.BUY, PRICE, Long.MAX_VALUE / 5 * 5));
        assertBreach(PRICE, Long.MAX_VALUE);
    }

    @Test
    void shouldRejectBuyPricedAboveTheCollar() {
        assertEquals(RiskReason.NONE, check(Side.BUY, 102 * NANOS - FakeBook.TICK, 10));
        assertEquals(RiskReason.NONE, check(Side.BUY, 102 * NANOS, 10));
        assertEquals(RiskReason.PRICE_COLLAR, check(Side.BUY, 102 * NANOS + FakeBook.TICK, 10));
        assertBreach(102 * NANOS + FakeBook.TICK, 102 * NANOS);
    }

    @Test
    void shouldRejectSellPricedBelowTheCollar() {
        assertEquals(RiskReason.NONE, check(Side.SELL, 98 * NANOS + FakeBook.TICK, 10));
        assertEquals(RiskReason.NONE, check(Side.SELL, 98 * NANOS, 10));
        assertEquals(RiskReason.PRICE_COLLAR, check(Side.SELL, 98 * NANOS - FakeBook.TICK, 10));
        assertBreach(98 * NANOS - FakeBook.TICK, 98 * NANOS);
    }

    @Test
    void shouldLetPassivePricesBeFarAway() {
        assertEquals(RiskReason.NONE, check(Side.BUY, FakeBook.TICK, 10));
        assertEquals(RiskReason.NONE, check(Side.SELL, 1_000 * NANOS, 10));
    }

    @Test
    void shouldTakeTheLastTradeAsReferenceWithoutTradableBook() {
        book.noPrices();
        book.lastTradePriceNanos = 50 * NANOS;

        assertEquals(RiskReason.NONE, check(Side.BUY, 51 * NANOS, 10));
        assertEquals(RiskReason.PRICE_COLLAR, check(Side.BUY, 51 * NANOS + FakeBook.TICK, 10));
    }

    @Test
    void shouldRejectWithoutReferencePrice() {
        book.noPrices();

        assertEquals(RiskReason.NO_REFERENCE_PRICE, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.NO_REFERENCE_PRICE, checkNew(1, Side.SELL, OrderType.MARKET, 0, 10));
    }

    @Test
    void shouldSurviveExtremePricesInTheCollar() {
        unlimited(LimitKind.PRICE_COLLAR_BASIS_POINTS);
        unlimited(LimitKind.MAX_ORDER_NOTIONAL);
        book.bidPriceNanos = Long.MAX_VALUE - 10;
        book.askPriceNanos = Long.MAX_VALUE - 2;

        final long highest = Long.MAX_VALUE / FakeBook.TICK * FakeBook.TICK;
        assertEquals(RiskReason.MONEY_OVERFLOW, check(Side.BUY, highest, 20));
        assertEquals(RiskReason.NONE, check(Side.SELL, FakeBook.TICK, 20));
    }

    @Test
    void shouldPriceMarketOrdersAtOppositeBestPlusCollar() {
        // 101 and 2 % of it are 103.02.
        final long notional = 1_030_200_000_000L;
        limit(LimitKind.MAX_ORDER_NOTIONAL, notional);
        assertEquals(RiskReason.NONE, checkNew(1, Side.BUY, OrderType.MARKET, 0, 100));

        limit(LimitKind.MAX_ORDER_NOTIONAL, notional - 1);
        assertEquals(RiskReason.NOTIONAL_LIMIT, checkNew(1, Side.BUY, OrderType.MARKET, 0, 100));
        assertBreach(notional, notional - 1);
    }

    @Test
    void shouldCountOpenOrdersAsFilledAgainstThePositionLimit() {
        risk.startPosition(1, book, 200, PRICE);
        risk.openOrder(1, 2, Side.BUY, 300);

        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 95));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 100));
        assertEquals(RiskReason.POSITION_LIMIT, check(Side.BUY, PRICE, 105));
        assertBreach(605, 600);
    }

    @Test
    void shouldHoldSellsAgainstTheShortSide() {
        unlimited(LimitKind.MAX_ORDER_QUANTITY);
        unlimited(LimitKind.MAX_ORDER_NOTIONAL);
        risk.startPosition(1, book, 200, PRICE);
        risk.openOrder(1, 2, Side.SELL, 300);

        assertEquals(RiskReason.NONE, check(Side.SELL, PRICE, 495));
        assertEquals(RiskReason.NONE, check(Side.SELL, PRICE, 500));
        assertEquals(RiskReason.POSITION_LIMIT, check(Side.SELL, PRICE, 505));
        assertBreach(605, 600);
    }

    @Test
    void shouldLetReducingOrdersPassAboveALoweredLimit() {
        risk.startPosition(1, book, -500, PRICE);
        limit(LimitKind.MAX_POSITION, 10);

        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 100));
        assertEquals(RiskReason.POSITION_LIMIT, check(Side.SELL, PRICE, 5));
    }

    @Test
    void shouldHoldReplacesOfTheSameQuantityAgainstALoweredLimit() {
        risk.startPosition(1, book, 200, PRICE);
        risk.openOrder(1, 2, Side.BUY, 100);
        limit(LimitKind.MAX_POSITION, 2);

        timeNs += NANOS;
        final RiskReason dearer =
                risk.checkReplace(1, book, Side.BUY, 0, PRICE, 100, PRICE + FakeBook.TICK, 100, timeNs);
        timeNs += NANOS;
        final RiskReason smaller =
                risk.checkReplace(1, book, Side.BUY, 0, PRICE, 100, PRICE - FakeBook.TICK, 50, timeNs);

        assertEquals(RiskReason.POSITION_LIMIT, dearer);
        assertEquals(RiskReason.NONE, smaller);
    }

    @Test
    void shouldRejectExposureThatDoesNotFit() {
        unlimited(LimitKind.MAX_POSITION);
        risk.openOrder(1, 2, Side.BUY, Long.MAX_VALUE - 3);

        assertEquals(RiskReason.POSITION_LIMIT, check(Side.BUY, PRICE, 10));
        assertBreach(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void shouldRejectMoreOpenOrdersThanTheLimit() {
        risk.openOrder(1, 1, Side.BUY, 10);
        risk.openOrder(1, 2, Side.SELL, 10);
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));

        risk.openOrder(1, 2, Side.BUY, 10);
        assertEquals(RiskReason.OPEN_ORDER_LIMIT, check(Side.BUY, PRICE, 10));
        assertBreach(4, 3);
        assertEquals(RiskReason.NONE, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 10));

        risk.closeOrder(1, 2, Side.BUY, 10);
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldRejectMessagesBeyondTheRateInAnySecond() {
        timeNs = 0;
        for (int i = 0; i < 4; i++) {
            assertEquals(RiskReason.NONE, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, i * 100));
        }

        assertEquals(RiskReason.MESSAGE_RATE, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, NANOS - 1));
        assertBreach(5, 4);
        assertEquals(RiskReason.NONE, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, NANOS));
        assertEquals(
                RiskReason.MESSAGE_RATE, risk.checkReplace(1, book, Side.BUY, 0, PRICE, 10, PRICE, 10, NANOS + 99));
        assertEquals(RiskReason.NONE, risk.checkReplace(1, book, Side.BUY, 0, PRICE, 10, PRICE, 10, NANOS + 100));
        assertEquals(RiskReason.NONE, risk.checkNew(2, book, Side.BUY, OrderType.LIMIT, PRICE, 10, NANOS + 100));
    }

    @Test
    void shouldCountOnlyMessagesThatPass() {
        for (int i = 0; i < 10; i++) {
            assertEquals(RiskReason.QUANTITY_LOT, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 1, 0));
        }

        assertEquals(RiskReason.NONE, risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, 0));
    }

    @Test
    void shouldRejectKilledAndHaltedStrategiesUntilResumed() {
        risk.kill(1);
        assertEquals(RiskReason.STRATEGY_KILLED, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.NONE, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 10));
        risk.kill(0);
        assertEquals(RiskReason.ALL_KILLED, check(Side.BUY, PRICE, 10));
        assertEquals(RiskReason.ALL_KILLED, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 10));
        risk.resume(0);
        assertEquals(RiskReason.STRATEGY_KILLED, check(Side.BUY, PRICE, 10));
        risk.resume(1);
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));

        risk.halt(1);
        assertEquals(RiskReason.HALTED, check(Side.BUY, PRICE, 10));
        risk.resume(1);
        risk.halt(0);
        assertEquals(RiskReason.HALTED, checkNew(3, Side.BUY, OrderType.LIMIT, PRICE, 10));
    }

    @Test
    void shouldIgnoreStatesOfStrategiesOutOfRange() {
        risk.kill(-1);
        risk.halt(STRATEGIES + 1);
        risk.resume(Integer.MAX_VALUE);

        assertFalse(risk.killed(-1));
        assertFalse(risk.halted(STRATEGIES + 1));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldLetOnlyLowerQuantitiesPassWhenKilledHaltedOrStopping() {
        risk.openOrder(1, 2, Side.BUY, 20);
        risk.kill(1);
        assertEquals(RiskReason.STRATEGY_KILLED, replace(0, 20, PRICE, 25));
        assertEquals(RiskReason.STRATEGY_KILLED, replace(0, 20, PRICE, 20));
        assertEquals(RiskReason.NONE, replace(0, 20, PRICE, 15));

        risk.resume(1);
        risk.stopping(true);
        assertEquals(RiskReason.STOPPING, replace(0, 20, PRICE, 20));
        assertEquals(RiskReason.NONE, replace(0, 20, PRICE, 15));
    }

    @Test
    void shouldLetOnlyReducingOrdersPassWhenStopping() {
        risk.startPosition(1, book, -30, PRICE);
        risk.openOrder(1, 2, Side.BUY, 10);
        risk.stopping(true);

        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 20));
        assertEquals(RiskReason.STOPPING, check(Side.BUY, PRICE, 25));
        assertBreach(5, -30);
        assertEquals(RiskReason.STOPPING, check(Side.SELL, PRICE, 5));

        risk.stopping(false);
        assertEquals(RiskReason.NONE, check(Side.SELL, PRICE, 5));
    }

    @Test
    void shouldHoldOnlyTheIncreaseOfAReplaceAgainstThePosition() {
        unlimited(LimitKind.MAX_ORDER_NOTIONAL);
        risk.openOrder(1, 2, Side.BUY, 300);
        risk.startPosition(1, book, 200, PRICE);

        assertEquals(RiskReason.NONE, replace(0, 300, PRICE, 400));
        assertEquals(RiskReason.POSITION_LIMIT, replace(0, 300, PRICE - 50 * FakeBook.TICK, 405));
        assertBreach(605, 600);
    }

    @Test
    void shouldCountReplaceToMoreAggressivePriceAsAdding() {
        risk.openOrder(1, 2, Side.BUY, 300);
        risk.openOrder(1, 2, Side.SELL, 300);
        risk.halt(1);

        assertEquals(RiskReason.HALTED, replace(0, 300, PRICE + FakeBook.TICK, 200));
        assertEquals(RiskReason.NONE, replace(0, 300, PRICE, 200));
        assertEquals(RiskReason.NONE, replace(0, 300, PRICE - FakeBook.TICK, 200));
        assertEquals(RiskReason.HALTED, replaceSell(PRICE - FakeBook.TICK));
        assertEquals(RiskReason.NONE, replaceSell(PRICE));
        assertEquals(RiskReason.NONE, replaceSell(PRICE + FakeBook.TICK));
    }

    private RiskReason replaceSell(final long priceNanos) {
        timeNs += NANOS;
        return risk.checkReplace(1, book, Side.SELL, 0, PRICE, 300, priceNanos, 200, timeNs);
    }

    @Test
    void shouldNotKnowAnyStrategysPositionWhenItIsNobodysInParticular() {
        risk.positionUnknown(0, 2);
        assertEquals(RiskReason.POSITION_UNKNOWN, checkNew(1, Side.BUY, OrderType.LIMIT, PRICE, 10));
        assertEquals(RiskReason.POSITION_UNKNOWN, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 10));
        assertTrue(risk.startPosition(1, book, 0, PRICE));
        assertEquals(RiskReason.NONE, checkNew(1, Side.BUY, OrderType.LIMIT, PRICE, 10));

        risk.positionUnknown(60_000, 2);
        assertEquals(RiskReason.POSITION_UNKNOWN, checkNew(1, Side.BUY, OrderType.LIMIT, PRICE, 10));
    }

    @Test
    void shouldRejectReplaceThatLeavesNothing() {
        risk.openOrder(1, 2, Side.BUY, 300);

        assertEquals(RiskReason.QUANTITY_NOT_POSITIVE, replace(100, 400, PRICE, 100));
        assertBreach(0, 1);
        assertEquals(RiskReason.NONE, replace(100, 400, PRICE, 105));
    }

    @Test
    void shouldRejectWhilePositionIsUnknown() {
        risk.positionUnknown(1, 2);

        assertEquals(RiskReason.POSITION_UNKNOWN, check(Side.BUY, PRICE, 10));
        assertTrue(risk.startPosition(1, book, 10, PRICE));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldKillStrategyWhoseMoneyOverflows() {
        assertFalse(risk.fill(1, book, Side.BUY, 0, Long.MAX_VALUE / 2, PRICE, 0));

        assertEquals(RiskReason.STRATEGY_KILLED, check(Side.BUY, PRICE, 10));
        risk.resume(1);
        assertEquals(RiskReason.POSITION_UNKNOWN, check(Side.BUY, PRICE, 10));
        assertEquals(Long.MAX_VALUE / 2, risk.positions().quantity(1, 2));
        assertFalse(risk.startPosition(1, book, Long.MAX_VALUE, PRICE));
        assertFalse(risk.positions().known(1, 2));
    }

    @Test
    void shouldChangeLimitsForOneAndForAll() {
        assertEquals(CommandResultCode.APPLIED, risk.changeLimit(1, 2, LimitKind.MAX_ORDER_QUANTITY, 2));
        assertEquals(RiskReason.QUANTITY_LIMIT, check(Side.BUY, PRICE, 25));
        assertEquals(RiskReason.NONE, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 25));

        assertEquals(CommandResultCode.APPLIED, risk.changeLimit(0, 2, LimitKind.MAX_ORDER_QUANTITY, 1));
        assertEquals(RiskReason.QUANTITY_LIMIT, checkNew(2, Side.BUY, OrderType.LIMIT, PRICE, 15));
        assertEquals(RiskReason.QUANTITY_LIMIT, check(Side.BUY, PRICE, 15));

        assertEquals(CommandResultCode.APPLIED, risk.changeLimit(0, 0, LimitKind.MAX_OPEN_ORDERS, 0));
        assertEquals(RiskReason.OPEN_ORDER_LIMIT, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldRefuseLimitChangesThatMakeNoSense() {
        assertEquals(CommandResultCode.UNKNOWN_STRATEGY, risk.changeLimit(-1, 0, LimitKind.MAX_POSITION, 1));
        assertEquals(CommandResultCode.UNKNOWN_STRATEGY, risk.changeLimit(4, 0, LimitKind.MAX_POSITION, 1));
        assertEquals(CommandResultCode.UNKNOWN_INSTRUMENT, risk.changeLimit(1, -1, LimitKind.MAX_POSITION, 1));
        assertEquals(CommandResultCode.UNKNOWN_INSTRUMENT, risk.changeLimit(1, 5, LimitKind.MAX_POSITION, 1));
        assertEquals(CommandResultCode.UNKNOWN_LIMIT, risk.changeLimit(1, 1, LimitKind.SBE_UNKNOWN, 1));
        assertEquals(CommandResultCode.UNKNOWN_LIMIT, risk.changeLimit(1, 1, LimitKind.MAX_OPEN_ORDERS, 1));
        assertEquals(CommandResultCode.OUT_OF_RANGE, risk.changeLimit(1, 1, LimitKind.MAX_POSITION, -1));
        final long tooFast = RiskLimits.MAX_MESSAGES_PER_SECOND + 1;
        assertEquals(
                CommandResultCode.OUT_OF_RANGE, risk.changeLimit(1, 0, LimitKind.MAX_MESSAGES_PER_SECOND, tooFast));
        assertEquals(RiskReason.NONE, check(Side.BUY, PRICE, 10));
    }

    @Test
    void shouldRefuseLimitsAndSizesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new RiskLimits(-1, 1, 1, 1, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RiskLimits(1, 1, 1, 1, 1, RiskLimits.MAX_MESSAGES_PER_SECOND + 1));
        assertThrows(IllegalArgumentException.class, () -> new Risk(LIMITS, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Risk(LIMITS, 60_000, 60_000));
    }

    @Test
    void shouldRestoreWhatItWrote() {
        risk.startPosition(1, book, 100, PRICE);
        risk.openOrder(1, 2, Side.SELL, 50);
        risk.fill(1, book, Side.SELL, 20, 20, PRICE + NANOS, 77);
        risk.changeLimit(0, 0, LimitKind.MAX_MESSAGES_PER_SECOND, 6);
        risk.changeLimit(2, 3, LimitKind.MAX_POSITION, 1);
        risk.changeLimit(2, 0, LimitKind.MAX_POSITION, 2);
        risk.kill(3);
        risk.halt(2);
        risk.positionUnknown(3, 4);
        for (int i = 0; i < 9; i++) {
            check(Side.BUY, PRICE, 10);
        }
        final StateBuffer buffer = new StateBuffer();
        risk.snapshotTo(buffer);

        final Risk restored = new Risk(LIMITS, STRATEGIES, INSTRUMENTS);
        restored.restoreFrom(buffer.reader());
        final StateBuffer again = new StateBuffer();
        restored.snapshotTo(again);

        assertArrayEquals(buffer.toByteArray(), again.toByteArray());
        for (int i = 0; i < 9; i++) {
            assertEquals(
                    risk.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs),
                    restored.checkNew(1, book, Side.BUY, OrderType.LIMIT, PRICE, 10, timeNs));
            timeNs += 300_000_000L;
        }
    }

    @Test
    void shouldRefuseSnapshotOfAnotherConfiguration() {
        final StateBuffer buffer = new StateBuffer();
        risk.snapshotTo(buffer);

        final Risk otherSize = new Risk(LIMITS, STRATEGIES + 1, INSTRUMENTS);
        assertThrows(IllegalStateException.class, () -> otherSize.restoreFrom(buffer.reader()));
        final Risk otherLimits = new Risk(new RiskLimits(1, 1, 1, 1, 1, 1), STRATEGIES, INSTRUMENTS);
        assertThrows(IllegalStateException.class, () -> otherLimits.restoreFrom(buffer.reader()));
    }

    private RiskReason check(final Side side, final long priceNanos, final long quantity) {
        return checkNew(1, side, OrderType.LIMIT, priceNanos, quantity);
    }

    /** Each check a second after the one before, so that the message rate does not count. */
    private RiskReason checkNew(
            final int strategyId, final Side side, final OrderType type, final long priceNanos, final long quantity) {
        timeNs += NANOS;
        return risk.checkNew(strategyId, book, side, type, priceNanos, quantity, timeNs);
    }

    private RiskReason replace(final long executed, final long old, final long priceNanos, final long quantity) {
        timeNs += NANOS;
        return risk.checkReplace(1, book, Side.BUY, executed, PRICE, old, priceNanos, quantity, timeNs);
    }

    private void unlimited(final LimitKind kind) {
        limit(kind, Long.MAX_VALUE);
    }

    private void limit(final LimitKind kind, final long value) {
        assertEquals(CommandResultCode.APPLIED, risk.changeLimit(1, 2, kind, value));
    }

    private void assertBreach(final long value, final long limit) {
        assertEquals(value, risk.value());
        assertEquals(limit, risk.limitValue());
        final Told last = told.get(told.size() - 1);
        assertFalse(last.passed(), told::toString);
        assertEquals(value, last.value(), told::toString);
        assertEquals(limit, last.limitValue(), told::toString);
    }

    /** A control, as its listener heard of it. */
    private record Told(RiskReason control, Bound bound, boolean passed, long value, long limitValue) {}
}
