/**
 * MoldUDP64: which packet's messages are new, and what is missing between them. Input: datagrams. Output: calls of the
 * protocol that the messages are of. Owner: the lane's thread.
 */
package io.tiercel.engine.feed.moldudp64;
