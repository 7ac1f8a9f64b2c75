/**
 * Books as strategies and signals see them, and what exchanges say besides them. Place: after {@code reference}, before
 * {@code signal}. Input: what the engine's books show at the end of a packet. Output: prices, quantities and levels to
 * look up, and an exchange's last words. Owning thread: the core's; a view changes with the next message.
 */
package io.tiercel.engine.book;
