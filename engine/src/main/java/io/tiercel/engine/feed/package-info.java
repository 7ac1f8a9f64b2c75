/**
 * Feed lanes: market data of an exchange becomes Tiercel's. Place: before ingress, in the engine's process or in one of
 * its own. Input: datagrams from a socket. Output: market data messages on an Aeron publication, as an engine takes
 * them. Owner: the lane's own thread, one per feed; counts may be read by any. One package per protocol below this one.
 */
package io.tiercel.engine.feed;
