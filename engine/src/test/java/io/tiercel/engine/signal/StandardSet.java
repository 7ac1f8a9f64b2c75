package io.tiercel.engine.signal;

/** One signal of each kind for an instrument. */
final class StandardSet {
    private static final long MILLI = 1_000_000L;

    private StandardSet() {}

    static void declare(final Signals signals, final int instrumentId) {
        final SignalSpec ewma = StandardSignals.ewmaVolatility(instrumentId, 333 * MILLI);
        signals.declare(StandardSignals.volatilityFilter(ewma, 5, 60, 2, 90));
        signals.declare(StandardSignals.microprice(instrumentId));
        signals.declare(StandardSignals.averagePrice(instrumentId, 250 * MILLI));
        signals.declare(StandardSignals.trend(instrumentId, 60 * MILLI, 900 * MILLI));
        signals.declare(StandardSignals.tradeImbalance(instrumentId, 120 * MILLI));
        signals.declare(StandardSignals.orderFlowImbalance(instrumentId, 77 * MILLI));
        signals.declare(StandardSignals.realisedVolatility(instrumentId, 50 * MILLI, 40));
        signals.declare(StandardSignals.vwap(instrumentId, 3_600_000 * MILLI));
        signals.declare(StandardSignals.rollingVwap(instrumentId, 100 * MILLI, 16));
        signals.declare(StandardSignals.simpleAverage(instrumentId, 40 * MILLI, 25));
        signals.declare(StandardSignals.averageTrueRange(instrumentId, 100 * MILLI, 14));
    }

    /** One signal of each kind for a pair; to be declared after the sets of both. */
    static void declarePair(final Signals signals, final int yInstrumentId, final int xInstrumentId) {
        final SignalSpec spread = StandardSignals.spread(yInstrumentId, xInstrumentId, 50 * MILLI, 30);
        signals.declare(StandardSignals.zScore(spread, 70 * MILLI, 20));
    }
}
