/**
 * Reference data from files, and the inputs that a run opens with. Place: between the configuration and the first
 * input. Input: CSV files and the configuration. Output: SBE messages, handed to an
 * {@link io.tiercel.engine.boot.reference.InputSink}. Owning thread: the one that starts the program, later the one
 * that reloads. Reads files, and no clock: the caller says when the run starts.
 */
package io.tiercel.engine.boot.reference;
