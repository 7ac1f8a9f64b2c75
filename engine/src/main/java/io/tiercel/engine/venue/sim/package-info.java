/**
 * The built-in market: an exchange with a matcher, background traders and latency, all from one seed. Place: a venue
 * and a feed in one. Input: orders as SBE, and time. Output: executions and an L3 feed as SBE, and a log of its own.
 * Owning thread: its agent's when it runs beside the engine, the loop's when both run on virtual time. It reads no
 * clock and no other source of randomness than its seed.
 */
package io.tiercel.engine.venue.sim;
