/**
 * Strategies: their host, and the ones that are shipped. What a quant writes against is the module
 * {@code strategy-api}: its packages are called as those here, and its jar has nothing of the host. Place: after
 * {@code signal}, before {@code route}. Input: books at the end of packets, trades, signals, own executions, timers,
 * session phases. Output: orders, through {@link io.tiercel.engine.strategy.OrderPort}. Owning thread: the core's. A
 * strategy reads no clock and no random source, starts no thread, opens no file: the context gives time, and what it
 * decides follows from what it was told.
 */
package io.tiercel.engine.strategy;
