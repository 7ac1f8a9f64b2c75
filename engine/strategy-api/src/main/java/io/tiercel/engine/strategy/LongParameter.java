package io.tiercel.engine.strategy;

/** A whole number, quantity or length of time that can change while the strategy runs. */
public interface LongParameter {
    long value();
}
