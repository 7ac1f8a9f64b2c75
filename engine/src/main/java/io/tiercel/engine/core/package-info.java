/**
 * The deterministic core: one state machine that owns books, signals, strategies, routing, risk and orders. Place:
 * between ingress and the gate. Input: sequenced SBE messages. Output: SBE messages to venues, and what the core
 * decided itself. Owning thread: whichever drives it, one at a time. It knows no thread, clock, Aeron, Chronicle or
 * Disruptor; all it will ever know comes in as an input.
 */
package io.tiercel.engine.core;
