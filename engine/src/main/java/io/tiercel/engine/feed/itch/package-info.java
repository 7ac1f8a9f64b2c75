/**
 * NASDAQ TotalView-ITCH 5.0 over MoldUDP64. Input: datagrams, as a feed lane receives them, or a file of messages for
 * the player. Output: market data messages, staged for the lane to send. Owner: the lane's thread.
 */
package io.tiercel.engine.feed.itch;
