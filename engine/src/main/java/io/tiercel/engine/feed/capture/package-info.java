/**
 * Captures and other files of market data: their bytes, compressed or not, and the packets in them; and captures of
 * what a lane receives. Place: beside the lanes that receive; a tool reads a file through the same protocols. Input: a
 * file, or datagrams through a ring. Output: packets with the time they were captured at, streams of TCP put together;
 * or files. Owner: the thread that reads, or that writes; only the ring is shared, with the lane's thread, which waits
 * for nothing here. Memory is bounded whatever a file's size, and what is malformed is told with its record and offset,
 * never thrown.
 */
package io.tiercel.engine.feed.capture;
