/**
 * MoldUDP64: what of its packets is new, asking for what is missing, and for those who play a feed, answering. Input:
 * datagrams. Output: calls of the protocol that the messages are of. Owner: the lane's thread, or the player's.
 */
package io.tiercel.engine.feed.moldudp64;
