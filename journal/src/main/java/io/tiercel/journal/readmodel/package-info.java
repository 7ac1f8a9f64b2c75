/**
 * The read model: what an engine holds, in maps beside its journal that other processes read. Place: a second core
 * that follows the journal, never the engine. Input: the entries of one state and the input they are true for.
 * Output: the same, whole, or not at all. The only package that knows Chronicle Map. A writer belongs to one thread;
 * readers are independent of it, in any process.
 */
package io.tiercel.journal.readmodel;
