/**
 * The built-in exchange's market data as an exchange sends it: TotalView-ITCH 5.0 in packets of MoldUDP64. Place:
 * behind {@code venue.sim}, before a network. Input: the exchange's feed as SBE. Output: datagrams, and what the
 * servers beside them answer from. Owning thread: the market's.
 */
package io.tiercel.engine.venue.itch;
