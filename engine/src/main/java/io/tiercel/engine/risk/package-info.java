/**
 * Pre-trade controls on every child order, positions, exposure and the kill switch. Place: after {@code route}, before
 * {@code order}. Input: orders to be checked, reservations, releases, fills, operator commands. Output: a verdict
 * with value and limit; positions. Owning thread: the core's. Integers only; what would overflow is refused.
 */
package io.tiercel.engine.risk;
