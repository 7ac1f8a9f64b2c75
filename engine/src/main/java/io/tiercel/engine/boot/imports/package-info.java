/**
 * Historical market data becomes a journal. Place: beside the sessions, with files in the place of feeds. Input: files
 * of market data, read by the handlers that run live. Output: the inputs of a session on the files' own time. Owner:
 * the thread of the command.
 */
package io.tiercel.engine.boot.imports;
