/**
 * The programs that measure the engine. Place: beside everything; nothing uses them. Input: synthetic market data, made
 * from a seed. Output: figures, as text or JSON. Owning thread: each program starts its own and pins those that are
 * measured.
 */
package io.tiercel.bench;
