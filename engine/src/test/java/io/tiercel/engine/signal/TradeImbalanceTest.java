package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.codecs.types.Side;
import org.junit.jupiter.api.Test;

class TradeImbalanceTest {
    private static final long SECOND = 1_000_000_000L;

    private final SignalRig rig = new SignalRig(StandardSignals.tradeImbalance(SignalRig.INSTRUMENT, SECOND));

    @Test
    void shouldWeighEachTradeByItsAge() {
        rig.trade(0, Side.BUY, 100, 800);
        assertEquals(1, rig.signal.value());

        // 400 of the 800 are left
        rig.trade(SECOND, Side.SELL, 100, 1_200);
        assertEquals(-0.5, rig.signal.value());

        // 200 bought and 600 sold are left
        rig.trade(2 * SECOND, Side.BUY, 100, 600);
        assertEquals(200.0 / 1_400, rig.signal.value());
    }

    @Test
    void shouldNotCountTradesWithoutAnAggressor() {
        rig.trade(0, Side.BUY, 100, 10);
        rig.trade(0, Side.NULL_VAL, 100, 1_000);
        rig.trade(0, null, 100, 1_000);
        rig.trade(0, Side.SELL, 100, 0);

        assertEquals(1, rig.signal.value());
        assertEquals(0, rig.toldCount);
    }

    @Test
    void shouldBeReadyWithTheFirstTradeAfterOneHalfLife() {
        rig.trade(0, Side.BUY, 100, 1).trade(SECOND - 1, Side.BUY, 100, 1);
        assertFalse(rig.signal.ready());

        rig.trade(SECOND, Side.BUY, 100, 1);
        assertTrue(rig.signal.ready());
    }

    @Test
    void shouldKnowOnlyTheLastTradeAfterALongSilence() {
        rig.trade(0, Side.BUY, 100, Long.MAX_VALUE);

        rig.trade(Long.MAX_VALUE / 2, Side.SELL, 100, 1);

        assertEquals(-1, rig.signal.value());
    }

    @Test
    void shouldMatchTheDefinition() {
        for (final long halfLifeNs : new long[] {7_000_000, 333_333_333, 3 * SECOND}) {
            SignalRig.assertMatches(
                    StandardSignals.tradeImbalance(SignalRig.INSTRUMENT, halfLifeNs),
                    1e-12,
                    1e-12,
                    history -> SignalOracles.tradeImbalance(history, halfLifeNs));
        }
    }
}
