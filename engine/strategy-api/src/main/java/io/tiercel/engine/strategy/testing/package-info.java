/**
 * For unit tests of strategies: a setup with the parameters as the engine reads them, a context whose time, books and
 * positions the test sets, an order port that writes down what was sent. Place: beside the flow; the engine itself
 * never uses it. Input: what a test says. Output: what the strategy did. Owning thread: the test's.
 */
package io.tiercel.engine.strategy.testing;
