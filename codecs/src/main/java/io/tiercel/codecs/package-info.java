/**
 * What bytes mean: fixed point, digests and, generated at build time from the schemas in {@code resources/sbe}, one
 * codec per message. Stands before every stage. Holds no state; any thread may use the static functions, a codec
 * belongs to the thread that wraps it.
 */
package io.tiercel.codecs;
