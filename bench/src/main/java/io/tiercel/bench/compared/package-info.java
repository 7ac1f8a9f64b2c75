/**
 * The engine's book and matcher beside those of other projects: the same operations for all, results held against each
 * other, then timed in turn. Place: outside the engine. Input: a seed. Output: differences and rates. Owning thread:
 * the measured one.
 */
package io.tiercel.bench.compared;
