/**
 * From what strategies ask for to orders at venues. Place: after {@code strategy}, before {@code risk}. Input: the
 * order port's calls, executions of children, timers. Output: child orders, through
 * {@link io.tiercel.engine.route.RouteListener}. Owning thread: the core's.
 */
package io.tiercel.engine.route;
