/**
 * Captures and other files of market data: their bytes, compressed or not, and the packets in them. Place: beside the
 * lanes that receive; a tool reads a file through the same protocols. Input: a file. Output: packets with the time they
 * were captured at, streams of TCP put together. Owner: the thread that reads; nothing here waits or is shared. Memory
 * is bounded whatever a file's size, and what is malformed is told with its record and offset, never thrown.
 */
package io.tiercel.engine.feed.capture;
