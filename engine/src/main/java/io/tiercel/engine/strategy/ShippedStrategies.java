package io.tiercel.engine.strategy;

/** The strategies that come with the engine, by the class name that the configuration gives. */
public final class ShippedStrategies {
    private ShippedStrategies() {}

    /** @throws IllegalArgumentException when no shipped strategy has this name */
    public static StrategyFactory factory(final String className) {
        return switch (className) {
            case "MarketMaker" -> MarketMaker::new;
            case "MinimumVariance" -> MinimumVariance::new;
            case "Momentum" -> Momentum::new;
            case "Pairs" -> Pairs::new;
            default ->
                throw new IllegalArgumentException("strategy class \"" + className
                        + "\": not a shipped strategy; set one of MarketMaker, MinimumVariance, Momentum, Pairs");
        };
    }
}
