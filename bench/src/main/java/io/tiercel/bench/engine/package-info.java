/**
 * The engine as it is measured: core, opening inputs, strategies that trade at a known rate, a venue that answers at
 * once. Place: around the production classes. Input: market data. Output: counts of what was done. Owning thread: the
 * measured one.
 */
package io.tiercel.bench.engine;
