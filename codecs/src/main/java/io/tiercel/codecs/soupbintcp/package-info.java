/**
 * SoupBinTCP 3.00, NASDAQ's framing of messages on a TCP connection: read in place, written into a buffer. Any thread,
 * each its own flyweight.
 */
package io.tiercel.codecs.soupbintcp;
