/**
 * How strategies and signals write what they remember, and take it back. Place: before every stage. Input: typed
 * values. Output: the same ones in the same order. Owning thread: the core's.
 */
package io.tiercel.engine.state;
