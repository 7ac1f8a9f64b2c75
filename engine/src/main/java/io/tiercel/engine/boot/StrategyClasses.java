package io.tiercel.engine.boot;

import io.tiercel.engine.boot.configuration.ConfigurationException;
import io.tiercel.engine.boot.configuration.EngineConfiguration.StrategyConfiguration;
import io.tiercel.engine.boot.configuration.LoadedConfiguration;
import io.tiercel.engine.boot.configuration.Problems;
import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.StrategyFactory;
import java.util.function.Function;

/** Whether the shipped strategies that a configuration enables are of classes that there are. */
final class StrategyClasses {
    private StrategyClasses() {}

    /** @throws ConfigurationException that names each class which is not known */
    static void check(final LoadedConfiguration loaded) {
        check(loaded, ShippedStrategies::factory);
    }

    /** @throws ConfigurationException that names each class which {@code strategies} does not know */
    static void check(final LoadedConfiguration loaded, final Function<String, StrategyFactory> strategies) {
        final Problems problems = new Problems();
        for (final StrategyConfiguration strategy : loaded.configuration().strategies()) {
            if (strategy.enabled() && strategy.jar().isEmpty()) {
                try {
                    strategies.apply(strategy.className());
                } catch (final IllegalArgumentException unknown) {
                    problems.add(
                            loaded.file().toString(),
                            "strategies." + strategy.name() + ".class: " + unknown.getMessage());
                }
            }
        }
        problems.throwIfAny();
    }
}
