/**
 * SoupBinTCP 3.00, live: connections to an exchange's servers are the lines of a lane, and what they bring becomes the
 * packets that lines of MoldUDP64 would have brought; and a server for those who play a feed. Place, input, output and
 * owner: those of {@link io.tiercel.engine.feed}.
 */
package io.tiercel.engine.feed.soupbintcp;
