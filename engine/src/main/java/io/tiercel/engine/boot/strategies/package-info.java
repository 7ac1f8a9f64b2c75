/**
 * Users' own strategies: jars are read, checked by bytecode and loaded. Place: in {@code boot}, before the core is
 * built. Input: jars, as files or out of a journal. Output: factories of strategies, or everything that is wrong with
 * a jar. Owning thread: the main thread. No class of a jar is initialised before all of them were checked.
 */
package io.tiercel.engine.boot.strategies;
