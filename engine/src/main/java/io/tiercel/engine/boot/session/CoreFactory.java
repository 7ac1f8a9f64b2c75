package io.tiercel.engine.boot.session;

import io.tiercel.engine.boot.configuration.EngineConfiguration;
import io.tiercel.engine.core.CoreSettings;
import io.tiercel.engine.core.TradingCore;
import io.tiercel.engine.risk.CheckListener;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.function.Function;

/** Builds a core as large as the configuration says; the same for a live run, a virtual one and a replay. */
public final class CoreFactory {
    private CoreFactory() {}

    public static TradingCore create(final EngineConfiguration configuration) {
        return create(configuration, ShippedStrategies::factory);
    }

    /** @param strategies finds a strategy by its class name */
    public static TradingCore create(
            final EngineConfiguration configuration, final Function<String, StrategyFactory> strategies) {
        return create(configuration, strategies, CheckListener.NONE);
    }

    /**
     * @param strategies finds a strategy by its class name
     * @param checks     hears of every control of every order
     */
    public static TradingCore create(
            final EngineConfiguration configuration,
            final Function<String, StrategyFactory> strategies,
            final CheckListener checks) {
        final EngineConfiguration.Engine engine = configuration.engine();
        final CoreSettings settings = new CoreSettings(
                engine.id(),
                engine.maxInstruments(),
                engine.maxBookOrders(),
                engine.maxBookLevels(),
                engine.maxStrategies(),
                greatestVenueId(configuration),
                engine.maxOpenOrders(),
                engine.maxClosedOrders(),
                engine.maxParentOrders(),
                engine.maxTimers(),
                engine.maxOutputsPerInput(),
                engine.orderAnswerTimeoutNs(),
                engine.feedStaleAfterNs(),
                engine.firmId(),
                engine.accountId(),
                configuration.risk());
        return new TradingCore(settings, strategies, checks);
    }

    private static int greatestVenueId(final EngineConfiguration configuration) {
        int greatest = 1;
        for (final EngineConfiguration.Venue venue : configuration.venues()) {
            greatest = Math.max(greatest, venue.id());
        }
        return greatest;
    }
}
