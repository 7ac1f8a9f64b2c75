/**
 * A journal re-simulated under another configuration. Place: beside replay. Input: a journal's exogenous inputs and a
 * fill model for own orders. Output: what was ordered, filled and made, and how two of these differ. Owning thread: the
 * caller's. Nothing here is on the hot path.
 */
package io.tiercel.engine.replay.whatif;
