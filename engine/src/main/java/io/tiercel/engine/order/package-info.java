/**
 * Our own orders: their states, venue tokens, executions. Place: after {@code risk}, the last stage of the core.
 * Input: orders that risk let pass, executions from venues, what the gate could not send, timers. Output:
 * {@link io.tiercel.engine.order.OrderListener} calls. Owning thread: the core's. Executions can come late, twice and
 * out of order; each counts once.
 */
package io.tiercel.engine.order;
