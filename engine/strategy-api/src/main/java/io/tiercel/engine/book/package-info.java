/**
 * Books as strategies and signals see them. Place: after {@code reference}, before {@code signal}. Input: what the
 * engine's books show at the end of a packet. Output: prices, quantities and levels to look up. Owning thread: the
 * core's; a view changes with the next message.
 */
package io.tiercel.engine.book;
