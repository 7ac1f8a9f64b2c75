package io.tiercel.engine.strategy;

/** A switch that can change while the strategy runs. */
public interface BooleanParameter {
    boolean value();
}
