/**
 * The way from an operator to a running engine and back. Place: beside the flow; the engine shows its mark, a program
 * finds it, sends a command and waits for what became of it. Input: a command. Output: bytes on the stream of commands,
 * an answer from the stream of results. Owning thread: the main thread of the program that sends; the mark is the
 * engine's main thread's. Nothing here runs on an engine's hot thread.
 */
package io.tiercel.engine.boot.command;
