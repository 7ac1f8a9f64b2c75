/**
 * Streaming signals: what one is, and those that are shipped. Place: after {@code book}, before {@code strategy}.
 * Input: changed books at the end of a packet, trades, other signals. Output: values. Owning thread: the core's. O(1)
 * per event; doubles only here and in strategies, with + − × ÷ sqrt, else StrictMath.
 */
package io.tiercel.engine.signal;
