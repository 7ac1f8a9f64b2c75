/**
 * Order books. Place: after {@code reference}, before {@code signal}. Input: normalised market data, one call per
 * message. Output: {@link io.tiercel.engine.book.Book} views and {@link io.tiercel.engine.book.BookListener} calls;
 * beside them {@link io.tiercel.engine.book.Facts}, the last words of exchanges on what is in no book. Owning thread:
 * the core's. Memory is taken when a book is made; nothing allocates or throws afterwards, bad input
 * is counted and makes the book suspect.
 */
package io.tiercel.engine.book;
