package io.tiercel.engine.strategy;

/** A number that can change while the strategy runs. */
public interface DoubleParameter {
    double value();
}
