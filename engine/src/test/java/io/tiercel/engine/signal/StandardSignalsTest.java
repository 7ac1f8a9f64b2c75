package io.tiercel.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StandardSignalsTest {
    @Test
    void shouldNameEveryParameterInTheKey() {
        final SignalSpec volatility = StandardSignals.ewmaVolatility(7, 30_000_000_000L);

        assertEquals("microprice(7)", StandardSignals.microprice(7).key());
        assertEquals(
                "orderFlowImbalance(7,250)",
                StandardSignals.orderFlowImbalance(7, 250).key());
        assertEquals("ewmaVolatility(7,30000000000)", volatility.key());
        assertEquals(
                "realisedVolatility(7,100,60)",
                StandardSignals.realisedVolatility(7, 100, 60).key());
        assertEquals("averagePrice(7,30)", StandardSignals.averagePrice(7, 30).key());
        assertEquals(
                "tradeImbalance(7,30)", StandardSignals.tradeImbalance(7, 30).key());
        assertEquals("mid(7)", StandardSignals.mid(7).key());
        assertEquals(
                "simpleAverage(7,100,60)",
                StandardSignals.simpleAverage(7, 100, 60).key());
        assertEquals(
                "averageTrueRange(7,100,14)",
                StandardSignals.averageTrueRange(7, 100, 14).key());
        assertEquals(
                "hedgeRatio(7,3,100,60)",
                StandardSignals.hedgeRatio(7, 3, 100, 60).key());
        assertEquals(
                "zScore(spread(7,3,100,60),200,50)",
                StandardSignals.zScore(StandardSignals.spread(7, 3, 100, 60), 200, 50)
                        .key());
        assertEquals("vwap(7,0)", StandardSignals.vwap(7).key());
        assertEquals("vwap(7,9)", StandardSignals.vwap(7, 9).key());
        assertEquals(
                "rollingVwap(7,100,60)", StandardSignals.rollingVwap(7, 100, 60).key());
        assertEquals(
                "volatilityFilter(ewmaVolatility(7,30000000000),0.3,5,0.1,1000000)",
                StandardSignals.volatilityFilter(volatility, 0.3, 5, 0.1, 1e6).key());
    }

    @Test
    void shouldWatchTheInstrumentOfTheVolatility() {
        final SignalSpec volatility = StandardSignals.realisedVolatility(7, 100, 60);
        final SignalSpec filter = StandardSignals.volatilityFilter(volatility, 1, 2, 1, 2);

        assertEquals(7, filter.instrumentId());
        assertEquals(Set.of(SignalInput.SIGNAL), filter.inputs());
        assertEquals(volatility, filter.upstream().get(0));
    }

    @Test
    void shouldWriteADoubleAsTheDigitsThatMeanIt() {
        assertEquals("0", StandardSignals.decimal(0));
        assertEquals("0.1", StandardSignals.decimal(0.1));
        assertEquals("0.30000000000000004", StandardSignals.decimal(0.1 + 0.2));
        assertEquals("0.002", StandardSignals.decimal(2e-3));
        assertEquals("200", StandardSignals.decimal(200));
        assertEquals("12345678.9", StandardSignals.decimal(12345678.9));

        final Random random = new Random(6);
        for (int i = 0; i < 10_000; i++) {
            final double value = Double.longBitsToDouble(random.nextLong() >>> 1 & 0x5FFFFFFFFFFFFFFFL);
            assertEquals(value, Double.parseDouble(StandardSignals.decimal(value)), "seed 6");
        }
    }

    @Test
    void shouldRefuseParametersOutOfRange() {
        assertRefused("half-life in ns 0 is below 1", () -> StandardSignals.orderFlowImbalance(7, 0));
        assertRefused("half-life in ns 0 is below 1", () -> StandardSignals.averagePrice(7, 0));
        assertRefused("half-life in ns -1 is below 1", () -> StandardSignals.tradeImbalance(7, -1));
        assertRefused("slow half-life in ns 30 is below 31", () -> StandardSignals.trend(7, 30, 30));
        assertRefused("half-life in ns -5 is below 1", () -> StandardSignals.ewmaVolatility(7, -5));
        assertRefused("is above 31622400000000000", () -> StandardSignals.ewmaVolatility(7, Long.MAX_VALUE));
        assertRefused("sample interval in ns 0", () -> StandardSignals.realisedVolatility(7, 0, 1));
        assertRefused("number of samples 0", () -> StandardSignals.realisedVolatility(7, 1, 0));
        assertRefused("number of samples 65537 is above", () -> StandardSignals.realisedVolatility(7, 1, 65_537));
        assertRefused("sample interval in ns 0", () -> StandardSignals.simpleAverage(7, 0, 1));
        assertRefused("number of samples 0", () -> StandardSignals.simpleAverage(7, 1, 0));
        assertRefused("length of a bar in ns 0", () -> StandardSignals.averageTrueRange(7, 0, 1));
        assertRefused("number of bars 0", () -> StandardSignals.averageTrueRange(7, 1, 0));
        assertRefused("number of bars 65537", () -> StandardSignals.averageTrueRange(7, 1, 65_537));
        assertRefused("number of samples 1 is below 2", () -> StandardSignals.hedgeRatio(7, 3, 1, 1));
        assertRefused("number of samples 65537", () -> StandardSignals.spread(7, 3, 1, 65_537));
        assertRefused("one instrument twice", () -> StandardSignals.hedgeRatio(7, 7, 1, 2));
        assertRefused("number of samples 1 is below 2", () -> StandardSignals.zScore(StandardSignals.mid(7), 1, 1));
        assertRefused("bucket interval in ns 0", () -> StandardSignals.rollingVwap(7, 0, 1));
        assertRefused("number of buckets 0", () -> StandardSignals.rollingVwap(7, 1, 0));
        assertRefused("number of buckets 65537 is above", () -> StandardSignals.rollingVwap(7, 1, 65_537));
        assertRefused("start of the day in ns -1", () -> StandardSignals.vwap(7, -1));
        assertRefused("start of the day in ns 86400000000000", () -> StandardSignals.vwap(7, 86_400_000_000_000L));
    }

    private static void assertRefused(final String text, final Supplier<SignalSpec> call) {
        final String message =
                assertThrows(IllegalArgumentException.class, call::get).getMessage();
        assertTrue(message.contains(text), message);
    }
}
