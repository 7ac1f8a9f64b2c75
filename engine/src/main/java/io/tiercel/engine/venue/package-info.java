/**
 * Venues. Place: outside the core, at the end of the flow. Input: orders that passed the gate. Output: executions.
 * One package per venue below this one; each is an adapter that speaks Tiercel's SBE, in this process or another one.
 */
package io.tiercel.engine.venue;
