package io.tiercel.engine.strategy;

/** Makes a strategy: usually its constructor. */
@FunctionalInterface
public interface StrategyFactory {
    Strategy create(StrategySetup setup);
}
