package io.tiercel.engine.strategy;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.reference.Instrument;

/** The parameters of {@link Pairs} that may change while it runs. */
@HotPath
final class PairParameters {
    private static final long MAX_LOTS = 1_000_000;

    final LongParameter size;
    final LongParameter maxHedgeQuantity;
    final DoubleParameter enter;
    final DoubleParameter stop;
    final LongParameter maxHoldingNs;
    final LongParameter slippageTicks;
    final LongParameter legOutTicks;
    final LongParameter legOutAttempts;
    final LongParameter legOutTimeoutNs;
    final BooleanParameter flattenWhenClosing;
    final BooleanParameter trading;
    final LongParameter backOffNs;

    private final DoubleParameter exit;

    PairParameters(final StrategySetup setup, final Instrument one, final Instrument other) {
        final String lot = ParameterText.lots(one, 1);
        final String otherLot = ParameterText.lots(other, 1);
        size = setup.quantity("size", one, lot, lot, ParameterText.lots(one, MAX_LOTS));
        maxHedgeQuantity = setup.quantity(
                "maxHedgeQuantity",
                other,
                ParameterText.lots(other, 1_000),
                otherLot,
                ParameterText.lots(other, MAX_LOTS));
        enter = setup.number("enterDeviations", 2, 0, 100);
        exit = setup.number("exitDeviations", 0.5, 0, 100);
        stop = setup.number("stopDeviations", 4, 0, 100);
        maxHoldingNs = setup.duration("maxHolding", "10m", "1ms", "7d");
        slippageTicks = setup.wholeNumber("slippageTicks", 0, 0, 10_000);
        legOutTicks = setup.wholeNumber("legOutTicks", 5, 0, 10_000);
        legOutAttempts = setup.wholeNumber("legOutAttempts", 3, 0, 1_000);
        legOutTimeoutNs = setup.duration("legOutTimeout", "500ms", "1ms", "1h");
        flattenWhenClosing = setup.flag("flattenWhenClosing", true);
        trading = setup.flag("trading", true);
        backOffNs = setup.duration("backOff", "100ms", "1ms", "1m");
    }

    /** Where exit is above enter, enter decides alone. */
    double exit() {
        return exit.value() < enter.value() ? exit.value() : enter.value();
    }
}
