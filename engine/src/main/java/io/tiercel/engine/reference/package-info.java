/**
 * Reference data as the core knows it. Place: after {@code state}, before {@code book}. Input: definitions that
 * arrive as sequenced inputs. Output: instruments, tick tables and trading days to look up. Owning thread: the core's.
 */
package io.tiercel.engine.reference;
