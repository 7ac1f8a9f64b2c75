/**
 * What can be seen of the engine from outside: counters, latency histograms, a board of positions and prices. Place:
 * beside the flow. Input: the pipeline's probe, on its thread. Output: values that other threads may read. It changes
 * nothing and the pipeline never waits for it.
 */
package io.tiercel.engine.observe;
