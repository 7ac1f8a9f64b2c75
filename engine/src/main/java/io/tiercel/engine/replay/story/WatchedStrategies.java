package io.tiercel.engine.replay.story;

import io.tiercel.engine.strategy.StrategyFactory;
import java.util.function.Function;

/** A catalogue of strategies that makes the same ones and says what they are told and ask for. */
final class WatchedStrategies implements Function<String, StrategyFactory> {
    private final Function<String, StrategyFactory> catalogue;
    private final StrategyWatch watch;

    WatchedStrategies(final Function<String, StrategyFactory> catalogue, final StrategyWatch watch) {
        this.catalogue = catalogue;
        this.watch = watch;
    }

    @Override
    public StrategyFactory apply(final String className) {
        final StrategyFactory factory = catalogue.apply(className);
        return setup -> new WatchedStrategy(setup.name(), factory.create(new WatchedSetup(setup, watch)), watch);
    }
}
