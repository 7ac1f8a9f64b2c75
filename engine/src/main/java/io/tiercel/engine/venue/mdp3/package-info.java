/**
 * The built-in exchange's market data as an exchange sends it: a channel of MDP 3.0, with its incremental, recovery and
 * instrument feeds. Place: behind {@code venue.sim}, before a network. Input: the exchange's feed as SBE. Output:
 * datagrams, and what the replay beside them answers from. Owning thread: the market's.
 */
package io.tiercel.engine.venue.mdp3;
