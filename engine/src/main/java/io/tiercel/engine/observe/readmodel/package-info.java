/**
 * What a read model says of a core: positions, open orders, limits, states, prices. Place: behind the core, in a
 * process that follows the journal. Input: a core between two inputs. Output: entries of a read model, and what
 * they say again. Owning thread: the core's. It changes nothing.
 */
package io.tiercel.engine.observe.readmodel;
