package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.book.Book;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VwapTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = SessionVwap.DAY_NS;
    private static final long UNIT = 1_000_000_000L;

    private final SignalRig session = new SignalRig(StandardSignals.vwap(SignalRig.INSTRUMENT));
    private final SignalRig rolling = new SignalRig(StandardSignals.rollingVwap(SignalRig.INSTRUMENT, SECOND, 3));

    @Test
    void shouldWeighPricesWithTheirQuantity() {
        session.trade(1, 100 * UNIT, 3).trade(2, 102 * UNIT, 1);

        assertEquals(100.5, session.signal.value());
    }

    @Test
    void shouldBeReadyWithTheFirstTrade() {
        assertFalse(session.signal.ready());

        session.trade(1, 100 * UNIT, 3);

        assertTrue(session.signal.ready());
    }

    @Test
    void shouldStartAnewWithTheFirstTradeOfADay() {
        final SignalRig rig = new SignalRig(StandardSignals.vwap(SignalRig.INSTRUMENT, 22 * 3_600 * SECOND));
        final long dayStartNs = 20_000 * DAY + 22 * 3_600 * SECOND;
        rig.trade(dayStartNs - 1, 100 * UNIT, 10);
        assertEquals(100, rig.signal.value());

        rig.trade(dayStartNs, 200 * UNIT, 1);
        rig.trade(dayStartNs + DAY - 1, 300 * UNIT, 1);
        assertEquals(250, rig.signal.value());

        rig.trade(dayStartNs + 5 * DAY, 7 * UNIT, 1);
        assertEquals(7, rig.signal.value());
    }

    @Test
    void shouldNotDependOnTheOrderOfTrades() {
        final Random random = new Random(3);
        final List<long[]> trades = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            trades.add(new long[] {random.nextLong() >> 12, random.nextLong() >>> 14});
        }
        trades.forEach(trade -> session.trade(1, trade[0], trade[1]));
        Collections.shuffle(trades, random);

        final SignalRig shuffled = new SignalRig(StandardSignals.vwap(SignalRig.INSTRUMENT));
        trades.forEach(trade -> shuffled.trade(1, trade[0], trade[1]));

        assertEquals(
                Double.doubleToRawLongBits(session.signal.value()),
                Double.doubleToRawLongBits(shuffled.signal.value()));
    }

    @Test
    void shouldTakeNegativePrices() {
        session.trade(1, -40 * UNIT, 3).trade(1, 20 * UNIT, 1);

        assertEquals(-25, session.signal.value());
    }

    @Test
    void shouldSkipTradesThatSayNothing() {
        for (final SignalRig rig : List.of(session, rolling)) {
            rig.trade(1, 100 * UNIT, 0).trade(1, 100 * UNIT, -5).trade(1, Book.NO_PRICE, 5);

            assertFalse(rig.signal.ready());
            assertEquals(0, rig.signal.value());
        }
    }

    @Test
    void shouldSkipATradeThatOverflowsTheQuantity() {
        for (final SignalRig rig : List.of(session, rolling)) {
            rig.trade(1, 100 * UNIT, Long.MAX_VALUE).trade(1, 500 * UNIT, 1);

            assertEquals(100, rig.signal.value());
        }
    }

    @Test
    void shouldDropBucketsThatLeftTheWindow() {
        rolling.trade(0, 100 * UNIT, 1).trade(SECOND - 1, 200 * UNIT, 1).trade(2 * SECOND, 300 * UNIT, 2);
        assertEquals(225, rolling.signal.value());
        assertFalse(rolling.signal.ready());

        rolling.trade(3 * SECOND, 400 * UNIT, 2);
        assertEquals(350, rolling.signal.value());
        assertTrue(rolling.signal.ready());

        rolling.trade(100 * SECOND, 50 * UNIT, 9);
        assertEquals(50, rolling.signal.value());
    }

    @Test
    void shouldKeepExactSumsOverManyWindows() {
        final Random random = new Random(4);
        long second = 0;
        for (; second < 100_000; second++) {
            rolling.trade(second * SECOND, random.nextLong() >> 2, 1 + random.nextLong() >>> 3);
        }

        rolling.trade((second + 3) * SECOND, 123_456_789_012L, 7);

        assertEquals(123.456789012, rolling.signal.value());
    }

    @Test
    void shouldMatchTheDefinition() {
        SignalRig.assertMatches(
                StandardSignals.vwap(SignalRig.INSTRUMENT, 5 * SECOND),
                1e-14,
                0,
                history -> SignalOracles.vwap(history, 5 * SECOND, DAY, 1, true));
    }

    @Test
    void shouldMatchTheDefinitionOverARollingWindow() {
        for (final long[] window : new long[][] {{10_000_000L, 3}, {100_000_000L, 16}, {SECOND, 1}}) {
            SignalRig.assertMatches(
                    StandardSignals.rollingVwap(SignalRig.INSTRUMENT, window[0], (int) window[1]),
                    1e-14,
                    0,
                    history -> SignalOracles.vwap(history, 0, window[0], (int) window[1], false));
        }
    }
}
