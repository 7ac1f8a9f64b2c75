/**
 * What a quant writes against. Place: after {@code signal}, before {@code route}. Input: books at the end of packets,
 * trades, signals, own executions, timers, session phases. Output: orders, through
 * {@link io.tiercel.engine.strategy.OrderPort}. Owning thread: the core's. A strategy reads no clock and no random
 * source, starts no thread, opens no file: the context gives time, and what it decides follows from what it was told.
 *
 * <p>To write one, read {@link io.tiercel.engine.strategy.Strategy} (what it is called with),
 * {@link io.tiercel.engine.strategy.StrategySetup} (what its constructor gets),
 * {@link io.tiercel.engine.strategy.StrategyContext} (what it may ask), {@link io.tiercel.engine.strategy.OrderPort}
 * (how it trades) and {@link io.tiercel.engine.strategy.Execution} (what becomes of its orders).
 */
package io.tiercel.engine.strategy;
